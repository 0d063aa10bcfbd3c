"""Investment plans of any size, drawn from a seed: 16 quarters, two or three variants, four skills, three axes."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from gouvernail.engines.planning.calendar import Calendar
from gouvernail.engines.planning.problem import (
    Envelope,
    External,
    Mode,
    Objective,
    Precedence,
    Problem,
    Project,
    Skill,
)
from gouvernail.kernel.periods import Quarter

QUARTERS, SKILLS, AXES = 16, 4, 3
MONEY, AXIS_MONEY, OPERATING, STAFF = 0.16, 0.066, 0.05, 0.9
"""Each year's share of what all projects would cost; share of the work they would ask for."""
PRICE = Decimal("0.2")
"""Points that 1 000 € of days bought cost: a tenth of what a project earns for as much, so they nearly always are."""


def generated(count: int, *, seed: int = 1, priced: bool = True, price: Decimal = PRICE) -> Problem:
    """``count`` projects; with ``priced``, a quarter of each capacity can be bought at 650 € a day."""
    draw = np.random.default_rng(seed)
    projects = tuple(_project(draw, number) for number in range(count))
    waits = tuple(
        Precedence(f"p{int(draw.integers(max(0, at - 8), at))}", f"p{at}", int(draw.integers(0, 2)))
        for at in range(1, count)
        if draw.random() < 0.3
    )
    whole = sum(float(sum(project.modes[0].investment)) for project in projects)
    work = sum(float(sum(map(sum, project.modes[0].work.values()))) for project in projects)
    capacity = Decimal(round(work * STAFF / (QUARTERS * SKILLS)))
    outside = External((capacity / 4,) * QUARTERS, Decimal(650)) if priced else None
    skills = tuple(Skill(f"s{at}", f"Équipe {at}", (capacity,) * QUARTERS, outside) for at in range(SKILLS))
    aim = Objective(money=price, priority_ratio=Decimal("1.5"))
    calendar = Calendar(Quarter(2027, 1), QUARTERS)
    return Problem(
        calendar, projects, envelopes=tuple(_envelopes(whole)), skills=skills, precedences=waits, objective=aim
    )


def _project(draw: np.random.Generator, number: int) -> Project:
    size = int(draw.integers(10, 120))
    modes = tuple(_mode(draw, size, at) for at in range(int(draw.integers(2, 4))))
    return Project(
        f"p{number}",
        f"Projet {number}",
        modes,
        axis=f"a{number % AXES}",
        value=Decimal(int(draw.integers(5, 100))),
        risk=Decimal(int(draw.integers(0, 60))),
        priority=int(draw.integers(1, 5)),
        mandatory=bool(draw.random() < 0.08),
        deadline=int(draw.integers(10, QUARTERS)) if draw.random() < 0.1 else None,
    )


def _mode(draw: np.random.Generator, size: int, at: int) -> Mode:
    duration = int(draw.integers(1, 5))
    skills = draw.choice(SKILLS, size=2, replace=False)
    return Mode(
        f"m{at}",
        f"Variante {at}",
        duration,
        investment=(Decimal(int(size * 1000 * (1 + 0.2 * at) / duration)),) * duration,
        operating=(Decimal(int(size * 30 / duration)),) * duration,
        running=Decimal(size * int(draw.integers(0, 20))),
        work={f"s{one}": tuple(Decimal(int(draw.integers(2, 15))) for _ in range(duration)) for one in skills},
    )


def _envelopes(whole: float):
    years = range(2027, 2027 + QUARTERS // 4)
    for key, section, axis, share in (
        ("inv", "investment", None, MONEY),
        ("fonc", "operating", None, OPERATING),
        *((f"a{at}", "investment", f"a{at}", AXIS_MONEY) for at in range(AXES)),
    ):
        yield Envelope(key, key, section, axis, {year: Decimal(int(whole * share)) for year in years})
