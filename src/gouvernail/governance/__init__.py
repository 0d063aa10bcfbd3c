"""Committees, their meetings and what they decide."""
