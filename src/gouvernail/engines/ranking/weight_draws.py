"""Drawing weights by blocks, in float32, from one stream of random numbers: close rules give close draws.

A block is (criteria, draws) and need not sum to one: whoever needs it divides by the sum of its columns.
"""

from __future__ import annotations

import numpy as np

Array = np.ndarray

SWEEPS_TO_FORGET, SWEEPS_BETWEEN = 40, 6
"""Sweeps before the first block, and between two blocks; a sweep moves each criterion twice on average."""


class Corners:
    """Uniform over a simplex: exponential shares of its corners."""

    def __init__(self, corners: Array, generator: np.random.Generator) -> None:
        self._generator = generator
        self._count = len(corners)
        self._whole = corners.shape[0] == corners.shape[1] and np.array_equal(corners, np.eye(len(corners)))
        self._columns = np.ascontiguousarray(corners.T, dtype=np.float32)

    def draw(self, count: int) -> Array:
        """Return a block of ``count`` draws."""
        if self._count == 1:
            return np.repeat(self._columns, count, axis=1)
        shares = self._generator.standard_exponential((self._count, count), dtype=np.float32)
        return shares if self._whole else self._columns @ shares


class Box:
    """Uniform over the points that were given to each criterion as an interval."""

    def __init__(self, points: Array, generator: np.random.Generator) -> None:
        self._generator = generator
        self._least = points[0].astype(np.float32)[:, None]
        self._width = (points[1] - points[0]).astype(np.float32)[:, None]

    def draw(self, count: int) -> Array:
        """Return a block of ``count`` draws."""
        return self._least + self._width * self._generator.random((len(self._least), count), dtype=np.float32)


class Chains:
    """Uniform over any polytope of weights, at the limit: as many chains as draws, moving two criteria at a time.

    Two weights exchange a part of their sum, drawn uniformly over what the rules leave them: a hit-and-run whose
    directions keep the sum. The chains start from random mixtures of the extremes, and forget them.
    """

    def __init__(self, rows: Array, limits: Array, spread: Array, generator: np.random.Generator) -> None:
        self._rows, self._limits, self._spread, self._generator = rows, limits, spread, generator
        self._touched = [np.flatnonzero(row) for row in rows]
        self._state: Array | None = None

    def draw(self, count: int) -> Array:
        """Return a block of ``count`` draws."""
        if self._state is None or self._state.shape[1] != count:
            shares = self._generator.standard_exponential((len(self._spread), count))
            self._state = self._spread.T @ (shares / shares.sum(axis=0))
            self._sweep(SWEEPS_TO_FORGET)
        else:
            self._sweep(SWEEPS_BETWEEN)
        return self._state.astype(np.float32)

    def _sweep(self, times: int) -> None:
        size = len(self._state)
        for _move in range(times * size):
            first, second = self._generator.choice(size, 2, replace=False)
            self._exchange(first, second)

    def _exchange(self, first: int, second: int) -> None:
        """Move a part of one weight to the other, anywhere that the rules and zero allow."""
        state = self._state
        least, most = -state[first], state[second].copy()
        slopes = self._rows[:, first] - self._rows[:, second]
        for index in np.flatnonzero(slopes):
            touched = self._touched[index]
            room = (self._limits[index] - self._rows[index, touched] @ state[touched]) / slopes[index]
            if slopes[index] > 0:
                least = np.maximum(least, room)
            else:
                np.minimum(most, room, out=most)
        move = least + np.maximum(most - least, 0.0) * self._generator.random(state.shape[1])
        move[most < least] = 0.0  # no room left but rounding
        state[first] += move
        state[second] -= move
