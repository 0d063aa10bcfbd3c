"""Shared spaces and their use."""
