"""The ranking methods that a study may choose between: those of the engine's catalogue."""

from __future__ import annotations


def method_choices() -> list[tuple[str, str]]:
    """Return the code and the French label of each method."""
    from gouvernail.engines.ranking.catalogue import methods  # NumPy is imported only when it is needed

    return [(code, method.label) for code, method in methods().items()]
