"""An impossible problem: a smallest set of rules that cannot hold together, verified, said in French."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from gouvernail.engines.planning.model import Model, Row, build
from gouvernail.engines.planning.problem import Problem
from gouvernail.engines.planning.rules import STRUCTURAL
from gouvernail.engines.planning.solvers import cpsat_columns, cpsat_core, scipy_highs
from gouvernail.engines.planning.solvers.answer import IMPOSSIBLE, UNKNOWN, Stop
from gouvernail.engines.planning.solvers.matrix import Matrix, matrix_of
from gouvernail.engines.planning.solvers.warm import WarmRelaxation

DUE = "what_must_be_done_is_done"
EACH = 3.0
MOST_NAMED = 4


@dataclass(frozen=True)
class Conflict:
    """Rules that cannot hold together, in French, with their names in ``rules.py`` and the projects they name.

    ``smallest`` when removing any one of them was checked to make the rest possible; ``engines`` agree on the set.
    """

    rules: tuple[str, ...]
    said: tuple[str, ...]
    projects: tuple[str, ...]
    smallest: bool
    engines: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The conflict as one sentence."""
        return "Ces règles ne peuvent pas être respectées ensemble : " + " ; ".join(self.said) + "."


def conflict(problem: Problem, *, seconds: float = 10.0, seed: int = 0) -> Conflict | None:
    """A smallest set of rules in conflict; None when none could be shown in the time given."""
    until = time.monotonic() + seconds
    model = build(problem, banned=True)
    case = _Case(model, seed, until)
    groups = list(case.groups)
    if case.linear(groups):
        test, by = case.linear, (scipy_highs.RELAXATION,)
        groups, smallest = case.linear_support(groups), True
        for part in _due_last(groups):  # fewer rules make a smaller relaxation for the part that is tried next
            groups, sure = _reduced(groups, case.warm_test(groups), until, part)
            smallest = smallest and sure
    else:
        test, by = case.whole, (cpsat_columns.ENGINE,)
        groups = case.core(groups)
        if groups is None:
            return None
        groups, smallest = _reduced(groups, test, until)
    if not test(groups):
        return None
    engines = by + case.second(groups, by)
    rows = [case.groups[group][0] for group in groups]
    projects = tuple(dict.fromkeys(key for row in rows for key in row.projects))
    said = _shortened(problem, rows, tuple(dict.fromkeys(case.said(group) for group in groups)))
    return Conflict(tuple(row.rule for row in rows), said, projects, smallest, engines)


def _shortened(problem: Problem, rows: list[Row], said: tuple[str, ...]) -> tuple[str, ...]:
    """Many mandatory projects make one sentence."""
    due = [row for row in rows if row.rule == DUE]
    if len(due) <= MOST_NAMED:
        return said
    apart = {row.said for row in due}
    names = problem.names(*(row.projects[0] for row in due[:MOST_NAMED]))
    return (
        f"{len(due)} projets sont obligatoires ou commencés ({names}…)",
        *(sentence for sentence in said if sentence not in apart),
    )


def _due_last(groups: list) -> tuple[list, list]:
    """The rules in two parts: those on money, days, order and dates, then what must be done."""
    due = [group for group in groups if group[0] == DUE]
    return [group for group in groups if group[0] != DUE], due


def _reduced(
    groups: list, test: Callable[[list], bool | None], until: float, tried: list | None = None
) -> tuple[list, bool]:
    """Drop rules (of ``tried``, all when None) one by one as long as the rest stays impossible.

    Also whether each rule tried and left is known to be needed.
    """
    needed, sure = list(groups), True
    for group in groups if tried is None else tried:
        if time.monotonic() > until:
            return needed, False
        without = [one for one in needed if one != group]
        impossible = test(without)
        sure = sure and impossible is not None
        if impossible:
            needed = without
    return needed, sure


class _Case:
    """The rows of every place and rule, by group; tests whether some groups are impossible together."""

    def __init__(self, model: Model, seed: int, until: float) -> None:
        self.model, self.seed, self.until = model, seed, until
        self.whole_matrix: Matrix = replace(matrix_of(model), objective=np.zeros(model.size))
        self.groups: dict[tuple, list[Row]] = {}
        self.lines: dict[tuple, list[int]] = {}
        self.base: list[int] = []
        for at, row in enumerate(model.rows):
            if row.rule in STRUCTURAL:
                self.base.append(at)
            else:
                self.groups.setdefault(_group(row), []).append(row)
                self.lines.setdefault(_group(row), []).append(at)

    def matrix(self, groups: list) -> Matrix:
        """The matrix of what a plan is and of some groups of rules."""
        lines = np.array(sorted(self.base + [at for group in groups for at in self.lines[group]]), dtype=int)
        m = self.whole_matrix
        return replace(m, a=m.a[lines], low=m.low[lines], high=m.high[lines])

    def linear(self, groups: list) -> bool | None:
        """Whether some groups are impossible even with parts of projects."""
        return scipy_highs.relax(self.matrix(groups), EACH).status == IMPOSSIBLE

    def whole(self, groups: list) -> bool | None:
        """Whether some groups are impossible; None when it could not be told in time."""
        seconds = max(0.2, min(EACH, self.until - time.monotonic()))
        answer = cpsat_columns.solve(self.matrix(groups), seconds, seed=self.seed, stop=Stop(), workers=2, linear=1)
        return None if answer.status == UNKNOWN else answer.status == IMPOSSIBLE

    def linear_support(self, groups: list) -> list:
        """Groups with a share in the proof that the relaxation is impossible."""
        lines = scipy_highs.support(self.whole_matrix, np.array(self.base, dtype=int))
        kept = [group for group in groups if set(self.lines[group]) & lines]
        return kept if kept and self.linear(kept) else groups

    def warm_test(self, all_groups: list) -> Callable[[list], bool | None]:
        """The same test as ``linear`` for subsets of ``all_groups``, each from the last answer, on what can matter."""
        lines = sorted(self.base + [at for group in all_groups for at in self.lines[group]])
        small, kept = self.matrix(all_groups).needed()
        number = {lines[row]: at for at, row in enumerate(kept.tolist())}
        rows = {group: [number[at] for at in self.lines[group] if at in number] for group in all_groups}
        relaxed, dropped = WarmRelaxation(small), set()

        def impossible(groups: list) -> bool | None:
            out = set(all_groups) - set(groups)
            relaxed.drop([row for group in out - dropped for row in rows[group]])
            relaxed.restore([row for group in dropped - out for row in rows[group]])
            dropped.clear()
            dropped.update(out)
            status, _ = relaxed.solve()
            return None if status == UNKNOWN else status == IMPOSSIBLE

        return impossible

    def core(self, groups: list) -> list | None:
        """Groups that CP-SAT names when it finds the whole impossible; None when it does not."""
        numbers = [self.lines[group] for group in groups]
        named = cpsat_core.core(self.whole_matrix, numbers, max(1.0, self.until - time.monotonic()), seed=self.seed)
        if named is None:
            return groups if self.whole(groups) else None
        kept = [groups[at] for at in named]
        return kept if self.whole(kept) else groups

    def second(self, groups: list, by: tuple[str, ...]) -> tuple[str, ...]:
        """The other engine, when it agrees that the groups are impossible together."""
        if by != (cpsat_columns.ENGINE,):
            return (cpsat_columns.ENGINE,) if self.whole(groups) else ()
        answer = scipy_highs.solve(self.matrix(groups), EACH)
        return (scipy_highs.ENGINE,) if answer.status == IMPOSSIBLE else ()

    def said(self, group: tuple) -> str:
        """The rule in French; one sentence for a skill in all its periods."""
        rows = self.groups[group]
        if rows[0].rule == "work_fits_the_staff_and_the_days_bought" and len(rows) > 1:
            skill = next(one for one in self.model.problem.skills if one.key == rows[0].key[0])
            return f"capacité « {skill.label} »"
        return rows[0].said


def _group(row: Row) -> tuple:
    """Rows that say one rule for people: a precedence in all periods, a skill in all periods."""
    if row.rule == "a_project_waits_for_those_before_it":
        return (row.rule, *row.key[:2])
    if row.rule == "work_fits_the_staff_and_the_days_bought":
        return (row.rule, row.key[0])
    return (row.rule, *row.key)
