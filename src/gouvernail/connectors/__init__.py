"""The way in for facts."""
