"""When the support of each organisation works: its territory, and its opening hours where somebody gave them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from gouvernail.kernel.opening_hours import parse_ranges
from gouvernail.kernel.working_days import DEFAULT_ZONE
from gouvernail.kernel.working_time import Timetable, Week
from gouvernail.organisations.models import Organisation
from gouvernail.support.models import WorkCalendar
from gouvernail.support.opening import WEEK, ClosedDays, OpeningHours

Value = TypeVar("Value")


@dataclass(frozen=True)
class Calendar:
    """The territory whose public holidays are kept, and the hours; no timetable where nobody gave them."""

    zone: str
    timetable: Timetable | None


def calendars_of(organisations: Iterable[int]) -> dict[int, Calendar]:
    """Return the calendar of each organisation: its own, or that of the nearest one above it (four queries).

    Closed days are those of the organisation and of all between it and the one whose hours it follows.
    """
    paths = dict(Organisation.objects.filter(pk__in=list(organisations)).values_list("pk", "path"))
    zones, weeks, closed = _zones(), _weeks(), _closed()
    found = {}
    for pk, path in paths.items():
        zone = _nearest(zones, path) or DEFAULT_ZONE
        found[pk] = Calendar(zone, _timetable(path, weeks, closed, zone))
    return found


def zones_of(organisations: Iterable[int]) -> dict[int, str]:
    """Return the territory of each organisation: its own, or that of the nearest one above it (two queries)."""
    said = _zones()
    paths = Organisation.objects.filter(pk__in=list(organisations)).values_list("pk", "path")
    return {pk: _nearest(said, path) or DEFAULT_ZONE for pk, path in paths}


def _zones() -> dict[str, str]:
    return dict(WorkCalendar.objects.order_by("pk").values_list("organisation__path", "zone"))


def _weeks() -> dict[str, tuple[Week, ...]]:
    found: dict[str, tuple[Week, ...]] = defaultdict(tuple)
    rows = OpeningHours.objects.order_by("since").values_list("organisation__path", "since", "open_on_holidays", *WEEK)
    for path, since, open_on_holidays, *days in rows:
        found[path] += (Week(since, tuple(map(parse_ranges, days)), open_on_holidays),)
    return found


def _closed() -> dict[str, list[tuple[date, date]]]:
    found: dict[str, list[tuple[date, date]]] = defaultdict(list)
    for path, first, last in ClosedDays.objects.order_by("pk").values_list(
        "organisation__path", "first_day", "last_day"
    ):
        found[path].append((first, last))
    return found


def _timetable(
    path: str, weeks: Mapping[str, tuple[Week, ...]], closed: Mapping[str, list[tuple[date, date]]], zone: str
) -> Timetable | None:
    days: list[tuple[date, date]] = []
    for one in _up_from(path):
        days += closed.get(one, ())
        if one in weeks:
            return Timetable(weeks[one], tuple(sorted(days)), zone)
    return None


def _nearest(said: Mapping[str, Value], path: str) -> Value | None:
    return next((said[one] for one in _up_from(path) if one in said), None)


def _up_from(path: str) -> list[str]:
    steps = path.rstrip("/").split("/")
    return ["".join(f"{step}/" for step in steps[:end]) for end in range(len(steps), 0, -1)]
