"""The search for a plan: relaxation, first plan, then engines side by side that exchange their best plans."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

import numpy as np

from gouvernail.engines.planning.found import Found
from gouvernail.engines.planning.incumbent import Incumbent, Progress
from gouvernail.engines.planning.model import Model, Row, build
from gouvernail.engines.planning.problem import Plan, Problem
from gouvernail.engines.planning.running import Budget, together
from gouvernail.engines.planning.schedule import find_schedule
from gouvernail.engines.planning.second_opinion import refute
from gouvernail.engines.planning.solvers import cpsat_columns, cpsat_intervals, greedy, neighbourhood, scip, scipy_highs
from gouvernail.engines.planning.solvers.answer import IMPOSSIBLE, OPTIMAL, Answer, Stop
from gouvernail.engines.planning.solvers.first_plan import around_what_must_be_done, dive, mended, quick_plans
from gouvernail.engines.planning.solvers.matrix import matrix_of

CHECK_EVERY = 0.3
ROUNDS, FEW_ROUNDS = (0.2, 1.0), (0.1, 1.0)
"""Share of the time left given to each round, for many columns and for few: a proof begins anew in each round."""
FEW_COLUMNS = 900
FAR = 0.01


def search(
    problem: Problem,
    *,
    seconds: float,
    seed: int = 0,
    start: Plan | None = None,
    report: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    more_rows: Callable[[Model], list[Row]] | None = None,
    also: Callable[[Plan], bool] = lambda plan: True,
) -> Found:
    """Look for the best plan for so many seconds; always leaves the best found. ``start`` is a plan to begin from.

    ``more_rows`` adds rows to the model (what a first priority already earned), ``also`` says the same of a plan.
    """
    budget = Budget(seconds, cancelled)
    found = Found(Incumbent(problem, report, also))
    if start is not None:
        found.incumbent.offer(_kept(problem, start), "plan de départ")
    if cpsat_intervals.fits(problem) and more_rows is None:
        find_schedule(problem, budget, seed, found)
    else:
        model = build(problem)
        model.rows += more_rows(model) if more_rows else []
        _Columns(model, budget, seed, found, start, alone=more_rows is None).run()
    found.cancelled = cancelled()
    return found


def _kept(problem: Problem, plan: Plan) -> Plan:
    """A plan without the projects and the modes that the problem no longer has."""
    known = {(project.key, mode.key) for project in problem.projects for mode in project.modes}
    return Plan({key: place for key, place in plan.placements.items() if (key, place.mode) in known})


class _Columns:
    """The search on columns: one model, one matrix, rounds of two engines."""

    def __init__(
        self, model: Model, budget: Budget, seed: int, found: Found, near: Plan | None, *, alone: bool
    ) -> None:
        self.model, self.budget, self.seed, self.found = model, budget, seed, found
        self.near, self.alone = near, alone
        self.matrix = matrix_of(model)
        self.best = found.incumbent
        self.best.step = model.step
        self.relaxed: np.ndarray | None = None
        self._checked = 0.0

    def run(self) -> None:
        """Fill, relax, then rounds until the plan meets the bound, engines agree, or time is over."""
        self._answer_at_once()
        relaxed = scipy_highs.relax(self.matrix, max(1.0, self.budget.seconds * 0.4))
        self.best.limit(relaxed.bound, relaxed.engine)
        if relaxed.status == IMPOSSIBLE:
            self.found.claim(relaxed)
            self._confirm_impossible()
            return
        self.relaxed = relaxed.values
        self._first_plan()
        rounds = FEW_ROUNDS if len(self.model.columns) <= FEW_COLUMNS else ROUNDS
        for number, share in enumerate(rounds):
            if self._enough() or self.budget.over:
                return
            self._round(number, min(self.budget.left, max(0.5, self.budget.left * share)))

    def _answer_at_once(self) -> None:
        """Before anything slower: what still fits of a plan that no longer does, or places taken by their points."""
        if self.near is not None and self.best.plan is None:
            self._offer_all(mended(self.model, self.matrix, self.near))
        if self.best.plan is None:
            self._offer_all(quick_plans(self.model, self.matrix, None))

    def _first_plan(self) -> None:
        """Plans beside the relaxation, then slower ones; a large problem is worth the seconds of the best one."""
        if self._far() and self.relaxed is not None:
            self._offer_all(quick_plans(self.model, self.matrix, self.relaxed))
        if self.best.plan is None:
            self._offer_slow(around_what_must_be_done)
        large = len(self.model.columns) > FEW_COLUMNS
        if self.relaxed is not None and (self.best.plan is None or (large and self._far())):
            self._offer_slow(dive)

    def _far(self) -> bool:
        """Whether the plan is still far from what could be."""
        score, bound = self.best.score, self.best.bound
        return not score or bound is None or bound - score > FAR * abs(score)

    def _offer_slow(self, plans: Callable[..., Iterable[np.ndarray]]) -> None:
        stop, seconds = Stop(), self.budget.left * 0.4

        def job() -> list[np.ndarray]:
            case = (self.model, self.matrix, self.relaxed)
            return list(plans(*case, seconds=seconds, seed=self.seed, stop=stop))

        for tries in together([job], stop, self.budget):
            self._offer_all(tries)

    def _offer_all(self, tries: Iterable[np.ndarray]) -> None:
        for values in tries:
            self.offer(values, "premier plan")

    def offer(self, values: np.ndarray, engine: str) -> bool:
        """Hand the plan of some values to the verifier; whether it is right."""
        return self.best.offer(self.model.columns.plan(values), engine)

    def _enough(self) -> bool:
        return self.best.met or self.found.agreed or len(self.found.who(IMPOSSIBLE)) > 1

    def _round(self, number: int, seconds: float) -> None:
        stop, hint, seed = Stop(), self._hint(), self.seed + number
        if self.alone and cpsat_columns.ENGINE in self.found.who(OPTIMAL) and self.best.score is not None:
            self._second_opinion(seconds, seed, stop)
            return
        jobs = [lambda: scip.solve(self.matrix, seconds, seed=seed, stop=stop, hint=hint)]
        if number or len(self.model.columns) > FEW_COLUMNS:  # one engine alone gives the same plan at each run
            jobs.append(self._second_job(hint, seconds, seed, stop))
        for answer in together(jobs, stop, self.budget, self._enough):
            self._take(answer)

    def _second_opinion(self, seconds: float, seed: int, stop: Stop) -> None:
        problem, score, step = self.model.problem, self.best.score, self.model.step
        jobs = [lambda: refute(problem, score, step, seconds, seed=seed, stop=stop)]
        for answer in together(jobs, stop, self.budget):
            if answer.status == IMPOSSIBLE:
                self.found.confirm(answer.engine)
            elif answer.plan is not None:
                self.found.contradict(answer)

    def _second_job(self, hint: np.ndarray | None, seconds: float, seed: int, stop: Stop) -> Callable[[], Answer]:
        if hint is None or len(self.model.columns) <= FEW_COLUMNS:
            return lambda: cpsat_columns.solve(
                self.matrix, seconds, seed=seed, stop=stop, hint=hint, on_plan=self._watch(cpsat_columns.ENGINE)
            )
        return lambda: neighbourhood.improve(
            self.model,
            self.matrix,
            hint,
            seconds,
            seed=seed,
            stop=stop,
            relaxed=self.relaxed,
            on_plan=self._watch(neighbourhood.ENGINE),
        )

    def _take(self, answer: Answer) -> None:
        self.found.claim(answer)
        self.best.limit(answer.bound, answer.engine)
        if answer.values is not None:
            self.offer(answer.values[: len(self.model.columns)], answer.engine)

    def _hint(self) -> np.ndarray | None:
        chosen = None if self.best.plan is None else self.model.columns.chosen(self.best.plan)
        return None if chosen is None else greedy.complete(self.model, chosen)

    def _watch(self, engine: str) -> Callable[..., None]:
        def on_plan(values: np.ndarray, bound: float | None = None) -> None:
            if time.monotonic() - self._checked > CHECK_EVERY:
                self._checked = time.monotonic()
                self.offer(values, engine)

        return on_plan

    def _confirm_impossible(self) -> None:
        stop, seconds = Stop(), max(1.0, self.budget.left)
        jobs = [lambda: cpsat_columns.solve(self.matrix, seconds, seed=self.seed, stop=stop, workers=2)]
        for answer in together(jobs, stop, self.budget):
            self._take(answer)
