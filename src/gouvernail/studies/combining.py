"""The rating of a combination on a criterion: the best, the worst or the sum of what it joins."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from gouvernail.studies.models import Combination, Criterion, Direction, Scenario
from gouvernail.studies.reading import Reading, State, read_cell
from gouvernail.studies.whole import Whole


def composed(whole: Whole, criterion: Criterion, scenario: Scenario) -> tuple[Reading, str]:
    """Return the reading of a combination, and the words of the part it comes from where one part gives it whole."""
    cells = []
    for pk in whole.parts[scenario.pk]:
        rating = whole.ratings.get((criterion.pk, pk))
        cells.append((read_cell(criterion, rating, whole.words.get(criterion.pk, ())), rating))
    readings = [reading for reading, _rating in cells]
    if any(reading.low is None for reading in readings):
        return Reading(State.UNKNOWN), ""
    low, high = _ends(criterion, readings)
    text = next((rating.raw for reading, rating in cells if (reading.low, reading.high) == (low, high)), "")
    return Reading(State.READ, low, high), text


def _ends(criterion: Criterion, readings: list[Reading]) -> tuple[Decimal, Decimal]:
    if criterion.combination == Combination.SUM:
        return sum(one.low for one in readings), sum(one.high for one in readings)
    best = criterion.combination == Combination.BEST
    take: Callable[..., Decimal] = max if best == (criterion.direction == Direction.MORE) else min
    return take(one.low for one in readings), take(one.high for one in readings)
