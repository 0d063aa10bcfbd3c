"""Better plans from a plan: free a few projects, keep the others, solve what is left; again and again."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from gouvernail.engines.planning.model import Model
from gouvernail.engines.planning.solvers import greedy, scip
from gouvernail.engines.planning.solvers.answer import OPTIMAL, Answer, Stop
from gouvernail.engines.planning.solvers.matrix import Matrix

ENGINE = "SCIP par voisinages"
EACH = 2.0
COLUMNS_AT_FIRST = 700
GROW, SHRINK = 1.2, 0.8


def improve(
    model: Model,
    matrix: Matrix,
    values: np.ndarray,
    seconds: float,
    *,
    seed: int,
    stop: Stop,
    relaxed: np.ndarray | None = None,
    on_plan: Callable[[np.ndarray], None] = lambda values: None,
) -> Answer:
    """Improve ``values`` (of all variables) for so many seconds; ``relaxed`` tells which projects are worth freeing."""
    random = np.random.default_rng(seed)
    until = time.monotonic() + seconds
    best, score, size = values, float(matrix.objective @ values), COLUMNS_AT_FIRST
    choose = [_around_a_period, _at_random, _undecided]
    turn = 0
    while (left := until - time.monotonic()) > 0.1 and not stop.is_set():
        kept = choose[turn % len(choose)](model, best, relaxed, random)
        free = _free(model, kept, int(size))
        turn += 1
        answer = scip.solve(
            matrix.restricted(free, best), min(EACH, left), seed=seed + turn, stop=stop, hint=best[free], gap=1e-5
        )
        size = min(model.size, size * GROW) if answer.status == OPTIMAL else max(100, size * SHRINK)
        if answer.values is None:
            continue
        now = best.copy()
        now[free] = np.round(answer.values)
        now = greedy.complete(model, now)
        gained = float(matrix.objective @ now)
        if gained > score and matrix.holds(now):
            best, score = now, gained
            on_plan(best)
    return Answer(ENGINE, "feasible", best)


def _free(model: Model, order: np.ndarray, size: int) -> np.ndarray:
    """The mask of the columns of the first projects of ``order``, up to ``size`` of them, and of all extras."""
    free = np.zeros(model.size, dtype=bool)
    free[len(model.columns) :] = True
    total = 0
    for project in order.tolist():
        of = model.columns.of_project[project]
        if total and total + len(of) > size:
            break
        total += len(of)
        free[of] = True
    return free


def _at_random(model: Model, values: np.ndarray, relaxed, random) -> np.ndarray:
    return random.permutation(len(model.columns.of_project))


def _around_a_period(model: Model, values: np.ndarray, relaxed, random) -> np.ndarray:
    """Projects near a period first, those left out mixed with them."""
    count = model.problem.calendar.count
    centre = random.integers(0, count)
    distance = random.uniform(0, count / 2, size=len(model.columns.of_project))
    for at in np.flatnonzero(values[: len(model.columns)] > 0.5):
        one = model.columns.all[at]
        distance[one.project] = abs((one.start + one.end) / 2 - centre) + random.uniform(0, 1)
    return np.argsort(distance)


def _undecided(model: Model, values: np.ndarray, relaxed, random) -> np.ndarray:
    """Projects that the relaxation splits or places elsewhere first."""
    if relaxed is None:
        return _at_random(model, values, relaxed, random)
    away = [float(np.abs(relaxed[of] - values[of]).sum()) for of in model.columns.of_project]
    return np.argsort(-(np.array(away) + random.uniform(0, 1.0, size=len(away))))
