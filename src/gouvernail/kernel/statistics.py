"""Small statistics on a possibly empty list: ``None`` when there is nothing to say, never zero."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable
from decimal import Decimal
from typing import TypeVar

Value = TypeVar("Value", int, float, Decimal)


def mean(values: Iterable[Value]) -> Value | float | None:
    """The arithmetic mean, in the unit of the values; ``None`` if there are none."""
    known = list(values)
    return statistics.mean(known) if known else None


def median(values: Iterable[Value]) -> Value | float | None:
    """The middle value, or the mean of the two middle ones; ``None`` if there are none."""
    known = list(values)
    return statistics.median(known) if known else None


def percentile(values: Iterable[Value], share: float) -> Value | None:
    """The smallest observed value that at least ``share`` (0 < share <= 1) of the values do not exceed.

    Nearest-rank method, the inverse of the empirical distribution (type 1 of Hyndman and Fan, "Sample Quantiles
    in Statistical Packages", The American Statistician 50, 1996): the answer is always one of the values, so
    anybody can find it in the list. ``None`` if there are no values; ``ValueError`` for a share out of range.
    """
    if not 0 < share <= 1:
        raise ValueError(f"Un centile se demande entre 0 et 1, pas {share}.")
    known = sorted(values)
    if not known:
        return None
    # The rounding keeps 0.1 * 30 (3.0000000000000004) at rank 3.
    rank = math.ceil(round(share * len(known), 9))
    return known[max(rank, 1) - 1]
