"""Work and who can do it."""
