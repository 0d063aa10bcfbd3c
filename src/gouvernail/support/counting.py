"""What the monthly tables are made of, computed from the requests themselves: the one definition of each figure.

Rows are grouped by day, never by a month that the database would have to compute row by row: on SQLite that is a call
back into Python for each of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import connection
from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import Coalesce

from gouvernail.kernel.periods import Month
from gouvernail.support.calendars import Calendar
from gouvernail.support.closings import count_closings
from gouvernail.support.hours import count_minutes
from gouvernail.support.models import Request
from gouvernail.support.recurring import recurring_of

Key = tuple[Month, str]


@dataclass
class Figures:
    """The figures of one kind, one month; the counters by day are keyed by the day of the month.

    ``minutes`` counts, among those resolved, the requests whose hours are known by minutes of opening hours.
    """

    opened: int = 0
    closed: int = 0
    assessed: int = 0
    recurring: int = 0
    delays: Counter[int] = field(default_factory=Counter)
    working_delays: Counter[int] = field(default_factory=Counter)
    opened_days: Counter[int] = field(default_factory=Counter)
    closed_days: Counter[int] = field(default_factory=Counter)
    waiting: Counter[int] = field(default_factory=Counter)
    minutes: Counter[int] = field(default_factory=Counter)
    first_opened: date | None = None
    last_read: datetime | None = None

    def add(self, other: Figures) -> None:
        """Add the figures of the same kind and month elsewhere."""
        for name in ("opened", "closed", "assessed", "recurring"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in (*COUNTERS, "minutes"):
            getattr(self, name).update(getattr(other, name))
        self.first_opened = min(filter(None, (self.first_opened, other.first_opened)), default=None)
        self.last_read = max(filter(None, (self.last_read, other.last_read)), default=None)


COUNTERS = ("delays", "working_delays", "opened_days", "closed_days", "waiting")


def figures_of(organisation: int, first: date, last: date, calendar: Calendar) -> dict[Key, Figures]:
    """Return the figures of the requests of an organisation opened or resolved between two days (three queries, four).

    ``calendar`` is its own, for working days and opening hours.
    """
    found: dict[Key, Figures] = defaultdict(Figures)
    rows = requests_of(organisation)
    _count_openings(found, rows, first, last)
    _count_recurring(found, rows, first, last)
    _count_closings(found, rows, first, last, calendar.zone)
    for key, minutes in count_minutes(rows, first, last, calendar.timetable).items():
        found[key].minutes.update(minutes)
    return dict(found)


def _count_openings(found: dict[Key, Figures], rows: QuerySet, first: date, last: date) -> None:
    opened = (
        rows.filter(opened_on__range=(first, last))
        .values_list("kind", "opened_on")
        .annotate(
            n=Count("pk"), open=Count("pk", filter=Q(closed_on=None)), read=Max(Coalesce("read_at", "updated_at"))
        )
    )
    for kind, day, n, still_open, read in opened.iterator(chunk_size=5000):
        one = Figures(opened=n, first_opened=day, last_read=read)
        one.opened_days[day.day] = n
        if still_open:
            one.waiting[day.day] = still_open
        found[(Month.of(day), kind)].add(one)


def _count_recurring(found: dict[Key, Figures], rows: QuerySet, first: date, last: date) -> None:
    told, again = recurring_of(rows, first, last)
    for key, n in told.items():
        found[key].add(Figures(assessed=n, recurring=again[key]))


def _count_closings(found: dict[Key, Figures], rows: QuerySet, first: date, last: date, zone: str) -> None:
    for by_day, by_delay, by_work in count_closings(rows, first, last, zone):
        for month, kind, day, n in by_day:
            found[month, kind].closed += n
            found[month, kind].closed_days[day] += n
        for month, kind, days, n in by_delay:
            found[month, kind].delays[days] += n
        for month, kind, days, n in by_work:
            found[month, kind].working_delays[days] += n


def openings_by_department(organisation: int, first: date, last: date) -> dict[tuple[Month, int | None], int]:
    """Return how many requests each department opened each month (one query)."""
    month = "to_char(opened_on, 'YYYY-MM')" if connection.vendor == "postgresql" else "substr(opened_on, 1, 7)"
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT {month} AS month, department_id, COUNT(*) FROM "{Request._meta.db_table}" '  # noqa: S608 (our own names)
            f"WHERE organisation_id = %s AND opened_on BETWEEN %s AND %s GROUP BY {month}, department_id",
            [organisation, first, last],
        )
        return {(Month(*map(int, text.split("-"))), department): n for text, department, n in cursor.fetchall()}


def runs_of(months: Iterable[Month]) -> list[tuple[date, date]]:
    """Gather months into unbroken runs of days: (first day, last day) of each."""
    runs: list[list[Month]] = []
    for month in sorted(set(months)):
        if runs and runs[-1][-1].next() == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    return [(run[0].first_day, run[-1].last_day) for run in runs]


def requests_of(organisation: int) -> QuerySet:
    """Return the requests of an organisation, without any order."""
    return Request._base_manager.filter(organisation=organisation).order_by()
