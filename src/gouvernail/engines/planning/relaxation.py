"""The least relaxation of an impossible problem: what to change, and by how much, so that a plan exists."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gouvernail.engines.planning.bans import bans
from gouvernail.engines.planning.due import due_projects
from gouvernail.engines.planning.loosening import Loosening, loosened
from gouvernail.engines.planning.model import Model, build
from gouvernail.engines.planning.problem import Plan, Problem
from gouvernail.engines.planning.rules import STRUCTURAL
from gouvernail.engines.planning.solvers import cpsat_columns, scip
from gouvernail.engines.planning.solvers.answer import OPTIMAL, Stop
from gouvernail.engines.planning.solvers.matrix import Matrix, matrix_of
from gouvernail.engines.planning.spans import WHOLE_PLAN
from gouvernail.engines.planning.units import MONEY, POINT, WORK
from gouvernail.engines.planning.verify import check

PRICES = {
    "day": 600,
    "period": 5_000,
    "a_project_waits_for_those_before_it": 30_000,
    "only_one_of_those_that_exclude_each_other": 60_000,
    "all_or_none_of_those_that_go_together": 60_000,
    "what_must_be_done_is_done": 150_000,
}
"""What breaking a rule is counted, in euros, to compare it with a euro more in an envelope: conventions, not costs."""

MOST = 10**9
"""No rule is stretched beyond: a thousand million euros."""


@dataclass(frozen=True)
class Relaxation:
    """What to change (in French in ``said``), a plan of what must be done that exists then, and the problem changed.

    ``least`` when a solver says that nothing cheaper is enough, within a thousandth.
    """

    changes: tuple[Loosening, ...]
    plan: Plan
    problem: Problem
    least: bool

    @property
    def said(self) -> tuple[str, ...]:
        """Each change in French."""
        return tuple(change.said(self.problem) for change in self.changes)


def least_relaxation(problem: Problem, *, seconds: float = 10.0, seed: int = 0) -> Relaxation | None:
    """The cheapest change that makes a plan exist, checked by the verifier; None when none was found in time."""
    model = build(problem, banned=True)
    matrix = _elastic(model)
    free = np.ones(matrix.size, dtype=bool)
    free[: len(model.columns)] = np.isin(model.columns.projects, list(_that_matter(problem)))
    values = np.zeros(matrix.size)
    small = matrix.restricted(free, values)
    answer = scip.solve(small, seconds * 0.6, seed=seed, stop=Stop(), gap=0.001)
    if answer.values is None:
        answer = cpsat_columns.solve(small, seconds * 0.4, seed=seed, stop=Stop(), workers=2)
    if answer.values is None:
        return None
    values[free] = answer.values
    plan = model.columns.plan(values)
    changes = tuple(_changes(model, plan, values))
    changed = loosened(problem, changes)
    return None if check(changed, plan) else Relaxation(changes, plan, changed, answer.status == OPTIMAL)


def _that_matter(problem: Problem) -> set[int]:
    """Numbers of what must be done: the rest only fills, a plan exists without it unless something brings money in."""
    modes = [mode for project in problem.projects for mode in project.modes]
    if any(min((*mode.investment, *mode.operating, mode.running)) < 0 for mode in modes):
        return set(range(len(problem.projects)))
    return due_projects(problem)


def _elastic(model: Model) -> Matrix:
    """The matrix where each rule may be stretched at its price; forbidden places are open at theirs."""
    from scipy.sparse import csr_matrix, hstack

    matrix = matrix_of(model)
    kept = [at for at, row in enumerate(model.rows) if row.rule not in _BANS]
    prices, entries = [], []
    for line, at in enumerate(kept):
        row = model.rows[at]
        if row.rule in STRUCTURAL:
            continue
        for sign in [-1] if row.low is None else [1] if row.high is None else [-1, 1]:
            entries.append((line, len(prices), sign * (MONEY if row.unit == "money" else 1)))
            prices.append(_price(row))
    stretch = csr_matrix(
        ([one[2] for one in entries], ([one[0] for one in entries], [one[1] for one in entries])),
        shape=(len(kept), len(prices)),
    )
    away = np.zeros(model.size)
    for at, one in enumerate(model.columns.all):
        project = model.problem.projects[one.project]
        found = bans(model.problem, project, project.modes[one.mode], one.start)
        away[at] = -PRICES["period"] * POINT * sum(ban.off for ban in found)
    tie = model.objective / max(1, np.abs(model.objective).max(initial=1)) * POINT  # among equals, the better plan
    a = hstack([matrix.a[kept], stretch]).tocsr()
    upper = np.concatenate([matrix.upper, np.full(len(prices), MOST)])
    objective = np.concatenate([np.round(away + tie), [-round(price) for price in prices]])
    whole = np.concatenate([matrix.whole, np.zeros(len(prices), dtype=bool)])
    return Matrix(a, matrix.low[kept], matrix.high[kept], upper, objective, whole)


_BANS = {"starts_after_its_purchase", "starts_inside_its_window", "ends_by_its_deadline", "respects_the_freezes"}


def _price(row) -> float:
    """Units of points for one unit of stretch: a euro is one point; money is stretched by the euro."""
    if row.unit == "money":
        return POINT
    if row.unit == "work":
        return PRICES["day"] * POINT / WORK
    return PRICES[row.rule] * POINT


def _changes(model: Model, plan: Plan, values: np.ndarray) -> list[Loosening]:
    """What the plan breaks, read on the rows themselves, then on the places that were forbidden."""
    found = _stretched(model, np.round(values[: model.size]).astype(np.int64))
    for key, place in plan.placements.items():
        project = model.problem.by_key[key]
        for ban in bans(model.problem, project, project.mode(place.mode), place.start):
            found.append(Loosening(ban.rule, ban.key, ban.off, (key,), place))
    return found


def _stretched(model: Model, full: np.ndarray) -> list[Loosening]:
    found: dict[tuple, Loosening] = {}
    carried: dict[str, int] = {}
    rolling = {envelope.key for envelope in model.problem.envelopes if envelope.carry_over}
    for row in model.rows:
        if row.rule in STRUCTURAL or row.rule in _BANS:
            continue
        used = int(row.values @ full[row.variables]) if len(row.variables) else 0
        over = max(0 if row.high is None else used - row.high, 0 if row.low is None else row.low - used)
        if row.unit == "money" and row.key[0] in rolling and row.key[1] != WHOLE_PLAN:
            over -= carried.get(row.key[0], 0)  # what a year is given goes to the next
            carried[row.key[0]] = carried.get(row.key[0], 0) + max(0, over)
        if over > 0:
            found[row.rule, row.key[:2]] = Loosening(row.rule, row.key[:2], over, row.projects)
    return list(found.values())
