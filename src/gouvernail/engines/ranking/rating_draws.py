"""Drawing what is not known of the ratings, and the scores that follow, by blocks in float32."""

from __future__ import annotations

import numpy as np

from gouvernail.engines.ranking.grid import Grid, Source, levels_of
from gouvernail.engines.ranking.problem import Direction

Array = np.ndarray


class Scores:
    """Draws the scores of the scenarios: certain values by one product, each uncertainty by one line added."""

    def __init__(self, grid: Grid, seed: np.random.SeedSequence) -> None:
        self._grid = grid
        self._generator = np.random.Generator(np.random.SFC64(seed))
        self._fixed = self._certain_part().astype(np.float32)
        self._sources = [source for source in grid.sources if not grid.ordinal[source.column]]

    def draw(self, weights: Array) -> Array:
        """Return the scores (n, draws) for a block of weights (m, draws), in the scale of the weights."""
        scores = self._fixed @ weights
        for source in self._sources:
            added = self._value(source, weights.shape[1]) * weights[source.column]
            for row in source.rows:
                scores[row] += added
        for column in np.flatnonzero(self._grid.ordinal):
            self._add_ordinal(scores, int(column), weights[column])
        return scores

    def _certain_part(self) -> Array:
        """The values of certain ratings; for an uncertain one in a straight line its value at the least measure."""
        values = self._grid.central.copy()
        for source in self._grid.sources:
            value = self._grid.study.criteria[source.column].value
            rows = list(source.rows)
            values[rows, source.column] = float(value(source.span.low)) if value.straight else 0.0
        values[:, self._grid.ordinal] = 0.0
        return values

    def _value(self, source: Source, count: int) -> Array:
        value, span = self._grid.study.criteria[source.column].value, source.span
        drawn = self._generator.random(count, dtype=np.float32)
        if value.straight:  # the value at the least measure is already in the product
            return drawn * np.float32(value(span.high) - value(span.low))
        return value(span.low + drawn * (span.high - span.low)).astype(np.float32)

    def _add_ordinal(self, scores: Array, column: int, weight: Array) -> None:
        """Give each level of an ordinal criterion a random value that respects the order, the same for everyone."""
        criterion = self._grid.study.criteria[column]
        table = weight * self._random_levels(levels_of(criterion), len(weight), criterion.direction)
        first = criterion.scale.bounds.low
        certain: dict[float, Array] = {}
        for row, ratings in enumerate(self._grid.study.ratings):
            span = ratings[column].span
            if span.certain:
                if span.low not in certain:
                    certain[span.low] = _at(table, np.float32(span.low - first))
                scores[row] += certain[span.low]
        for source in self._grid.sources:
            if source.column == column:
                drawn = self._generator.random(len(weight), dtype=np.float32)
                low, width = np.float32(source.span.low - first), np.float32(source.span.high - source.span.low)
                added = _between(table, low + drawn * width)
                for row in source.rows:
                    scores[row] += added

    def _random_levels(self, levels: int, count: int, direction: Direction) -> Array:
        """Return uniform levels in order, from 0 to 1: the shares of exponential steps, which need no sorting."""
        table = np.zeros((levels, count), np.float32)
        steps = self._generator.standard_exponential((levels - 1, count), dtype=np.float32)
        for level, step in enumerate(steps, 1):  # ten times quicker than a cumulated sum across rows
            np.add(table[level - 1], step, out=table[level])
        table[1:] /= table[-1]
        return table if direction is Direction.MORE else 1 - table


def _at(table: Array, position: np.float32) -> Array:
    """Return what the levels (levels, draws) give at one position, counted in levels from the first."""
    below = min(int(position), len(table) - 2)
    share = position - np.float32(below)
    return (1 - share) * table[below] + share * table[below + 1]


def _between(table: Array, positions: Array) -> Array:
    """Return what the levels (levels, draws) give at a position of each draw."""
    below = np.minimum(positions.astype(np.intp), len(table) - 2)
    share = positions - below.astype(np.float32)
    flat, here = table.ravel(), below * len(positions) + np.arange(len(positions))
    return (1 - share) * flat[here] + share * flat[here + len(positions)]
