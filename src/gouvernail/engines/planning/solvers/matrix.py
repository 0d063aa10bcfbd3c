"""The model as one sparse matrix of whole numbers, and the smaller matrix left when some variables are fixed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from gouvernail.engines.planning.model import Model

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


@dataclass(frozen=True)
class Matrix:
    """``low ≤ A x ≤ high``, ``0 ≤ x ≤ upper``, maximise ``objective`` (units of points). All are whole numbers.

    ``whole`` marks the variables that must be searched as such; the others are whole at the best plan by themselves.
    """

    a: csr_matrix
    low: np.ndarray
    high: np.ndarray
    upper: np.ndarray
    objective: np.ndarray
    whole: np.ndarray

    @property
    def size(self) -> int:
        """Number of variables."""
        return len(self.upper)

    @property
    def largest(self) -> np.ndarray:
        """Largest value of each row, 1 for an empty row: what a row is divided by before counting in floats."""
        values = np.ones(self.a.shape[0])
        filled = np.flatnonzero(np.diff(self.a.indptr))
        if len(filled):
            values[filled] = np.maximum.reduceat(np.abs(self.a.data), self.a.indptr[filled])
        return values

    def scaled(self) -> Matrix:
        """Every row divided by its largest value."""
        from scipy.sparse import csr_matrix

        scale = self.largest
        data = self.a.data / np.repeat(scale, np.diff(self.a.indptr))
        a = csr_matrix((data, self.a.indices, self.a.indptr), shape=self.a.shape)
        return replace(self, a=a, low=self.low / scale, high=self.high / scale)

    def restricted(self, free: np.ndarray, values: np.ndarray) -> Matrix:
        """The matrix of the variables ``free`` (a mask), the others fixed at ``values``."""
        used = self.a @ np.where(free, 0, np.round(values))
        a = self.a[:, free]
        busy = np.diff(a.indptr) > 0
        low, high = (self.low - used)[busy], (self.high - used)[busy]
        return Matrix(a[busy], low, high, self.upper[free], self.objective[free], self.whole[free])

    def needed(self) -> tuple[Matrix, np.ndarray]:
        """The smaller matrix that is possible when this one is, with the numbers of the rows it keeps.

        A variable that only fills rows (never helps one) is best at 0; a row that nothing fills any more holds by
        itself. What is left out stays so when rows are dropped, so subsets of rows may be tested on it.
        """
        rows, columns = np.arange(self.a.shape[0]), np.arange(self.size)
        a = self.a
        while True:
            up, down = np.isfinite(self.high[rows]), np.isfinite(self.low[rows])
            positive, negative = a > 0, a < 0
            helps = negative.T @ up + positive.T @ down
            columns, a = columns[helps > 0], a[:, helps > 0]
            positive, negative = a > 0, a < 0
            filled = np.asarray(positive.sum(axis=1)).ravel() * up + np.asarray(negative.sum(axis=1)).ravel() * down
            idle = (filled == 0) & (self.high[rows] >= 0) & (self.low[rows] <= 0)
            if not idle.any() and (helps > 0).all():
                break
            rows, a = rows[~idle], a[~idle]
        upper, objective, whole = self.upper[columns], self.objective[columns], self.whole[columns]
        return Matrix(a, self.low[rows], self.high[rows], upper, objective, whole), rows

    def holds(self, values: np.ndarray) -> bool:
        """Whether whole values respect every row, exactly."""
        activity = self.a @ np.round(values)
        return bool((activity <= self.high).all() and (activity >= self.low).all())


def matrix_of(model: Model) -> Matrix:
    """Write every row; values stay below 2^53, floats hold them exactly."""
    from scipy.sparse import csr_matrix

    rows = model.rows
    counts = [len(row.variables) for row in rows]
    columns = np.concatenate([row.variables for row in rows]).astype(int) if rows else np.array([], dtype=int)
    data = np.concatenate([row.values for row in rows]).astype(float) if rows else np.array([])
    pointers = np.concatenate([[0], np.cumsum(counts)]).astype(int)
    a = csr_matrix((data, columns, pointers), shape=(len(rows), model.size))
    low = np.array([-np.inf if row.low is None else row.low for row in rows], dtype=float)
    high = np.array([np.inf if row.high is None else row.high for row in rows], dtype=float)
    whole = np.array([True] * len(model.columns) + [extra.name[0] != "bought" for extra in model.extras], dtype=bool)
    return Matrix(a, low, high, model.uppers.astype(float), model.objective.astype(float), whole)
