"""The first formulation: one 0/1 for each project × variant × start, its money and its work as column data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from gouvernail.engines.planning.bans import bans, possible_starts
from gouvernail.engines.planning.problem import Mode, Placement, Plan, Problem, Project
from gouvernail.engines.planning.scoring import place_score, project_points
from gouvernail.engines.planning.units import money, work


class Column(NamedTuple):
    """One place: numbers of the project and of its mode, first period, period after the last, points in units."""

    project: int
    mode: int
    start: int
    end: int
    score: int


@dataclass(frozen=True)
class Block:
    """The columns of one project in one mode, next to each other: from ``first``, one for each of ``starts``."""

    project: Project
    mode: Mode
    first: int
    starts: np.ndarray

    @property
    def numbers(self) -> np.ndarray:
        """Numbers of its columns."""
        return np.arange(self.first, self.first + len(self.starts))


class Columns:
    """Every place allowed. With ``banned`` the places that bans forbid are there too: rules must forbid them."""

    def __init__(self, problem: Problem, *, banned: bool = False, better_than: int | None = None) -> None:
        self.problem, self.banned = problem, banned
        self.all: list[Column] = []
        self.blocks: list[Block] = []
        keep = None if banned else _useful(problem, better_than)
        for number, project in enumerate(problem.projects):
            for which, mode in enumerate(project.modes):
                self._add_block(number, which, project, mode, keep, banned)
        self.of_project = [np.array([], dtype=int) for _ in problem.projects]
        for number in range(len(problem.projects)):
            blocks = [block.numbers for block in self.blocks if block.project is problem.projects[number]]
            if blocks:
                self.of_project[number] = np.concatenate(blocks)

    def _add_block(self, number, which, project, mode, keep, banned) -> None:
        allowed = (
            possible_starts(self.problem, project, mode)
            if banned
            else [place.start for place in keep[number] if place.mode == which]
        )
        if not len(allowed):
            return
        self.blocks.append(Block(project, mode, len(self.all), np.array(allowed)))
        points = project_points(self.problem, project)
        for start in allowed:
            end = start + mode.duration
            score = place_score(self.problem, project, mode.key, start, end, points)
            self.all.append(Column(number, which, start, end, score))

    def __len__(self) -> int:
        return len(self.all)

    @cached_property
    def scores(self) -> np.ndarray:
        """Units of points by column."""
        return np.array([column.score for column in self.all], dtype=np.int64)

    @cached_property
    def projects(self) -> np.ndarray:
        """Number of the project by column."""
        return np.array([column.project for column in self.all], dtype=int)

    @cached_property
    def starts(self) -> np.ndarray:
        """First period by column."""
        return np.array([column.start for column in self.all], dtype=int)

    @cached_property
    def ends(self) -> np.ndarray:
        """Period after the last by column."""
        return np.array([column.end for column in self.all], dtype=int)

    @cached_property
    def index(self) -> dict[tuple[int, str, int], int]:
        """Column number by (project number, mode key, start)."""
        modes = [[mode.key for mode in project.modes] for project in self.problem.projects]
        return {(one.project, modes[one.project][one.mode], one.start): at for at, one in enumerate(self.all)}

    def plan(self, chosen: np.ndarray) -> Plan:
        """The plan of 0/1 values (or numbers of columns kept near 1)."""
        projects = self.problem.projects
        return Plan(
            {
                projects[one.project].key: Placement(projects[one.project].modes[one.mode].key, one.start)
                for at, one in enumerate(self.all)
                if chosen[at] > 0.5
            }
        )

    def chosen(self, plan: Plan) -> np.ndarray | None:
        """The 0/1 values of a plan; None when one of its places has no column here."""
        values = self.nearest(plan)
        return values if values.sum() == len(plan.placements) else None

    def nearest(self, plan: Plan) -> np.ndarray:
        """1 at the places of a plan that have a column here, 0 elsewhere."""
        values = np.zeros(len(self.all))
        for number, project in enumerate(self.problem.projects):
            place = plan.placements.get(project.key)
            at = None if place is None else self.index.get((number, place.mode, place.start))
            if at is not None:
                values[at] = 1
        return values

    def money_by_period(self, section: str, axis: str | None) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Blocks of an axis (None: all) with what each column spends up to each period, a matrix starts × (T + 1)."""
        for block in self.blocks:
            if axis is None or block.project.axis == axis:
                profile = _profile(block.mode, section, self.problem.calendar.count - int(block.starts.min()))
                if profile.any():
                    yield block.numbers, _cumulated(profile, block.starts, self.problem.calendar.count)

    def work_by_period(self, skill: str) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Blocks that use a skill with the work of each column in each period, a matrix starts × T."""
        for block in self.blocks:
            if skill in block.mode.work:
                profile = np.array([work(days) for days in block.mode.work[skill]], dtype=np.int64)
                yield block.numbers, np.diff(_cumulated(profile, block.starts, self.problem.calendar.count), axis=1)


def _profile(mode: Mode, section: str, length: int) -> np.ndarray:
    amounts = np.zeros(max(length, len(mode.investment), len(mode.operating)), dtype=np.int64)
    said = mode.investment if section == "investment" else mode.operating
    amounts[: len(said)] = [money(amount) for amount in said]
    if section == "operating" and mode.running:
        amounts[mode.duration :] += money(mode.running)
    return amounts


def _cumulated(profile: np.ndarray, starts: np.ndarray, count: int) -> np.ndarray:
    """Sum of a profile placed at each start over the periods from 0 to each period (excluded)."""
    sums = np.concatenate([[0], np.cumsum(profile)])
    at = np.arange(count + 1)[None, :] - starts[:, None]
    reached = sums[np.clip(at, 0, len(profile))]
    return reached - reached[:, :1]


def _useful(problem: Problem, better_than: int | None) -> list[list[Column]]:
    """Places that no ban, no chain of projects, and (when asked) no bound on the points rules out."""
    places = [
        [
            Column(number, which, start, start + mode.duration, 0)
            for which, mode in enumerate(project.modes)
            for start in possible_starts(problem, project, mode)
            if not bans(problem, project, mode, start)
        ]
        for number, project in enumerate(problem.projects)
    ]
    if better_than is not None:
        places = _able_to_beat(problem, places, better_than)
    return _reachable(problem, places)


def _able_to_beat(problem: Problem, places: list[list[Column]], score: int) -> list[list[Column]]:
    """Drop the places with which every other project at its best does not beat ``score``."""
    scored = []
    for number, project in enumerate(problem.projects):
        key = [mode.key for mode in project.modes]
        scored.append(
            [(place_score(problem, project, key[one.mode], one.start, one.end), one) for one in places[number]]
        )
    best = [
        max([gain for gain, _ in row] + ([] if problem.projects[at].must_be_done else [0]), default=0)
        for at, row in enumerate(scored)
    ]
    whole = sum(best)
    return [[one for gain, one in row if whole - best[at] + gain > score] for at, row in enumerate(scored)]


def _reachable(problem: Problem, places: list[list[Column]]) -> list[list[Column]]:
    """Shrink windows along precedences until nothing moves: a successor needs its predecessor done before."""
    number = {project.key: at for at, project in enumerate(problem.projects)}
    moved = True
    while moved:
        moved = False
        for rule in problem.precedences:
            before, after = number[rule.before], number[rule.after]
            ready = min((one.end for one in places[before]), default=None)
            kept = [one for one in places[after] if ready is not None and one.start >= ready + rule.lag]
            moved, places[after] = moved or len(kept) < len(places[after]), kept
            if problem.projects[after].must_be_done:
                last = max((one.start for one in places[after]), default=-1)
                kept = [one for one in places[before] if one.end + rule.lag <= last]
                moved, places[before] = moved or len(kept) < len(places[before]), kept
    return places
