"""How far one weight may move, the others keeping their proportions, before another scenario comes first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

Array = np.ndarray


@dataclass(frozen=True)
class Stability:
    """For one criterion: the weight now, the interval where the leader stays first, who follows on either side."""

    column: int
    weight: float
    low: float
    high: float
    below: int | None
    above: int | None

    @property
    def whole(self) -> bool:
        """Whether the leader stays first whatever this weight is."""
        return self.below is None and self.above is None


def stability(values: Array, weights: Array, leader: int) -> list[Stability]:
    """Return the stability interval of each weight, in closed form.

    Every score is a straight line in the weight t of the criterion: t × its value + (1 − t) × what the others give.
    The leader is first where no other line is above its own.
    """
    return [_interval(values, weights, leader, column) for column in range(len(weights))]


def _interval(values: Array, weights: Array, leader: int, column: int) -> Stability:
    weight, rest = float(weights[column]), _rest(values, weights, column)
    gap_at_zero, gap_at_one = rest[leader] - rest, values[leader, column] - values[:, column]
    low, high, below, above = 0.0, 1.0, None, None
    for other in range(len(values)):
        slope = gap_at_one[other] - gap_at_zero[other]
        if other == leader or slope == 0:
            continue
        crossing = -gap_at_zero[other] / slope
        if slope > 0 and low < crossing <= weight + 1e-12:
            low, below = float(min(crossing, weight)), other
        if slope < 0 and weight - 1e-12 <= crossing < high:
            high, above = float(max(crossing, weight)), other
    return Stability(column, weight, low, high, below, above)


def _rest(values: Array, weights: Array, column: int) -> Array:
    """Return the score that the other criteria give, with their own proportions (all equal if they weigh nothing)."""
    others = weights.copy()
    others[column] = 0.0
    if others.sum() <= 0:
        others = np.ones_like(weights)
        others[column] = 0.0
    total = others.sum()
    return values @ (others / total) if total > 0 else np.zeros(len(values))
