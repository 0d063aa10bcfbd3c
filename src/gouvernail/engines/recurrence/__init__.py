"""Requests that come back: titles reduced to sketches that do not give them back, then compared over time."""
