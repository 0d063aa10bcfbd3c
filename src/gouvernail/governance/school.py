"""School holidays to avoid: dated data by zone, completed by what a place entered; what is not known is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from django.utils.translation import gettext as _

from gouvernail.governance.models import SchoolBreak, SchoolCalendar, SchoolZone
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.paths import lineage

SEPTEMBER = 9


@dataclass(frozen=True)
class Break:
    """School holidays: the first and the last day without class, and where that is written."""

    name: str
    first: date
    last: date
    source: str = ""
    checked: date | None = None

    def holds_on(self, day: date) -> bool:
        """Say whether there is no class on a day."""
        return self.first <= day <= self.last


@dataclass(frozen=True)
class SchoolHolidays:
    """What is known for a place: its zone (nothing: nobody said it), the breaks, the school years without any."""

    zone: str
    breaks: tuple[Break, ...] = ()

    def unknown_years(self, first: date, last: date) -> list[str]:
        """Return the school years between two days for which no break is known: « 2028-2029 »."""
        wanted = range(_school_year(first), _school_year(last) + 1)
        known = {_school_year(one.first) for one in self.breaks}
        return [f"{year}-{year + 1}" for year in wanted if year not in known]

    def between(self, first: date, last: date) -> list[Break]:
        """Return the breaks that touch the days between two days."""
        return [one for one in self.breaks if one.first <= last and first <= one.last]


def holidays_of(place: Organisation) -> SchoolHolidays:
    """Return the school holidays that the committees of ``place`` avoid (two queries)."""
    above = lineage(place.path)
    calendars = SchoolCalendar.objects.filter(organisation__path__in=above).order_by("-organisation__path", "-pk")
    zone = calendars.values_list("zone", flat=True).first() or ""
    own = [
        Break(one.name, one.first_day, one.last_day, one.source)
        for one in SchoolBreak.objects.filter(organisation__path__in=above)
    ]
    known = shipped(zone) if zone in (SchoolZone.A, SchoolZone.B, SchoolZone.C) else ()
    return SchoolHolidays(zone, tuple(sorted((*known, *own), key=lambda one: one.first)))


@cache
def shipped(zone: str) -> tuple[Break, ...]:
    """Return the breaks of a zone delivered in ``data/school_breaks.yaml``, oldest first."""
    import yaml

    content = (files(__package__) / "data" / "school_breaks.yaml").read_text(encoding="utf-8")
    return tuple(
        Break(one["name"], *one[zone], year["source"], year["checked"])
        for year in yaml.safe_load(content)
        for one in year["breaks"]
    )


def break_on(day: date, breaks: Sequence[Break]) -> str:
    """Say in French in which school holidays a day falls; nothing when there is class."""
    found = next((one for one in breaks if one.holds_on(day)), None)
    return _("ce sont les vacances scolaires (%(name)s)") % {"name": found.name} if found else ""


def _school_year(day: date) -> int:
    return day.year if day.month >= SEPTEMBER else day.year - 1
