"""The roadmap: projects by axis over quarters, with what their dates do not say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.action_plan.models import Axis
from gouvernail.engines.planning.calendar import read_period
from gouvernail.kernel.partial_dates import PartialDate, Precision
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.plans.marks import marks_between
from gouvernail.plans.models import PlanRun
from gouvernail.plans.what_if.operations import placements_of
from gouvernail.projects.models import Health, LifeCycle, Milestone, Project
from gouvernail.registers.registry import register_of
from gouvernail.ui.charts.model import GanttBar, GanttChart, GanttMark

Span = tuple[date, date]
LONGEST = 6
"""Years drawn at most, from the present one or the one of the last end."""
NOT_YET = (LifeCycle.IDEA, LifeCycle.STUDY, LifeCycle.PLANNED)
LOOSE = (Precision.QUARTER, Precision.YEAR, Precision.MONTH_SPAN)
HEALTH_TONES = {Health.ON_TRACK: "on_track", Health.AT_RISK: "risk", Health.ALERT: "alert"}


@dataclass(frozen=True)
class Roadmap:
    """A roadmap ready to be shown: its drawing, every project in order, and those that could not be drawn and why.

    ``spans`` gives the first and last day of each project drawn.
    """

    chart: GanttChart
    projects: list[Project]
    undrawn: list[tuple[Project, str]]
    dropped: int
    spans: Mapping[int, Span] = field(default_factory=dict)


def axes_of(projects: Iterable[Project]) -> list[Axis]:
    """Return the axes of some projects, each once, in their order."""
    return sorted({one.axis for one in projects if one.axis}, key=lambda axis: (axis.order, axis.name, axis.pk))


def projects_of(place: Organisation, actor: Actor) -> list[Project]:
    """Return the projects that the actor may see at or below the place, by axis then by date (one query)."""
    found = list(register_of("project").objects(place, actor))
    return sorted(found, key=_rank)


def _rank(one: Project) -> tuple:
    axis = (one.axis is None, one.axis.order if one.axis else 0, one.axis.name if one.axis else "")
    first = one.starts or one.ends
    return (*axis, first is None, first.first_day if first else date.max, one.title)


def roadmap(
    place: Organisation,
    actor: Actor,
    projects: list[Project],
    on: date,
    *,
    planned: Mapping[int, Span] | None = None,
    steps: Mapping[int, tuple[GanttMark, ...]] | None = None,
) -> Roadmap:
    """Draw the roadmap of some projects as it stands on a day; dropped projects are counted, not drawn.

    ``planned`` says where the plan in force puts projects: those that have no date are drawn there, as to come.
    ``steps`` are the milestones of each project.
    """
    planned, steps = planned or {}, steps or {}
    kept = [one for one in projects if one.life_cycle != LifeCycle.DROPPED]
    undrawn = [(one, reason) for one in kept if (reason := _why_undrawn(one, planned))]
    hidden = {one.pk for one, _reason in undrawn}
    spans = {one.pk: span_of(one) or planned[one.pk] for one in kept if one.pk not in hidden}
    bars = tuple(_bar(place, one, spans[one.pk], steps.get(one.pk, ())) for one in kept if one.pk in spans)
    supposed = sum(span_of(one) is None for one in kept if one.pk in spans)
    first, last = _period(bars, on)
    chart = GanttChart(
        title=_("Feuille de route %(first)s-%(last)s") % {"first": first.year, "last": last.year}
        if first.year != last.year
        else _("Feuille de route %(year)s") % {"year": first.year},
        summary=_summary(bars, supposed),
        source=_("portefeuille de projets"),
        as_of=on,
        start=first,
        end=last,
        bars=tuple(bar for bar in bars if bar.end >= first and bar.start <= last),
        marks=marks_between(place, actor, first, last),
        today=on if first <= on <= last else None,
    )
    return Roadmap(chart, kept, undrawn, len(projects) - len(kept), spans)


def span_of(one: Project) -> Span | None:
    """Return the first and last day a project may take by its own dates; ``None`` without any."""
    start, end = one.starts or one.ends, one.ends or one.starts
    return (start.first_day, end.last_day) if start and end else None


def planned_spans(run: PlanRun | None) -> dict[int, Span]:
    """Return the first and last day where a plan puts each project it keeps, by identifier."""
    placed = placements_of(run.result if run else None)
    return {
        int(key[1:]): (read_period(row["start"]).first_day, read_period(row["end"]).last_day)
        for key, row in placed.items()
    }


def steps_of(milestones: Iterable[Milestone]) -> dict[int, tuple[GanttMark, ...]]:
    """Return the dated milestones of each project, by identifier: on the last day that their date allows."""
    found: dict[int, tuple[GanttMark, ...]] = {}
    for one in milestones:
        when = one.ends or one.starts
        if when is not None:
            found[one.project_id] = (*found.get(one.project_id, ()), GanttMark(str(one), when.last_day))
    return found


def _why_undrawn(one: Project, planned: Mapping[int, Span]) -> str:
    if one.starts is None and one.ends is None:
        return "" if one.pk in planned else _("aucune date")
    if one.starts and one.ends and one.ends.last_day < one.starts.first_day:
        return _("la fin (%(end)s) précède le début (%(start)s)") % {
            "end": one.ends.short(),
            "start": one.starts.short(),
        }
    return ""


def _bar(place: Organisation, one: Project, span: Span, steps: tuple[GanttMark, ...]) -> GanttBar:
    return GanttBar(
        label=one.title,
        group=one.axis.name if one.axis else "",
        start=span[0],
        end=span[1],
        percent=100 if one.life_cycle == LifeCycle.DONE else one.progress,
        tone=tone_of(one),
        href=register_of("project").href(place, one),
        vague=_loose(one.starts) or _loose(one.ends),
        steps=steps,
    )


def _loose(day: PartialDate | None) -> bool:
    """Say whether an end of a bar is known to the quarter at best, or not at all."""
    return day is None or day.precision in LOOSE


def tone_of(one: Project) -> str:
    """Return how a project goes, as a chart says it; a health nobody told is never « on track »."""
    if one.life_cycle == LifeCycle.DONE:
        return "done"
    if one.health in (Health.AT_RISK, Health.ALERT) or (one.health and one.life_cycle not in NOT_YET):
        return HEALTH_TONES[one.health]
    return "planned" if one.life_cycle in NOT_YET else "neutral"


def _period(bars: tuple[GanttBar, ...], on: date) -> tuple[date, date]:
    """Whole years around the bars and the present day, no more than can be read."""
    first = min((bar.start.year for bar in bars), default=on.year)
    last = max((bar.end.year for bar in bars), default=on.year)
    first = min(first, on.year) if last >= on.year else first
    if last - first >= LONGEST:
        first = min(max(first, on.year - 1), last - LONGEST + 1)
        last = min(last, first + LONGEST - 1)
    return date(first, 1, 1), date(last, 12, 31)


def _summary(bars: tuple[GanttBar, ...], supposed: int) -> str:
    count = len(bars)
    if not count:
        return ""
    words = [_("%(count)s projets") % {"count": count} if count > 1 else _("1 projet")]
    words += [
        f"{number} {label.lower()}"
        for tone, label in (("alert", Health.ALERT.label), ("risk", Health.AT_RISK.label))
        if (number := sum(bar.tone == tone for bar in bars))
    ]
    text = ", ".join(words) + "."
    if supposed:
        text += " " + ngettext(
            "%(count)s projet sans date est dessiné où le plan adopté le place.",
            "%(count)s projets sans date sont dessinés où le plan adopté les place.",
            supposed,
        ) % {"count": supposed}
    return text
