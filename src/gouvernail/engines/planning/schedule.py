"""The search for a pure schedule: CP-SAT on intervals, then a second engine on columns that tries to do better."""

from __future__ import annotations

import time

from gouvernail.engines.planning.found import Found
from gouvernail.engines.planning.model import build
from gouvernail.engines.planning.problem import Plan, Problem
from gouvernail.engines.planning.running import Budget, together
from gouvernail.engines.planning.second_opinion import refute
from gouvernail.engines.planning.solvers import cpsat_intervals, scip, scipy_highs
from gouvernail.engines.planning.solvers.answer import IMPOSSIBLE, Stop
from gouvernail.engines.planning.solvers.matrix import matrix_of
from gouvernail.engines.planning.units import SCORE_STEP

FIRST_SHARE = 0.75
CHECK_EVERY = 0.3


def find_schedule(problem: Problem, budget: Budget, seed: int, found: Found) -> None:
    """Search, then ask for the second opinion when the first engine is sure."""
    best, stop, checked = found.incumbent, Stop(), [0.0]
    best.step = SCORE_STEP

    def on_plan(plan: Plan, bound: float) -> None:
        if time.monotonic() - checked[0] > CHECK_EVERY:
            best.offer(plan, cpsat_intervals.ENGINE)
            checked[0] = time.monotonic()

    seconds = budget.left * FIRST_SHARE
    jobs = [lambda: cpsat_intervals.solve(problem, seconds, seed=seed, stop=stop, hint=best.plan, on_plan=on_plan)]
    for answer in together(jobs, stop, budget):
        found.claim(answer)
        if answer.plan is not None:
            best.offer(answer.plan, answer.engine)
    if found.claims and not budget.over:
        _ask_again(problem, budget, seed, found)


def _ask_again(problem: Problem, budget: Budget, seed: int, found: Found) -> None:
    best, stop = found.incumbent, Stop()
    if best.plan is None:
        _confirm_impossible(problem, budget, seed, found)
        return
    step = build_step(problem)
    jobs = [lambda: refute(problem, best.score, step, budget.left, seed=seed, stop=stop)]
    for answer in together(jobs, stop, budget):
        if answer.status == IMPOSSIBLE:
            found.confirm(answer.engine)
        elif answer.plan is not None:
            found.contradict(answer)


def build_step(problem: Problem) -> int:
    """Every plan scores a multiple of this, in units of points."""
    from gouvernail.engines.planning.columns import Columns
    from gouvernail.engines.planning.model import Model, extras_of

    return Model(problem, Columns(problem), extras_of(problem)).step


def _confirm_impossible(problem: Problem, budget: Budget, seed: int, found: Found) -> None:
    model, stop = build(problem), Stop()
    matrix = matrix_of(model)
    relaxed = scipy_highs.relax(matrix, max(1.0, budget.left))
    if relaxed.status == IMPOSSIBLE:
        found.claim(relaxed)
        return
    jobs = [lambda: scip.solve(matrix, budget.left, seed=seed, stop=stop)]
    for answer in together(jobs, stop, budget):
        found.claim(answer)
        if answer.values is not None:
            found.incumbent.offer(model.columns.plan(answer.values), answer.engine)
