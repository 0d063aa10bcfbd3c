"""Short ways to write small problems, and the exhaustive search that the engines are compared with."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace
from decimal import Decimal

from gouvernail.engines.planning.calendar import Calendar
from gouvernail.engines.planning.problem import (
    Envelope,
    External,
    Freeze,
    Group,
    Mode,
    Objective,
    Placement,
    Plan,
    Precedence,
    Problem,
    Project,
    Skill,
)
from gouvernail.engines.planning.verify import Account, check
from gouvernail.kernel.periods import Quarter


def amounts(*values: int) -> tuple[Decimal, ...]:
    return tuple(Decimal(value) for value in values)


def mode(key="m", duration=1, cost=(), work=(), **more) -> Mode:
    return Mode(
        key, f"Variante {key}", duration, amounts(*cost), work={"equipe": amounts(*work)} if work else {}, **more
    )


def project(key: str, *modes: Mode, value=10, **more) -> Project:
    return Project(key, f"Projet {key}", modes or (mode(),), value=Decimal(value), **more)


def problem(*projects: Project, periods=4, money=None, days=None, **more) -> Problem:
    """``money`` is investment by year from 2027, ``days`` the capacity of one team in each period."""
    envelopes = more.pop("envelopes", ())
    if money is not None:
        yearly = {2027 + at: Decimal(amount) for at, amount in enumerate(money)}
        envelopes = (Envelope("inv", "Investissement", "investment", amounts=yearly), *envelopes)
    skills = more.pop("skills", ())
    if days is not None:
        skills = (Skill("equipe", "Équipe", (Decimal(days),) * periods), *skills)
    return Problem(Calendar(Quarter(2027, 1), periods), projects, envelopes=envelopes, skills=skills, **more)


def plan(**places: tuple[str, int] | int) -> Plan:
    return Plan(
        {key: Placement("m", place) if isinstance(place, int) else Placement(*place) for key, place in places.items()}
    )


def project_changed(key: str, **fields: object):
    """A change, as those of ``what_if``: other fields for a project."""
    return lambda case: replace(
        case, projects=tuple(replace(one, **fields) if one.key == key else one for one in case.projects)
    )


def best_by_hand(problem: Problem) -> Decimal | None:
    """The best score over every plan, tried one by one; None when no plan is right."""
    choices = []
    for one in problem.projects:
        places = [Placement(m.key, start) for m in one.modes for start in range(problem.calendar.count)]
        choices.append([None, *([one.started] if one.started else places)])
    best = None
    for combination in itertools.product(*choices):
        tried = Plan({p.key: place for p, place in zip(problem.projects, combination, strict=True) if place})
        if not check(problem, tried):
            score = Account(problem, tried).score
            best = score if best is None else max(best, score)
    return best


def drawn(seed: int) -> Problem:
    """A random problem of three projects that mixes every kind of rule."""
    draw = random.Random(seed)
    periods = draw.choice([4, 5, 6])
    projects = tuple(_drawn_project(draw, key, periods) for key in "abc")
    yearly = {2027: Decimal(draw.randint(5, 25)), 2028: Decimal(draw.randint(0, 15))}
    envelopes = [Envelope("inv", "Investissement", "investment", None, yearly, draw.random() < 0.3)]
    if draw.random() < 0.5:
        envelopes.append(Envelope("axe", "Axe x", None, "x", total=Decimal(draw.randint(5, 20))))
    if draw.random() < 0.5:
        yearly = {2027: Decimal(draw.randint(2, 12)), 2028: Decimal(draw.randint(2, 12))}
        envelopes.append(Envelope("fonc", "Fonctionnement", "operating", None, yearly))
    most, price = draw.randint(0, 2), draw.randint(1, 3)
    outside = External((Decimal(most),) * periods, Decimal(price)) if draw.random() < 0.5 else None
    capacity = tuple(Decimal(draw.randint(2, 6)) for _ in range(periods))
    return Problem(
        Calendar(Quarter(2027, draw.randint(1, 4)), periods),
        projects,
        envelopes=tuple(envelopes),
        skills=(Skill("equipe", "Équipe", capacity, outside),),
        precedences=(Precedence("a", "b", draw.randint(0, 1)),) if draw.random() < 0.5 else (),
        groups=(Group(draw.choice(["exclusive", "together"]), ("b", "c")),) if draw.random() < 0.4 else (),
        freezes=(Freeze("clôture", (draw.randrange(periods),)),) if draw.random() < 0.4 else (),
        objective=Objective(
            lateness=Decimal(draw.choice(["0", "0.5", "1"])),
            priority_ratio=Decimal(draw.choice([1, 2])),
            money=Decimal(draw.choice([0, 300])),
            smoothing=Decimal(draw.choice([0, 0, 100])),
            stability=Decimal(draw.choice([0, 3])),
        ),
    )


def _drawn_project(draw: random.Random, key: str, periods: int) -> Project:
    modes = []
    for name in ["m", "n"][: draw.randint(1, 2)]:
        duration = draw.randint(0, 3)
        length = max(duration, 1)
        modes.append(
            Mode(
                name,
                name,
                duration,
                investment=amounts(*(draw.randint(0, 6) for _ in range(length))),
                operating=amounts(*(draw.randint(0, 2) for _ in range(length))),
                running=Decimal(draw.choice([0, 0, 1])),
                work={"equipe": amounts(*(draw.randint(0, 4) for _ in range(length)))},
            )
        )
    deadline = draw.randrange(1, periods) if draw.random() < 0.3 else None
    return Project(
        key,
        f"Projet {key}",
        tuple(modes),
        axis=draw.choice(["x", "y"]),
        value=Decimal(draw.randint(1, 20)),
        risk=Decimal(draw.randint(0, 9)),
        priority=draw.choice([None, 1, 2]),
        earliest=draw.choice([None, None, 1]),
        latest=draw.choice([None, None, periods - 2]),
        deadline=deadline,
        late_price=Decimal(2) if deadline is not None and draw.random() < 0.5 else None,
        mandatory=draw.random() < 0.25,
        procurement=draw.choice([0, 0, 1]),
        started=Placement("m", -1) if draw.random() < 0.15 else None,
        voted=Placement("m", 1) if draw.random() < 0.3 else None,
    )
