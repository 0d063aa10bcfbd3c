"""Decks and minutes."""
