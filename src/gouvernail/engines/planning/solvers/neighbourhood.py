"""Better plans from a plan: free a few places, keep the others, solve what is left; again and again.

The small problems are given so much work, not so many seconds: the same seed walks the same way on any machine.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from gouvernail.engines.planning.model import Model
from gouvernail.engines.planning.solvers import cpsat_columns, greedy
from gouvernail.engines.planning.solvers.answer import OPTIMAL, Answer, Stop
from gouvernail.engines.planning.solvers.matrix import Matrix

ENGINE = "CP-SAT par voisinages"
EFFORT = 0.5
COLUMNS_AT_FIRST, FEWEST = 500, 100
GROW, SHRINK = 1.2, 0.8
PATIENCE = 12
"""Turns without a better plan before the walk begins again elsewhere."""
SHAKEN = 0.1
"""How much what a place earns is changed, at random, to leave the plan where a walk ended."""
MOST_ENDS = 5


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
    walk = _Walk(model, matrix, values, seed, relaxed)
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0.1 and not stop.is_set():
        if walk.turn(left, stop):
            on_plan(walk.best)
    return Answer(ENGINE, "feasible", walk.best)


class _Walk:
    """The plan of now, the best one, and where earlier walks ended: what two ends share is worth keeping."""

    def __init__(self, model: Model, matrix: Matrix, values: np.ndarray, seed: int, relaxed: np.ndarray | None) -> None:
        self.model, self.matrix, self.seed, self.relaxed = model, matrix, seed, relaxed
        self.random = np.random.default_rng(seed)
        self.now = self.best = values
        self.score = self.best_score = self._worth(values)
        self.size, self.effort, self.turns, self.idle = COLUMNS_AT_FIRST, EFFORT, 0, 0
        self.ends: list[np.ndarray] = []

    def turn(self, seconds: float, stop: Stop) -> bool:
        """One small problem; whether the best plan is better for it."""
        tired = self.idle >= PATIENCE
        if tired:
            self._end()
        choices = NEIGHBOURHOODS + ((self._apart,) if self.ends else ())
        far = choices[self.turns % len(choices)](self.model, self.now, self.relaxed, self.random)
        free = _nearest(self.model, self.now, far, int(self.size))
        small = self.matrix.restricted(free, self.now)
        if tired:
            small = self._shaken(small, int(free[: len(self.model.columns)].sum()))
        self.turns += 1
        answer = cpsat_columns.solve(
            small, seconds, seed=self.seed + self.turns, stop=stop, hint=self.now[free], effort=self.effort
        )
        self.size *= GROW if answer.status == OPTIMAL else SHRINK
        self.size = min(self.model.size, max(FEWEST, self.size))
        self.idle += 1
        return answer.values is not None and self._move(free, np.round(answer.values), anywhere=tired)

    def _shaken(self, small: Matrix, columns: int) -> Matrix:
        """The same with what each place earns changed a little: its best plan is another one, not much worse."""
        factors = np.ones(small.size)
        factors[:columns] += SHAKEN * self.random.normal(size=columns)
        return replace(small, objective=np.round(small.objective * factors))

    def _move(self, free: np.ndarray, values: np.ndarray, *, anywhere: bool) -> bool:
        there = self.now.copy()
        there[free] = values
        there = greedy.complete(self.model, there)
        worth = self._worth(there)
        if (worth > self.score or anywhere) and self.matrix.holds(there):
            self.now, self.score, self.idle = there, worth, 0
        if self.score <= self.best_score:
            return False
        self.best, self.best_score = self.now, self.score
        return True

    def _end(self) -> None:
        """This walk ended: the next one begins beside the best plan."""
        self.ends = [self.now, *self.ends][:MOST_ENDS]
        self.now, self.score, self.idle = self.best, self.best_score, 0

    def _apart(self, model: Model, values: np.ndarray, relaxed, random) -> np.ndarray:
        """Projects that an earlier end places elsewhere first."""
        other = self.ends[random.integers(len(self.ends))]
        moved = _now(model, values) != _now(model, other)
        return _at_random(model, values, relaxed, random) - len(moved) * moved[model.columns.projects]

    def _worth(self, values: np.ndarray) -> float:
        return float(self.matrix.objective @ values)


def _nearest(model: Model, values: np.ndarray, far: np.ndarray, size: int) -> np.ndarray:
    """The mask of the ``size`` columns least far, of those in the plan and of all extras."""
    count = len(model.columns)
    free = np.zeros(model.size, dtype=bool)
    free[count:] = True
    free[:count] = values[:count] > 0.5
    free[np.argsort(far, kind="stable")[:size]] = True
    return free


def _now(model: Model, values: np.ndarray) -> np.ndarray:
    """The column of each project in the plan, -1 for none."""
    now = np.full(len(model.problem.projects), -1)
    chosen = np.flatnonzero(values[: len(model.columns)] > 0.5)
    now[model.columns.projects[chosen]] = chosen
    return now


def _at_random(model: Model, values: np.ndarray, relaxed, random) -> np.ndarray:
    return random.permutation(len(model.problem.projects))[model.columns.projects].astype(float)


def _around_a_period(model: Model, values: np.ndarray, relaxed, random) -> np.ndarray:
    """Projects near a period first, those left out mixed with them."""
    count, now = model.problem.calendar.count, _now(model, values)
    centre = random.integers(0, count)
    middles = (model.columns.starts + model.columns.ends) / 2
    far = random.uniform(0, count / 2, size=len(now))
    far[now >= 0] = np.abs(middles[now[now >= 0]] - centre) + random.uniform(0, 1, size=(now >= 0).sum())
    return far[model.columns.projects]


def _undecided(model: Model, values: np.ndarray, relaxed, random) -> np.ndarray:
    """Projects that the relaxation splits or places elsewhere first."""
    if relaxed is None:
        return _at_random(model, values, relaxed, random)
    count = len(model.columns)
    away = np.bincount(model.columns.projects, np.abs(relaxed[:count] - values[:count]), len(model.problem.projects))
    return -(away + random.uniform(0, 1, size=len(away)))[model.columns.projects]


def _little_moves(model: Model, values: np.ndarray, relaxed, random) -> np.ndarray:
    """Every project a little sooner or later, in any variant; those left out anywhere."""
    now, projects, starts = _now(model, values), model.columns.projects, model.columns.starts
    far = random.uniform(0, 6, size=len(projects))
    placed = now[projects] >= 0
    far[placed] = np.abs(starts - starts[now[projects]])[placed] + random.uniform(0, 2, size=placed.sum())
    return far


NEIGHBOURHOODS = (_around_a_period, _at_random, _undecided, _little_moves)
