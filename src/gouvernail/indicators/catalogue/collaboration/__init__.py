"""Shared spaces and what they hold."""
