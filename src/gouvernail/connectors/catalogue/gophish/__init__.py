"""GoPhish, through its API: campaigns counted by department."""
