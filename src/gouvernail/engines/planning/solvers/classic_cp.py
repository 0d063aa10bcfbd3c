"""The classic constraint solver of OR-Tools, which shares neither code nor method with CP-SAT: a second opinion.

It learns nothing, so it is slow to find plans; but placing the earliest job first it often proves in seconds that no
schedule ends sooner, where linear engines see nothing. It works on a relaxation: each job in its window and its only
mode, one cumulative resource for each skill (the days that can be bought count as had), and sets of jobs that only run
one at a time whichever the skill they overfill. No schedule there, no plan.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import numpy as np

from gouvernail.engines.planning.columns import Block
from gouvernail.engines.planning.model import Model
from gouvernail.engines.planning.problem import Skill
from gouvernail.engines.planning.solvers.answer import IMPOSSIBLE, UNKNOWN, Answer, Stop
from gouvernail.engines.planning.units import work

ENGINE = "CP classique"
PAUSE = 0.1
"""Seconds between two looks at the clock, where other threads get their turn."""


def fits(model: Model) -> bool:
    """Whether every project must be done, in one mode, in one unbroken window of starts."""
    modes = [block.project.key for block in model.columns.blocks]
    return (
        len(modes) == len(set(modes)) == len(model.problem.projects)
        and all(project.must_be_done for project in model.problem.projects)
        and all(len(block.starts) == np.ptp(block.starts) + 1 for block in model.columns.blocks)
    )


def refute(model: Model, seconds: float, *, stop: Stop) -> Answer:
    """``impossible`` when the places of ``model`` hold no schedule at all; ``unknown`` otherwise, or in time."""
    from ortools.constraint_solver import pywrapcp

    solver = pywrapcp.Solver("")
    jobs = {block.project.key: _job(solver, block) for block in model.columns.blocks if block.mode.duration}
    for rule in model.problem.precedences:
        if rule.before in jobs and rule.after in jobs:
            solver.Add(jobs[rule.after].StartsAfterEndWithDelay(jobs[rule.before], rule.lag))
    for skill in model.problem.skills:
        _share(solver, model, skill, jobs)
    for keys in one_at_a_time(model):
        solver.Add(solver.DisjunctiveConstraint([jobs[key] for key in keys], ""))
    if not jobs:
        return Answer(ENGINE, UNKNOWN)
    limit = _Limit(seconds, stop)
    earliest_first = solver.Phase(list(jobs.values()), solver.INTERVAL_SET_TIMES_FORWARD)
    found = solver.Solve(earliest_first, [solver.CustomLimit(limit.reached)])
    return Answer(ENGINE, UNKNOWN if found or limit.over else IMPOSSIBLE)


class _Limit:
    """Time left; remembers whether it cut the search short, for then nothing is proved."""

    def __init__(self, seconds: float, stop: Stop) -> None:
        self.until, self.stop, self.over, self._next = time.monotonic() + seconds, stop, False, 0.0

    def reached(self) -> bool:
        """Whether to stop; lets other threads run now and then, as the solver itself never does."""
        now = time.monotonic()
        if now >= self._next:
            self._next = now + PAUSE
            time.sleep(0.0005)
            self.over = self.over or now > self.until or self.stop.is_set()
        return self.over


def _job(solver, block: Block):
    first, last = int(block.starts.min()), int(block.starts.max())
    return solver.FixedDurationIntervalVar(first, last, block.mode.duration, False, block.project.key)


def _share(solver, model: Model, skill: Skill, jobs: dict) -> None:
    """The jobs of a skill share the most it ever has; where it has less, a fixed job takes the difference."""
    uses = [
        (jobs[block.project.key], days)
        for block in model.columns.blocks
        if block.mode.duration and (days := _least(block, skill))
    ]
    had = _had(skill)
    for at, length, less in _dips(had):
        uses.append((solver.FixedDurationIntervalVar(at, at, length, False, ""), less))
    if uses:
        solver.Add(solver.Cumulative([job for job, _ in uses], [days for _, days in uses], max(had), skill.key))


def one_at_a_time(model: Model) -> list[list[str]]:
    """Keys of jobs of which no two ever run together, in sets as large as can be grown one job after the other.

    Two jobs never do when they overfill a skill, or when one waits for the other; each pair that overfills a skill is
    in a set. Classical: Brucker, Knust, Schoo, Thiele, "A branch and bound algorithm for the RCPSP", EJOR 107, 1998.
    """
    blocks = [block for block in model.columns.blocks if block.mode.duration]
    heavy = np.zeros((len(blocks), len(blocks)), dtype=bool)
    for skill in model.problem.skills:
        days = np.array([_least(block, skill) for block in blocks])
        heavy |= days[:, None] + days[None, :] > max(_had(skill))
    np.fill_diagonal(heavy, False)
    apart = heavy | _waiting(model, [block.project.key for block in blocks])
    found, left = [], np.triu(heavy)
    while left.any():
        first, second = np.argwhere(left)[0]
        some, common = [first, second], apart[first] & apart[second]
        while common.any():
            others = np.flatnonzero(common)
            kept = apart[np.ix_(others, others)].sum(axis=1) + 2 * heavy[np.ix_(others, some)].sum(axis=1)
            best = others[np.argmax(kept)]
            some.append(best)
            common &= apart[best]
        left[np.ix_(some, some)] = False
        found.append([blocks[at].project.key for at in some])
    return found


def _waiting(model: Model, keys: list[str]) -> np.ndarray:
    """Which pairs of jobs wait one for the other, through any chain of precedences, as a symmetric table."""
    number = {project.key: at for at, project in enumerate(model.problem.projects)}
    after = np.zeros((len(number), len(number)), dtype=bool)
    for rule in model.problem.precedences:
        if rule.lag >= 0:
            after[number[rule.before], number[rule.after]] = True
    for middle in range(len(number)):
        after |= after[:, middle, None] & after[middle]
    of = [number[key] for key in keys]
    return (after | after.T)[np.ix_(of, of)]


def _had(skill: Skill) -> list[int]:
    """The work of a skill in each period, with what can be bought."""
    had = [work(days) for days in skill.capacity]
    if skill.external is not None:
        had = [days + work(more) for days, more in zip(had, skill.external.most, strict=True)]
    return had


def _least(block: Block, skill: Skill) -> int:
    """The work that a job asks of a skill in each of its periods, at the least."""
    return min(map(work, _days(block, skill)), default=0) if skill.key in block.mode.work else 0


def _days(block: Block, skill: Skill) -> tuple:
    """The days of each period of a job; a period nothing is said of takes none."""
    said = block.mode.work[skill.key][: block.mode.duration]
    return (*said, 0) if len(said) < block.mode.duration else said


def _dips(had: list[int]) -> Iterator[tuple[int, int, int]]:
    """Stretches below the most: first period, length, how much less."""
    start = 0
    for at in range(1, len(had) + 1):
        if at == len(had) or had[at] != had[start]:
            if had[start] < max(had):
                yield start, at - start, max(had) - had[start]
            start = at
