"""The planning of a plan, quarter by quarter: from the computed plan it rests on, else from dates of projects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from gouvernail.engines.planning.reading import read_problem
from gouvernail.kernel.money import euros
from gouvernail.kernel.periods import Quarter
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.plans.dearest import arrested, dearest
from gouvernail.plans.marks import marks_between
from gouvernail.plans.models import PlanRun, VersionLine
from gouvernail.plans.what_if.operations import placements_of
from gouvernail.projects.models import LifeCycle, Project
from gouvernail.ui.charts.model import GanttBar, GanttChart


@dataclass(frozen=True)
class Scheduled:
    """One thing of the plan in time: its axis, its first and last days, its variant, its euros, whether it must be.

    ``vague`` says that only its years are known; ``start`` is ``None`` for what could not be placed, ``why`` says why.
    """

    label: str
    axis: str
    start: date | None
    end: date | None
    variant: str = ""
    amount: Decimal | None = None
    mandatory: bool | None = None
    vague: bool = False
    why: str = ""

    @property
    def when(self) -> str:
        """Its quarters in words: « T2 2016 à T4 2016 »; its years when only they are known."""
        if self.start is None or self.end is None:
            return ""
        if self.vague:
            first, last = str(self.start.year), str(self.end.year)
        else:
            first, last = Quarter.of(self.start).short(), Quarter.of(self.end).short()
        return first if first == last else _("%(first)s à %(last)s") % {"first": first, "last": last}


@dataclass(frozen=True)
class Planning:
    """Everything placed and not, the drawing, and the words that say where the dates come from."""

    rows: tuple[Scheduled, ...]
    chart: GanttChart | None
    source: str
    notes: tuple[str, ...] = ()

    @property
    def placed(self) -> tuple[Scheduled, ...]:
        """What is drawn."""
        return tuple(one for one in self.rows if one.start is not None)

    @property
    def unplaced(self) -> tuple[Scheduled, ...]:
        """What is not, each with its reason."""
        return tuple(one for one in self.rows if one.start is None)


def planning_of(
    place: Organisation,
    actor: Actor,
    on: date,
    lines: Sequence[VersionLine],
    projects: Mapping[int, Project],
    run: PlanRun | None,
) -> Planning:
    """Place the things of a plan in time; a run that was adopted first, then dates of projects, then years of lines."""
    years = sorted({one.year for one in lines})
    rows = _of_run(run) if run else []
    known = {one.label for one in rows}
    live = [one for one in projects.values() if one.life_cycle != LifeCycle.DROPPED and one.title not in known]
    settled = dearest(lines, arrested)
    rows += [_of_project(one, settled, in_run=run is not None) for one in live]
    if not any(one.start for one in rows):
        rows += _of_lines([one for one in lines if one.label not in {row.label for row in rows}])
    years = years or sorted({one.start.year for one in rows if one.start})
    axes = list(dict.fromkeys((*(line.axis for line in lines), *(one.axis for one in rows))))
    rows.sort(key=lambda one: (axes.index(one.axis), one.start is None))
    source = run.title if run else _("dates des projets") if any(one.start for one in rows) else ""
    rows = [one for one in rows if one.start is None or _within(one, years)]
    notes = tuple(run.left_apart) if run else ()
    return Planning(tuple(rows), _chart(place, actor, on, rows, years, source), source, notes)


def _of_run(run: PlanRun) -> list[Scheduled]:
    problem = read_problem(run.problem)
    calendar, placed = problem.calendar, placements_of(run.result)
    found = []
    for project in problem.projects:
        row = placed.get(project.key)
        if row is None:
            why = _("non retenu par « %(plan)s »") % {"plan": run.title}
            found.append(Scheduled(project.label, project.axis, None, None, mandatory=project.must_be_done, why=why))
            continue
        mode = project.mode(row["mode"])
        first, last = calendar.at(calendar.read(row["start"])), calendar.at(calendar.read(row["end"]))
        found.append(
            Scheduled(
                project.label,
                project.axis,
                first.first_day,
                last.last_day,
                mode.label if len(project.modes) > 1 else "",
                sum((*mode.investment, *mode.operating), Decimal(0)) if mode.investment or mode.operating else None,
                project.must_be_done,
            )
        )
    return found


def _of_project(one: Project, lines: Sequence[VersionLine], *, in_run: bool) -> Scheduled:
    start, end = one.starts or one.ends, one.ends or one.starts
    amounts = [line.amount for line in lines if line.key == f"p{one.pk}" and line.amount is not None]
    axis = one.axis.name if one.axis else ""
    said = {"amount": sum(amounts, Decimal(0)) if amounts else None, "mandatory": one.mandatory}
    if start is None or end is None or end.last_day < start.first_day:
        why = _("ni variante ni dates") if in_run else _("aucune date")
        return Scheduled(one.title, axis, None, None, why=why if start is None else _("dates à vérifier"), **said)
    return Scheduled(one.title, axis, start.first_day, end.last_day, **said)


def _of_lines(lines: Sequence[VersionLine]) -> list[Scheduled]:
    by_key: dict[tuple[str, str], list[VersionLine]] = {}
    for one in lines:
        by_key.setdefault((one.axis, one.label), []).append(one)
    return [
        Scheduled(
            label, axis, date(min(one.year for one in own), 1, 1), date(max(one.year for one in own), 12, 31),
            amount=sum((one.amount for one in own if one.amount is not None), Decimal(0)), vague=True,
        )
        for (axis, label), own in by_key.items()
    ]  # fmt: skip


def _within(one: Scheduled, years: Sequence[int]) -> bool:
    return bool(years) and one.end.year >= years[0] and one.start.year <= years[-1]


def _chart(
    place: Organisation, actor: Actor, on: date, rows: Sequence[Scheduled], years: Sequence[int], source: str
) -> GanttChart | None:
    placed = [one for one in rows if one.start is not None]
    if not placed or not years:
        return None
    first, last = date(years[0], 1, 1), date(years[-1], 12, 31)
    return GanttChart(
        title=_("Planning de mise en œuvre"),
        source=source,
        as_of=on,
        start=first,
        end=last,
        bars=tuple(_bar(one) for one in placed),
        marks=marks_between(place, actor, first, last),
        today=on if first <= on <= last else None,
    )


def _bar(one: Scheduled) -> GanttBar:
    label = one.label if one.amount is None else f"{one.label} ({euros(one.amount, kilo=True)})"
    return GanttBar(label, one.axis, one.start, one.end, tone="planned", vague=one.vague)
