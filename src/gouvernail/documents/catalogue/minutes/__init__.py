"""The minutes of a meeting: what was put, what was decided, what follows."""
