"""The roadmap: the same drawing as on its page, every dated project on its axis, the meetings above."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.documents.catalogue.copil_deck import sentences
from gouvernail.documents.catalogue.copil_deck.facts import Situation
from gouvernail.documents.catalogue.copil_deck.writing import notes
from gouvernail.documents.kit.story import ChartBlock, Slide
from gouvernail.kernel.periods import add_months
from gouvernail.plans.roadmap import Roadmap
from gouvernail.projects.models import LifeCycle
from gouvernail.ui.charts.model import GanttChart

SOON_MONTHS = 3


def roadmap(situation: Situation) -> Slide | None:
    """The Gantt of the projects whose dates are known; those that could not be drawn are counted and named in notes."""
    found = situation.roadmap
    if not found.chart.bars:
        return None
    chart = _from_this_year(found.chart, situation.on)
    chart = replace(chart, title=_("Projets par axe"), summary=_left_out(len(found.undrawn)))
    return Slide(
        sentences.roadmap_title(chart.start.year, chart.end.year, _running(found), _starting(found, situation)),
        (ChartBlock(chart),),
        notes=notes(*(f"{one.title} : {reason}" for one, reason in found.undrawn)),
    )


def _from_this_year(chart: GanttChart, on: date) -> GanttChart:
    """Return the drawing without the years that are over, which a committee no longer steers, and without links."""
    start = max(chart.start, min(date(on.year, 1, 1), chart.end))
    return replace(
        chart,
        start=start,
        bars=tuple(replace(bar, start=max(bar.start, start), href="") for bar in chart.bars if bar.end >= start),
        marks=tuple(mark for mark in chart.marks if mark.on >= start),
    )


def _running(found: Roadmap) -> int:
    return sum(1 for one in found.projects if one.life_cycle == LifeCycle.RUNNING)


def _starting(found: Roadmap, situation: Situation) -> int:
    limit = add_months(situation.on, SOON_MONTHS)
    return sum(
        1
        for one in found.projects
        if one.life_cycle == LifeCycle.PLANNED and one.starts and situation.on <= one.starts.first_day <= limit
    )


def _left_out(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "%(count)s projet sans dates lisibles n’y figure pas.",
        "%(count)s projets sans dates lisibles n’y figurent pas.",
        count,
    ) % {"count": count}
