"""The roadmap: every dated project on its axis, the meetings above."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.documents.catalogue.copil_deck import sentences
from gouvernail.documents.catalogue.copil_deck.facts import Situation
from gouvernail.documents.kit.story import ChartBlock, Slide
from gouvernail.kernel.periods import add_months
from gouvernail.projects.models import Health, LifeCycle, Project
from gouvernail.ui.charts.model import GanttBar, GanttChart, GanttMark

SOON_MONTHS = 3
YEARS_SHOWN = 4
"""A slide holds four years of quarters; what goes further is cut at its end and said."""
TONES = {Health.ALERT: "alert", Health.AT_RISK: "risk", Health.ON_TRACK: "on_track"}


def roadmap(situation: Situation) -> Slide | None:
    """The Gantt of the projects whose dates are known; those without dates are counted below."""
    wanted = [one for one in situation.projects if one.life_cycle != LifeCycle.DROPPED]
    dated = [one for one in wanted if one.starts and one.ends and one.ends.last_day >= one.starts.first_day]
    if not dated:
        return None
    start, end = _window(dated, situation.on)
    bars = tuple(bar for one in sorted(dated, key=_rank) if (bar := _bar(one, start, end)))
    chart = GanttChart(
        title=_("Projets par axe"),
        summary=_left_out(len(wanted) - len(bars)),
        source=_("portefeuille de projets"),
        as_of=situation.on,
        start=start,
        end=end,
        bars=bars,
        marks=_marks(situation, start, end),
        today=situation.on,
    )
    running = sum(1 for one in dated if one.life_cycle == LifeCycle.RUNNING)
    limit = add_months(situation.on, SOON_MONTHS)
    starting = sum(
        1 for one in dated if one.life_cycle == LifeCycle.PLANNED and situation.on <= one.starts.first_day <= limit
    )
    return Slide(
        sentences.roadmap_title(start.year, end.year, running, starting),
        (ChartBlock(chart),),
    )


def _window(projects: list[Project], on: date) -> tuple[date, date]:
    """Return the years to show: from this year (or the last one, if most of it is still running) to the last end."""
    last = max(one.ends.last_day.year for one in projects)
    return date(on.year, 1, 1), date(min(max(last, on.year), on.year + YEARS_SHOWN - 1), 12, 31)


def _rank(one: Project) -> tuple:
    axis = (one.axis.order, one.axis.name) if one.axis else (10**6, "")
    return (*axis, one.starts.first_day, one.title)


def _bar(one: Project, start: date, end: date) -> GanttBar | None:
    first, last = one.starts.first_day, one.ends.last_day
    if last < start or first > end:
        return None
    if one.life_cycle == LifeCycle.DONE:
        tone = "done"
    elif one.life_cycle in (LifeCycle.RUNNING, LifeCycle.PAUSED) or one.health in (Health.ALERT, Health.AT_RISK):
        tone = TONES.get(one.health, "on_track")
    else:
        tone = "planned"
    return GanttBar(
        one.title,
        str(one.axis or _("Sans axe")),
        max(first, start),
        min(last, end),
        one.progress,
        tone,
        vague=not (one.starts.is_exact and one.ends.is_exact),
    )


def _marks(situation: Situation, start: date, end: date) -> tuple[GanttMark, ...]:
    return tuple(
        GanttMark(str(one), one.held_on.first_day)
        for one in situation.meetings
        if one.held_on.is_exact and start <= one.held_on.first_day <= end
    )


def _left_out(count: int) -> str:
    if count <= 0:
        return ""
    return ngettext(
        "%(count)s projet sans dates, ou hors de ces années, n’y figure pas.",
        "%(count)s projets sans dates, ou hors de ces années, n’y figurent pas.",
        count,
    ) % {"count": count}
