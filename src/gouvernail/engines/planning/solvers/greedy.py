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
    room = room - columns @ values
    placed = np.zeros(len(model.problem.projects), dtype=bool)
    placed[model.columns.projects[values > 0.5]] = True
    order = _order(model, wish)
    for _ in range(PASSES):  # a project waits for those before it: one that could not be placed may be now
        order = order[~placed[model.columns.projects[order]]]
        _place(columns.tocsc(), order, model.columns.projects, placed, values, room)
    return complete(model, values)


def _place(a: csc_matrix, order: np.ndarray, projects: np.ndarray, placed, values, room) -> None:
    """Take the columns of ``order`` that fit, one for each project; ``placed``, ``values`` and ``room`` follow."""
    starts, rows, amounts = a.indptr.tolist(), a.indices, a.data
    done = placed.tolist()
    for at, project in zip(order.tolist(), projects[order].tolist(), strict=True):
        if done[project]:
            continue
        part = slice(starts[at], starts[at + 1])
        here = rows[part]
        if (amounts[part] <= room[here]).all():
            room[here] -= amounts[part]
            values[at], done[project], placed[project] = 1, True, True


def _order(model: Model, wish: np.ndarray) -> np.ndarray:
    later = np.ones(len(model.problem.projects), dtype=bool)
    later[list(due_projects(model.problem))] = False
    starts, wish = model.columns.starts, wish[: len(model.columns)]
    kept_first = np.where(wish >= KEPT, starts - 1e6, -wish)  # by their start: a project follows those it waits for
    return np.lexsort((starts, kept_first, later[model.columns.projects]))


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
