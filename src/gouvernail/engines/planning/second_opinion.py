"""A second engine tries to beat a plan that the first calls optimal; not being able to is a proof."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from gouvernail.engines.planning.model import Model, Row, build
from gouvernail.engines.planning.problem import Problem
from gouvernail.engines.planning.running import Budget, together
from gouvernail.engines.planning.solvers import classic_cp, scip, scipy_highs
from gouvernail.engines.planning.solvers.answer import IMPOSSIBLE, UNKNOWN, Answer, Stop
from gouvernail.engines.planning.solvers.matrix import Matrix, matrix_of

WINDOWS = "Fenêtres"
"""The engine that is only arithmetic: a project that must be done has no place left."""


def better(problem: Problem, score: int, step: int) -> Model:
    """The model of the plans worth at least one step more than ``score``, on the places that can be in one."""
    model = build(problem, better_than=score)
    aim = model.objective
    kept = np.flatnonzero(aim)
    model.rows.append(Row("better", (), "mieux que le plan", kept, aim[kept], score + step, None))
    return model


def refute(problem: Problem, score: int, step: int, seconds: float, *, seed: int, stop: Stop) -> Answer:
    """Look for a plan better than ``score``; its plan is in ``Answer.plan``, ``impossible`` is the proof."""
    model = better(problem, score, step)
    for number, project in enumerate(problem.projects):
        if project.must_be_done and not len(model.columns.of_project[number]):
            return Answer(WINDOWS, IMPOSSIBLE)
    mine, matrix = Stop(), matrix_of(model)
    stop.calls(mine.set)
    jobs = [lambda: _linear(model, matrix, seconds, seed=seed, stop=mine)]
    if classic_cp.fits(model):
        jobs.append(lambda: classic_cp.refute(model, seconds, stop=mine))
    answer = Answer(scip.ENGINE, UNKNOWN)
    for answer in together(jobs, mine, Budget(seconds)):
        if answer.status == IMPOSSIBLE or answer.plan is not None:
            mine.set()
            return answer
    return answer


def _linear(model: Model, matrix: Matrix, seconds: float, *, seed: int, stop: Stop) -> Answer:
    """The relaxation, then branch and bound."""
    until = time.monotonic() + seconds
    relaxed = scipy_highs.relax(matrix, max(1.0, seconds))
    if relaxed.status == IMPOSSIBLE or stop.is_set() or not model.size:
        return relaxed
    answer = scip.solve(matrix, max(1.0, until - time.monotonic()), seed=seed, stop=stop)
    plan = None if answer.values is None else model.columns.plan(answer.values)
    return replace(answer, values=None, plan=plan)
