"""The ranking methods that a study may choose between: those of the engine that need nothing more than a matrix."""

from __future__ import annotations


def method_choices() -> list[tuple[str, str]]:
    """Return the code and the French label of each method."""
    from gouvernail.engines.ranking.catalogue import methods  # NumPy is imported only when it is needed
    from gouvernail.engines.ranking.reading import DEFAULT_METHODS

    return [(code, methods()[code].label) for code in DEFAULT_METHODS]
