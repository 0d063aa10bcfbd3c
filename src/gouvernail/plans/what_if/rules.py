"""The rules of a what-if: what waits for what, what excludes what, when nothing moves, and what a good plan is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from gouvernail.engines.planning.calendar import Calendar
from gouvernail.engines.planning.problem import Freeze, Group, Objective, Precedence, Problem, Project
from gouvernail.engines.planning.scoring import project_points
from gouvernail.plans.elections import elections_of
from gouvernail.plans.models import BondKind, Forbidden, FrozenPeriod
from gouvernail.plans.what_if.ground import Ground
from gouvernail.plans.what_if.periods import by_month, of_months, period_said
from gouvernail.plans.what_if.settings import MUCH, SOME, Settings

OBJECTIVE = Objective(lateness=Decimal("0.5"), priority_ratio=Decimal(2), stability=Decimal("0.5"))
LATE = Decimal("0.1")
"""Part of its points that a project loses for each quarter after a deadline that is soft."""
SMOOTH = {SOME: Decimal("0.1"), MUCH: Decimal("0.5")}
"""What 1 000 € of difference between two years costs, as a part of what 1 000 € earns on average."""
FORBIDS = {Forbidden.BOTH: ("start", "end"), Forbidden.START: ("start",), Forbidden.DELIVERY: ("end",)}
THOUSANDTH = Decimal("0.001")


def precedences_of(ground: Ground, kept: set[str]) -> tuple[Precedence, ...]:
    """Return what waits for what, among the projects that are planned; what is over holds nobody back."""
    found = {(f"p{one.waits_for_id}", f"p{one.pk}"): 0 for one in ground.projects if one.waits_for_id}
    for bond in ground.bonds:
        if bond.kind == BondKind.AFTER:
            found[f"p{bond.other_id}", f"p{bond.project_id}"] = of_months(ground.calendar, bond.lag_months or 0)
    return tuple(Precedence(before, after, lag) for (before, after), lag in found.items() if {before, after} <= kept)


def groups_of(ground: Ground, kept: set[str], notes: list[str]) -> tuple[Group, ...]:
    """Return the projects that exclude each other, or go together, two by two."""
    kinds = {BondKind.EXCLUSIVE: "exclusive", BondKind.TOGETHER: "together"}
    found = []
    for bond in ground.bonds:
        pair = (f"p{bond.project_id}", f"p{bond.other_id}")
        if bond.kind not in kinds:
            continue
        if set(pair) <= kept:
            found.append(Group(kinds[bond.kind], pair, str(bond)))
        else:
            notes.append(_("« %(bond)s » : l’un des deux n’entre pas dans le calcul.") % {"bond": bond})
    return tuple(found)


def freezes_of(ground: Ground, settings: Settings) -> tuple[Freeze, ...]:
    """Return the periods in which nothing moves: those that are written, then those of the hypothesis."""
    calendar = ground.calendar
    found = [
        Freeze(one.label, periods, FORBIDS[Forbidden(one.forbids)])
        for one in ground.frozen
        if (periods := _touched(calendar, _spans(one, calendar)))
    ]
    for quarter in settings.frozen:
        periods = tuple(range(period_said(calendar, quarter), period_said(calendar, quarter, last=True) + 1))
        inside = tuple(one for one in periods if 0 <= one < calendar.count)
        if inside:
            found.append(Freeze(_("Trimestre gelé"), inside))
    if settings.closing:
        first = (12, 1) if by_month(calendar) else (10, 1)
        days = [(date(year, *first), date(year, 12, 31)) for year in calendar.years]
        found.append(Freeze(_("Clôture de l’exercice"), _touched(calendar, days)))
    if settings.elections:
        polls = [(one.day, one.day) for one in elections_of(ground.place)]
        periods = _touched(calendar, polls)
        found += [Freeze(_("Élections"), periods)] if periods else []
    return tuple(found)


def aimed(problem: Problem, settings: Settings, soft: set[str]) -> Problem:
    """Return a problem with what a good plan is: late projects that pay for it, an even spending, few changes."""
    problem = replace(problem, objective=replace(OBJECTIVE, lexicographic=settings.strict_order))
    exact = {one.key: project_points(problem, one) for one in problem.projects}
    points = {key: (Decimal(one.numerator) / one.denominator).quantize(THOUSANDTH) for key, one in exact.items()}
    periods = problem.calendar.per_year // 4
    projects = tuple(
        replace(one, late_price=(points[one.key] * LATE / periods).quantize(THOUSANDTH))
        if one.key in soft and one.deadline is not None
        else one
        for one in problem.projects
    )
    aim = problem.objective
    whole = sum(points.values(), Decimal(0))
    if settings.stability != SOME:
        mean = whole / max(1, len(points)) if settings.stability == MUCH else Decimal(0)
        aim = replace(aim, stability=mean.quantize(THOUSANDTH))
    thousands = sum(map(_cheapest, problem.projects), Decimal(0)) / 1000
    if settings.smoothing and thousands:
        aim = replace(aim, smoothing=(SMOOTH[settings.smoothing] * whole / thousands).quantize(THOUSANDTH))
    return replace(problem, projects=projects, objective=aim)


def _cheapest(project: Project) -> Decimal:
    return min(sum(mode.investment, Decimal(0)) for mode in project.modes)


def _spans(one: FrozenPeriod, calendar: Calendar) -> list[tuple[date, date]]:
    """The first and last days of a frozen period, each year of a calendar when it comes back."""
    if one.starts is None:
        return []
    first, last = one.starts.first_day, (one.ends or one.starts).last_day
    if not one.every_year:
        return [(first, last)]
    over = last.year - first.year
    years = range(calendar.years[0] - over, calendar.years[-1] + 1)
    return [(_moved(first, year), _moved(last, year + over)) for year in years]


def _moved(day: date, year: int) -> date:
    return date(year, day.month, min(day.day, 28) if day.month == 2 else day.day)


def _touched(calendar: Calendar, spans: Iterable[tuple[date, date]]) -> tuple[int, ...]:
    """The periods of a plan in which at least a day of some spans falls."""
    spans = list(spans)
    found = []
    for period in range(calendar.count):
        whole = calendar.at(period)
        if any(first <= whole.last_day and last >= whole.first_day for first, last in spans):
            found.append(period)
    return tuple(found)
