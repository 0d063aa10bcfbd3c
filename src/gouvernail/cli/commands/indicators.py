"""Placeholder."""

HELP = "…"


def arguments(parser):
    """Nothing yet."""


def run(arguments):
    """Nothing yet."""
    return 1
