"""Dated marks above the roadmap, handed by the rooms above (sittings of a committee): this room knows none of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.ui.charts.model import GanttMark

MarkSource = Callable[[Organisation, Actor, date, date], Iterable[GanttMark]]

_sources: list[MarkSource] = []


def add_mark_source(source: MarkSource) -> None:
    """Enter a source of marks: called with the place, the actor, the first and the last day of the roadmap.

    A source returns what the actor may see at or below the place; a source entered twice is asked once.
    """
    if source not in _sources:
        _sources.append(source)


def marks_between(place: Organisation, actor: Actor, first: date, last: date) -> tuple[GanttMark, ...]:
    """Return the marks of all sources between two days, in the order of time."""
    found = [mark for source in _sources for mark in source(place, actor, first, last)]
    return tuple(sorted((mark for mark in found if first <= mark.on <= last), key=lambda mark: (mark.on, mark.label)))
