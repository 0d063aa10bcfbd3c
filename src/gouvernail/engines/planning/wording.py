"""Counting in French, where the plural begins at two: « 1,5 jour », « 2 jours »."""

from __future__ import annotations

from decimal import Decimal

from gouvernail.kernel.numbers_fr import format_number


def counted(value: int | Decimal, word: str, decimals: int | None = None) -> str:
    """Write a number with its noun, whose plural takes an « s » unless it ends with one (« mois »).

    ``decimals`` as in ``format_number``; what is written decides, not what was rounded: « 2,0 points ».
    """
    return f"{format_number(value, decimals)} {agreed(value, word, decimals)}"


def agreed(value: int | Decimal, word: str, decimals: int | None = None) -> str:
    """Return a noun or a participle in the number that ``value``, written with ``decimals``, asks for."""
    shown = value if decimals is None else round(Decimal(value), decimals)
    return word if abs(shown) < 2 or word.endswith("s") else f"{word}s"
