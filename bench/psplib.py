"""PSPLIB files (single mode in Patterson's format, multi mode ``.mm``) as ordinary planning problems.

Jobs are mandatory projects, renewable resources are skills, the two nonrenewable ones are the two sections of money,
and the last job earns more the earlier it ends: the engine knows nothing of scheduling benchmarks.
"""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

from gouvernail.engines.planning.calendar import Calendar
from gouvernail.engines.planning.problem import (
    Envelope,
    Mode,
    Objective,
    Placement,
    Plan,
    Precedence,
    Problem,
    Project,
    Skill,
)
from gouvernail.kernel.periods import Quarter

SECTIONS = ("investment", "operating")


def read(path: Path) -> Problem:
    """The problem of a file, by its extension."""
    return _multi_mode(path.read_text()) if path.suffix == ".mm" else _single_mode(path.read_text())


def makespan(problem: Problem, plan: Plan) -> int:
    """When the last job ends."""
    ends = []
    for key, place in plan.placements.items():
        assert isinstance(place, Placement)
        ends.append(place.start + problem.by_key[key].mode(place.mode).duration)
    return max(ends)


def _single_mode(text: str) -> Problem:
    numbers = [int(word) for word in text.split()]
    count, kinds = numbers[:2]
    capacities, at = numbers[2 : 2 + kinds], 2 + kinds
    jobs, arrows = [], []
    for job in range(count):
        duration, requests, arcs = numbers[at], numbers[at + 1 : at + 1 + kinds], numbers[at + 1 + kinds]
        at += 2 + kinds
        arrows += [(job, after - 1) for after in numbers[at : at + arcs]]
        at += arcs
        jobs.append([(duration, requests, [0, 0])])
    return _problem(jobs, arrows, capacities, None)


def _multi_mode(text: str) -> Problem:
    order = _lines(text, "PRECEDENCE RELATIONS")
    arrows, modes = [], {}
    for line in order:
        job, count, _, *after = line
        modes[job - 1] = count
        arrows += [(job - 1, one - 1) for one in after]
    jobs: list[list] = [[] for _ in modes]
    current = -1
    for line in _lines(text, "REQUESTS/DURATIONS")[1:]:
        if len(line) == 7:
            current, line = line[0] - 1, line[1:]
        jobs[current].append((line[1], line[2:4], line[4:6]))
    available = _lines(text, "RESOURCEAVAILABILITIES")[-1]
    return _problem(jobs, arrows, available[:2], available[2:])


def _lines(text: str, title: str) -> list[list[int]]:
    part = text.split(title, 1)[1].split("***", 1)[0]
    rows = [[int(word) for word in re.findall(r"\d+", line)] for line in part.splitlines()]
    return [row for row in rows if row]


def _problem(jobs: list, arrows: list, capacities: list[int], totals: list[int] | None) -> Problem:
    horizon = sum(max(duration for duration, _, _ in modes) for modes in jobs) + 1
    projects = []
    for number, modes in enumerate(jobs):
        last = number == len(jobs) - 1
        written = tuple(_mode(at, *mode) for at, mode in enumerate(modes))
        value = Decimal(horizon if last else 0)
        projects.append(Project(f"j{number + 1}", f"Tâche {number + 1}", written, value=value, mandatory=True))
    skills = tuple(Skill(f"r{at}", f"Ressource {at}", (Decimal(had),) * horizon) for at, had in enumerate(capacities))
    envelopes = tuple(
        Envelope(section, section, section, total=Decimal(total))
        for section, total in zip(SECTIONS, totals or (), strict=False)
    )
    waits = tuple(Precedence(f"j{before + 1}", f"j{after + 1}") for before, after in arrows)
    aim = Objective(lateness=Decimal(1))
    return Problem(
        Calendar(Quarter(2001, 1), horizon), tuple(projects), "ht", "", envelopes, skills, waits, objective=aim
    )


def _mode(at: int, duration: int, requests: list[int], used: list[int]) -> Mode:
    work = {f"r{kind}": (Decimal(days),) * duration for kind, days in enumerate(requests) if days and duration}
    spent = [(Decimal(amount),) if amount else () for amount in used]
    return Mode(f"m{at + 1}", f"Mode {at + 1}", duration, spent[0], spent[1], work=work)
