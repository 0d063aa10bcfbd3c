"""What a measure is worth, from 0 to 1: in a straight line, along a broken line, or by thresholds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gouvernail.engines.ranking.problem import Direction, Span

Array = np.ndarray


@dataclass(frozen=True)
class ValueFunction:
    """A monotonous function given by its ``points``: joined by lines, or if ``stepped`` each holding from there on."""

    points: tuple[tuple[float, float], ...]
    stepped: bool = False

    def __call__(self, measures: Array | float) -> Array:
        """Return the value of each measure; beyond the first and last points, theirs."""
        xs, ys = (np.array(column) for column in zip(*self.points, strict=True))
        if not self.stepped:
            return np.interp(measures, xs, ys)
        return ys[np.clip(np.searchsorted(xs, measures, side="right") - 1, 0, None)]

    @property
    def straight(self) -> bool:
        """Whether the value is proportional to the measure over the whole scale."""
        return not self.stepped and len(self.points) == 2

    def extremes(self, span: Span) -> tuple[float, float]:
        """Return the least and the greatest value over a span."""
        ends = sorted(float(self(end)) for end in (span.low, span.high))
        return ends[0], ends[1]

    def mean(self, span: Span) -> float:
        """Return the exact mean value of a measure that is uniform over a span."""
        if span.certain:
            return float(self(span.low))
        inside = [x for x, _y in self.points if span.low < x < span.high]
        ends = np.array([span.low, *inside, span.high])
        widths, centres = np.diff(ends), (ends[:-1] + ends[1:]) / 2
        return float(self(centres) @ widths / (span.high - span.low))


def straight_line(bounds: Span, direction: Direction) -> ValueFunction:
    """Return the value that goes from 0 at the worst bound to 1 at the best."""
    first, last = (0.0, 1.0) if direction is Direction.MORE else (1.0, 0.0)
    return ValueFunction(((bounds.low, first), (bounds.high, last)))


def goes_the_right_way(points: Sequence[tuple[float, float]], direction: Direction) -> bool:
    """Say whether the values never fall where more is better, nor rise where less is, and stay between 0 and 1."""
    values = [y for _x, y in points]
    steps = np.diff(values) * direction
    return bool(np.all(steps >= 0)) and values[0] != values[-1] and all(0 <= y <= 1 for y in values)
