"""A first plan in milliseconds: places taken one by one in the order of a wish, none that breaks a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gouvernail.engines.planning.due import due_projects
from gouvernail.engines.planning.model import Model
from gouvernail.engines.planning.solvers.matrix import Matrix

if TYPE_CHECKING:
    from scipy.sparse import csc_matrix

PASSES = 3
ATTEMPTS = 8
"""Orders tried for what must be done: what found no place comes before the rest in the next one."""
KEPT = 2
"""A wish at least this high marks a column of a plan to keep."""


def fill(
    model: Model, matrix: Matrix, wish: np.ndarray, start: np.ndarray | None = None, *, buys: bool = True
) -> np.ndarray:
    """Values of all variables: columns in decreasing ``wish`` (one number a column), then the extras they need.

    ``start`` holds columns to keep; with ``buys`` days are bought freely, their money being left to the check. Rows
    that ask for something (mandatory, together) may stay unmet: check the plan.
    """
    count = len(model.columns)
    columns = matrix.a[:, :count]
    room = matrix.high + (most_bought(model, matrix) if buys else 0)
    values = np.zeros(count) if start is None else np.round(start[:count])
    placed = np.zeros(len(model.problem.projects), dtype=bool)
    placed[model.columns.projects[values > 0.5]] = True
    begun = _Filling(columns.tocsc(), model.columns.projects, values, placed, room - columns @ values)
    due = np.isin(np.arange(len(placed)), list(due_projects(model.problem)))
    urgent = np.zeros(len(due))
    for _ in range(ATTEMPTS):
        filling = begun.copy()
        order = _order(model, wish, urgent)
        filling.take(order[due[model.columns.projects[order]]])
        missing = due & ~filling.placed
        if not missing.any():
            break
        urgent[missing] += 1
    filling.take(order)
    return complete(model, filling.values)


class _Filling:
    """Columns taken so far, the room they leave in each row, and the projects that have their place."""

    def __init__(
        self, a: csc_matrix, projects: np.ndarray, values: np.ndarray, placed: np.ndarray, room: np.ndarray
    ) -> None:
        self.a, self.projects, self.values, self.placed, self.room = a, projects, values, placed, room

    def copy(self) -> _Filling:
        """The same, to go on from without touching this one."""
        return _Filling(self.a, self.projects, self.values.copy(), self.placed.copy(), self.room.copy())

    def take(self, order: np.ndarray) -> None:
        """Take the columns that fit, one for each project; a project that waits for others may fit in a later pass."""
        for _ in range(PASSES):
            order = order[~self.placed[self.projects[order]]]
            self._pass(order)

    def _pass(self, order: np.ndarray) -> None:
        starts, rows, amounts, room = self.a.indptr, self.a.indices, self.a.data, self.room
        done = self.placed.tolist()
        for at, project in zip(order.tolist(), self.projects[order].tolist(), strict=True):
            if done[project]:
                continue
            part = slice(starts[at], starts[at + 1])
            here = rows[part]
            if (amounts[part] <= room[here]).all():
                room[here] -= amounts[part]
                self.values[at], self.placed[project], done[project] = 1, True, True


def _order(model: Model, wish: np.ndarray, urgent: np.ndarray) -> np.ndarray:
    """What must be done first, the most ``urgent`` (by project) of it before, then by wish."""
    later = np.ones(len(model.problem.projects))
    later[list(due_projects(model.problem))] = 0
    starts, wish = model.columns.starts, wish[: len(model.columns)]
    kept_first = np.where(wish >= KEPT, starts - 1e6, -wish)  # by their start: a project follows those it waits for
    return np.lexsort((starts, kept_first, (later - urgent)[model.columns.projects]))


def complete(model: Model, values: np.ndarray) -> np.ndarray:
    """Values of the columns followed by the least extras that they need."""
    count = len(model.columns)
    full = np.concatenate([np.round(values[:count]), np.zeros(len(model.extras))])
    for row in model.rows:
        if row.rule in ("work_fits_the_staff_and_the_days_bought", "differences_between_years_are_measured"):
            at = row.variables[-1]
            if at >= count:
                over = int(row.values[:-1] @ full[row.variables[:-1]].astype(np.int64)) - row.high
                full[at] = max(full[at], -(-over // -int(row.values[-1])))
    return full


def most_bought(model: Model, matrix: Matrix) -> np.ndarray:
    """Days that can be bought widen the room of their row; their money is left to the check."""
    full = np.zeros(model.size)
    full[len(model.columns) :] = matrix.upper[len(model.columns) :]
    return np.maximum(0, -(matrix.a.minimum(0) @ full))
