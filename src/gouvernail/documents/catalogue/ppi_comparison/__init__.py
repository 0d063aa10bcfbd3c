"""Two versions of a plan side by side: what moved, what it costs, why."""
