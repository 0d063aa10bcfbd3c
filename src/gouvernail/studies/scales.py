"""How good a measure is on its criterion, from 0 to 1."""

from __future__ import annotations

from decimal import Decimal

from gouvernail.studies.models import Criterion, Direction
from gouvernail.studies.reading import read_cell
from gouvernail.studies.whole import Whole


def bounds_of(whole: Whole, criterion: Criterion) -> tuple[Decimal, Decimal] | None:
    """Return the ends of a scale: those a person gave, else the extremes of the numbers typed; ``None`` without any."""
    low, high = criterion.low, criterion.high
    if low is None or high is None:
        readings = [read_cell(criterion, whole.rating(criterion, one), ()) for one in whole.scenarios]
        known = [one for one in readings if one.low is not None]
        if not known:
            return None
        low, high = min(one.low for one in known), max(one.high for one in known)
    return (low, high) if low < high else None


def goodness(whole: Whole, criterion: Criterion, measure: Decimal) -> Decimal | None:
    """Return how good a measure is, from 0 to 1; ``None`` without a scale to place it on."""
    bounds = bounds_of(whole, criterion)
    if bounds is None:
        return None
    low, high = bounds
    share = min(max((measure - low) / (high - low), Decimal(0)), Decimal(1))
    return share if criterion.direction == Direction.MORE else 1 - share
