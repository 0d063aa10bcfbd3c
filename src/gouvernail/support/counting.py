"""What the monthly tables are made of, computed from the requests themselves: the one definition of each figure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Max, Min, Q, QuerySet, Window
from django.db.models.functions import Coalesce, Lag, TruncMonth

from gouvernail.kernel.periods import Month
from gouvernail.kernel.working_days import working_days_of
from gouvernail.support.models import Request

RECURRING_DAYS = 30
"""A request is recurring when the same department asked in the same category at most so many days before."""

Key = tuple[int, Month, str]


@dataclass
class Figures:
    """The figures of one kind, one month, in one organisation."""

    opened: int = 0
    closed: int = 0
    assessed: int = 0
    recurring: int = 0
    delays: Counter[int] = field(default_factory=Counter)
    working_delays: Counter[int] = field(default_factory=Counter)
    first_opened: date | None = None
    last_read: datetime | None = None


def figures_of(rows: QuerySet, first: date, last: date, zones: dict[int, str]) -> dict[Key, Figures]:
    """Return the figures of the requests of ``rows`` opened or resolved between two days (three queries).

    ``zones`` gives the territory of each organisation, for working days.
    """
    found: dict[Key, Figures] = defaultdict(Figures)
    _count_openings(found, rows, first, last)
    _count_recurring(found, rows, first, last)
    _count_closings(found, rows, first, last, zones)
    return dict(found)


def _count_openings(found: dict[Key, Figures], rows: QuerySet, first: date, last: date) -> None:
    opened = (
        rows.filter(opened_on__range=(first, last))
        .annotate(month=TruncMonth("opened_on"))
        .values("organisation_id", "month", "kind")
        .annotate(n=Count("pk"), first=Min("opened_on"), read=Max(Coalesce("read_at", "updated_at")))
    )
    for row in opened:
        one = found[_key(row)]
        one.opened, one.first_opened, one.last_read = row["n"], row["first"], row["read"]


def _count_recurring(found: dict[Key, Figures], rows: QuerySet, first: date, last: date) -> None:
    """Only requests with a category and a department can be told apart: the others are not assessed."""
    near = (
        rows.filter(opened_on__range=(first - timedelta(days=RECURRING_DAYS), last), department__isnull=False)
        .exclude(category="")
        .annotate(
            month=TruncMonth("opened_on"),
            before=Window(
                Lag("opened_on"),
                partition_by=[F("organisation_id"), F("department_id"), F("category")],
                order_by=[F("opened_on").asc(), F("pk").asc()],
            ),
        )
    )
    for organisation, month, kind, opened, before in near.values_list(
        "organisation_id", "month", "kind", "opened_on", "before"
    ).iterator(chunk_size=5000):
        if opened >= first:
            one = found[(organisation, Month.of(month), kind)]
            one.assessed += 1
            one.recurring += before is not None and (opened - before).days <= RECURRING_DAYS


def _count_closings(found: dict[Key, Figures], rows: QuerySet, first: date, last: date, zones: dict[int, str]) -> None:
    closings = (
        rows.filter(closed_on__range=(first, last))
        .values_list("organisation_id", "kind", "opened_on", "closed_on")
        .annotate(n=Count("pk"))
    )
    by_zone: dict[str, list[tuple]] = defaultdict(list)
    for row in closings.iterator(chunk_size=5000):
        by_zone[zones[row[0]]].append(row)
    for zone, group in by_zone.items():
        worked = working_days_of([row[2] for row in group], [row[3] for row in group], zone)
        for (organisation, kind, opened, closed, n), days in zip(group, worked, strict=True):
            one = found[(organisation, Month.of(closed), kind)]
            one.closed += n
            one.delays[(closed - opened).days] += n
            one.working_delays[days] += n


def _key(row: dict) -> Key:
    return row["organisation_id"], Month.of(row["month"]), row["kind"]


def openings_by_department(rows: QuerySet, first: date, last: date) -> dict[tuple[int, Month, int | None], int]:
    """Return how many requests each department opened each month (one query)."""
    counts = (
        rows.filter(opened_on__range=(first, last))
        .annotate(month=TruncMonth("opened_on"))
        .values_list("organisation_id", "month", "department_id")
        .annotate(n=Count("pk"))
    )
    return {(organisation, Month.of(month), department): n for organisation, month, department, n in counts}


def runs_of(months: Iterable[Month]) -> list[tuple[date, date]]:
    """Gather months into unbroken runs of days: (first day, last day) of each."""
    runs: list[list[Month]] = []
    for month in sorted(set(months)):
        if runs and runs[-1][-1].next() == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    return [(run[0].first_day, run[-1].last_day) for run in runs]


def requests_of(organisations: Iterable[int] | None = None) -> QuerySet:
    """Return the requests of some organisations, or all, without any order."""
    asked = Q() if organisations is None else Q(organisation__in=list(organisations))
    return Request._base_manager.filter(asked).order_by()
