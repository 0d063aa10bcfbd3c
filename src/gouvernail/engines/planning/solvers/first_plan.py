"""A first plan: what must be done is placed by a small exact search, the rest one by one around it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gouvernail.engines.planning.model import Model
from gouvernail.engines.planning.problem import Problem
from gouvernail.engines.planning.solvers import greedy, scip
from gouvernail.engines.planning.solvers.answer import Stop
from gouvernail.engines.planning.solvers.matrix import Matrix

SECONDS = 4.0


def first_plans(
    model: Model, matrix: Matrix, relaxed: np.ndarray | None, near: np.ndarray | None, *, seed: int
) -> Iterator[np.ndarray]:
    """Yield values of all variables, quick ones first; the verifier tells which are plans.

    ``near`` marks the columns of a plan that is to be kept as far as possible.
    """
    wish = matrix.objective / max(1.0, float(matrix.objective.max(initial=1)))
    if relaxed is not None:
        wish = relaxed + 1e-3 * wish
    if near is not None:
        yield greedy.fill(model, matrix, wish[: len(near)] + 2 * near)
    yield greedy.fill(model, matrix, wish)
    due = due_projects(model.problem)
    if not due:
        return
    free = np.zeros(model.size, dtype=bool)
    free[len(model.columns) :] = True
    for project in due:
        free[model.columns.of_project[project]] = True
    small = matrix.restricted(free, np.zeros(model.size))
    answer = scip.solve(small, SECONDS, seed=seed, stop=Stop(), gap=0.02)
    if answer.values is not None:
        base = np.zeros(model.size)
        base[free] = np.round(answer.values)
        yield greedy.fill(model, matrix, wish, base)
        yield greedy.complete(model, base)


def due_projects(problem: Problem) -> set[int]:
    """Numbers of what must be done, of all that it waits for and of all that goes with it."""
    due = {project.key for project in problem.projects if project.must_be_done}
    before = None
    while before != due:
        before = set(due)
        due |= {rule.before for rule in problem.precedences if rule.after in due}
        for group in problem.groups:
            if group.kind == "together" and due & set(group.projects):
                due |= set(group.projects)
    return {at for at, project in enumerate(problem.projects) if project.key in due}
