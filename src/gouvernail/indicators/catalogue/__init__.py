"""One file an indicator."""
