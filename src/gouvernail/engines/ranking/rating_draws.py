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
        table = self._random_levels(levels_of(criterion), len(weight), criterion.direction)
        first = criterion.scale.bounds.low
        drawn = {s: self._generator.random(len(weight)) for s in self._grid.sources if s.column == column}
        for row, ratings in enumerate(self._grid.study.ratings):
            span = ratings[column].span
            share = next((drawn[s] for s in drawn if row in s.rows), 0.0)
            position = np.broadcast_to(span.low - first + share * (span.high - span.low), weight.shape)
            below = np.minimum(position.astype(int), len(table) - 2)
            here = np.arange(len(weight))
            rest = position - below
            scores[row] += weight * ((1 - rest) * table[below, here] + rest * table[below + 1, here])

    def _random_levels(self, levels: int, count: int, direction: Direction) -> Array:
        between = np.sort(self._generator.random((levels - 2, count), dtype=np.float32), axis=0)
        table = np.vstack([np.zeros((1, count)), between, np.ones((1, count))])
        return table if direction is Direction.MORE else 1 - table
