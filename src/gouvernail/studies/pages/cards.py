"""Weights tried with cards (Simos): criteria laid on levels, a level left empty is a white card."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from django.http import QueryDict

from gouvernail.studies.models import Criterion
from gouvernail.studies.pages.weights import Trial, margin_in, ranked, shares_in_words
from gouvernail.studies.whole import Whole

RATIOS = (2, 3, 5, 10)
USUAL_RATIO = 5
MOST_LEVELS = 60


@dataclass(frozen=True)
class Card:
    """A criterion on its card: where it lies, what it weighs."""

    criterion: Criterion
    name: str
    level: int
    share: str


@dataclass(frozen=True)
class Level:
    """One level of the table; without a card it is a white card, which spaces the others out."""

    number: int
    cards: list[Card]


@dataclass(frozen=True)
class Laid:
    """The cards laid, the most important level first, and the ranking they give."""

    levels: list[Level]
    ratio: int
    trial: Trial


def laid(whole: Whole, params: QueryDict) -> Laid:
    """Return the cards as an address lays them (``c<criterion>``, a level from 1; ``ratio``), and their ranking.

    ``monter`` and ``descendre`` name a criterion whose card moves one level.
    """
    levels = _levels(whole, params)
    ratio = int(params["ratio"]) if params.get("ratio") in map(str, RATIOS) else USUAL_RATIO
    points = weights_of(levels, ratio)
    shares = shares_in_words(points)
    cards = [Card(one, f"c{one.pk}", levels[one.pk], shares[one.pk]) for one in whole.counting]
    shown = [
        Level(number, [card for card in cards if card.level == number])
        for number in range(max(levels.values(), default=0), 0, -1)
    ]
    return Laid(shown, ratio, ranked(whole, points, margin_in(params)))


def weights_of(levels: dict[int, int], ratio: float) -> dict[int, float]:
    """Return what each criterion weighs by its level: evenly spaced, the highest ``ratio`` times the lowest."""
    from gouvernail.engines.ranking.simos import card_weights

    if not levels:
        return {}
    keys = list(levels)
    used = sorted(set(levels.values()))
    groups = [[at for at, key in enumerate(keys) if levels[key] == number] for number in used]
    gaps = [high - low - 1 for low, high in pairwise(used)]
    return dict(zip(keys, map(float, card_weights(groups, gaps, ratio)), strict=True))


def _levels(whole: Whole, params: QueryDict) -> dict[int, int]:
    """Read the levels and move a card; the lowest level is then 1."""
    found = {one.pk: _level(params.get(f"c{one.pk}")) for one in whole.counting}
    for word, step in (("monter", 1), ("descendre", -1)):
        moved = params.get(word, "")
        if moved.isdigit() and int(moved) in found:
            found[int(moved)] += step
    lowest = min(found.values(), default=1)
    return {pk: min(level - lowest + 1, MOST_LEVELS) for pk, level in found.items()}


def _level(text: str | None) -> int:
    return min(max(int(text), 1), MOST_LEVELS) if text and text.isdigit() else 1
