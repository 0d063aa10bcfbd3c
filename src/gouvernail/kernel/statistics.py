"""Small statistics on values that were counted: ``None`` when there is nothing to say, never zero.

Each takes how many times each value was seen, so that a million observations cost no more than their distinct values.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

Value = TypeVar("Value", int, Decimal)


def mean(counts: Mapping[Value, int]) -> Fraction | None:
    """The arithmetic mean, exact; ``None`` if there are no values."""
    whole = sum(counts.values())
    # Whole numbers stay whole until the division: a sum of fractions costs ten times as much.
    values = ((value if isinstance(value, int) else Fraction(value), n) for value, n in counts.items())
    return Fraction(sum(value * n for value, n in values)) / whole if whole else None


def median(counts: Mapping[Value, int]) -> Fraction | None:
    """The middle value, or the mean of the two middle ones; ``None`` if there are none."""
    whole = sum(counts.values())
    if not whole:
        return None
    return (Fraction(_ranked(counts, (whole + 1) // 2)) + Fraction(_ranked(counts, whole // 2 + 1))) / 2


def percentile(counts: Mapping[Value, int], share: float) -> Value | None:
    """The smallest observed value that at least ``share`` (0 < share <= 1) of the values do not exceed.

    Nearest-rank method, the inverse of the empirical distribution (type 1 of Hyndman and Fan, "Sample Quantiles
    in Statistical Packages", The American Statistician 50, 1996): the answer is always one of the values, so
    anybody can find it in the list. ``None`` if there are no values; ``ValueError`` for a share out of range.
    """
    if not 0 < share <= 1:
        raise ValueError(f"Un centile se demande entre 0 et 1, pas {share}.")
    whole = sum(counts.values())
    # The rounding keeps 0.1 * 30 (3.0000000000000004) at rank 3.
    return _ranked(counts, max(math.ceil(round(share * whole, 9)), 1)) if whole else None


def _ranked(counts: Mapping[Value, int], rank: int) -> Value:
    """The value at a rank, from one, of all those counted."""
    seen = 0
    for value in sorted(counts):
        seen += counts[value]
        if seen >= rank:
            return value
    raise IndexError(rank)
