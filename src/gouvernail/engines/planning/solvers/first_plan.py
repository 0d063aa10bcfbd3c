"""A first plan: what must be done is placed by a small exact search, the rest one by one around it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gouvernail.engines.planning.due import due_projects
from gouvernail.engines.planning.model import Model
from gouvernail.engines.planning.problem import Plan
from gouvernail.engines.planning.solvers import greedy, scip
from gouvernail.engines.planning.solvers.answer import Stop
from gouvernail.engines.planning.solvers.matrix import Matrix

SECONDS = 4.0
WHOLE, NOTHING = 0.999, 0.001


def mended(model: Model, matrix: Matrix, near: Plan) -> Iterator[np.ndarray]:
    """Yield values of plans that keep of ``near`` what still fits, then add what they can, with days bought or not."""
    kept = model.columns.nearest(near)
    wish = _wish(matrix, None)[: len(kept)] + greedy.KEPT * kept
    yield greedy.fill(model, matrix, wish)
    yield greedy.fill(model, matrix, wish, buys=False)


def quick_plans(model: Model, matrix: Matrix, relaxed: np.ndarray | None) -> Iterator[np.ndarray]:
    """Yield values of all variables in milliseconds; they may leave out what must be done."""
    yield greedy.fill(model, matrix, _wish(matrix, relaxed))
    yield greedy.fill(model, matrix, _wish(matrix, relaxed), buys=False)


def _wish(matrix: Matrix, relaxed: np.ndarray | None) -> np.ndarray:
    wish = matrix.objective / max(1.0, float(matrix.objective.max(initial=1)))
    return wish if relaxed is None else relaxed + 1e-3 * wish


def dive(
    model: Model, matrix: Matrix, relaxed: np.ndarray, *, seconds: float, seed: int, stop: Stop
) -> Iterator[np.ndarray]:
    """Keep what the relaxation places whole, search the projects that it splits or leaves out in part."""
    free = np.ones(model.size, dtype=bool)
    base = np.zeros(model.size)
    for of in model.columns.of_project:
        whole = of[relaxed[of] > WHOLE]
        if len(whole) or relaxed[of].sum() < NOTHING:
            free[of] = False
            base[whole] = 1
    answer = scip.solve(matrix.restricted(free, base), min(SECONDS, seconds), seed=seed, stop=stop, gap=0.002)
    if answer.values is not None:
        base[free] = np.round(answer.values)
        yield greedy.fill(model, matrix, relaxed, base)


def around_what_must_be_done(
    model: Model, matrix: Matrix, relaxed: np.ndarray | None, *, seconds: float, seed: int, stop: Stop
) -> Iterator[np.ndarray]:
    """Place what must be done by an exact search, then the rest one by one."""
    due = due_projects(model.problem)
    free = np.zeros(model.size, dtype=bool)
    free[len(model.columns) :] = True
    for project in due:
        free[model.columns.of_project[project]] = True
    answer = scip.solve(
        matrix.restricted(free, np.zeros(model.size)), min(SECONDS, seconds), seed=seed, stop=stop, gap=0.02
    )
    if answer.values is not None:
        base = np.zeros(model.size)
        base[free] = np.round(answer.values)
        yield greedy.fill(model, matrix, _wish(matrix, relaxed), base)
        yield greedy.complete(model, base)
