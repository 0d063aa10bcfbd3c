"""Questions about many requests, answered by the monthly tables; the requests fill what is not a whole month.

``organisations`` are identifiers everywhere: an index answers them, where a prefix of paths would not.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Max, Min, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from gouvernail.kernel.periods import Month
from gouvernail.kernel.working_days import working_days_of
from gouvernail.support.models import DepartmentMonth, Request, RequestMonth
from gouvernail.support.rollups import zones_of

By = dict[tuple[Month, str], int]
Delays = Counter[int]


@dataclass(frozen=True)
class Split:
    """Days cut into whole months and what is left at both ends."""

    months: tuple[date, date] | None
    edges: tuple[tuple[date, date], ...]


def split(first: date, last: date) -> Split:
    """Cut the days from ``first`` to ``last``: whole months as (first, last) first days of month, edges as days."""
    start, end = Month.of(first), Month.of(last)
    if start.first_day != first:
        start = start.next()
    if end.last_day != last:
        end = end.previous()
    if start > end:
        return Split(None, ((first, last),) if first <= last else ())
    edges = []
    if first < start.first_day:
        edges.append((first, start.first_day - timedelta(days=1)))
    if last > end.last_day:
        edges.append((end.last_day + timedelta(days=1), last))
    return Split((start.first_day, end.first_day), tuple(edges))


def _months(organisations: Iterable[int], months: tuple[date, date]) -> QuerySet:
    return RequestMonth.objects.filter(organisation__in=organisations, month__range=months).order_by()


def _requests(organisations: Iterable[int]) -> QuerySet:
    return Request._base_manager.filter(organisation__in=organisations).order_by()


def _within(name: str, edges: Iterable[tuple[date, date]]) -> Q:
    asked = Q(pk__in=[])
    for edge in edges:
        asked |= Q(**{f"{name}__range": edge})
    return asked


@dataclass(frozen=True)
class State:
    """Since when requests are known, and when they were last read; ``None`` without requests."""

    first: date | None
    last_read: datetime | None


def state(organisations: Iterable[int], on: date) -> State:
    """Return what is known of the requests opened on a day or before, to the month (one query)."""
    found = _months(organisations, (date.min, Month.of(on).first_day)).aggregate(
        first=Min("first_opened"), last=Max("last_read")
    )
    return State(found["first"] if found["first"] and found["first"] <= on else None, found["last"])


def openings(organisations: Iterable[int], first: date, last: date) -> By:
    """Count the requests opened from ``first`` to ``last``, by month and kind (one query; two if a month is cut)."""
    cut, counts = split(first, last), defaultdict(int)
    if cut.months:
        for month, kind, n in _months(organisations, cut.months).values_list("month", "kind").annotate(n=Sum("opened")):
            counts[(Month.of(month), kind)] += n
    if cut.edges:
        rows = _requests(organisations).filter(_within("opened_on", cut.edges))
        for month, kind, n in (
            rows.annotate(month=TruncMonth("opened_on")).values_list("month", "kind").annotate(n=Count("pk"))
        ):
            counts[(Month.of(month), kind)] += n
    return {key: n for key, n in counts.items() if n}


def delays(
    organisations: Iterable[int], first: date, last: date, *, working: bool = False
) -> dict[tuple[Month, str], Delays]:
    """Count the requests resolved from ``first`` to ``last`` by month, kind and delay in days (one to four queries).

    ``working`` counts working days of each organisation's territory in the place of days of the calendar.
    """
    cut = split(first, last)
    found: dict[tuple[Month, str], Delays] = defaultdict(Counter)
    if cut.months:
        name = "working_delays" if working else "delays"
        rows = _months(organisations, cut.months).filter(closed__gt=0)
        for month, kind, counts in rows.values_list("month", "kind", name):
            here = found[(Month.of(month), kind)]
            for days, n in counts.items():
                here[int(days)] += n
    if cut.edges:
        _add_edges(found, organisations, cut.edges, working=working)
    return dict(found)


def _add_edges(
    found: dict[tuple[Month, str], Delays],
    organisations: Iterable[int],
    edges: tuple[tuple[date, date], ...],
    *,
    working: bool,
) -> None:
    rows = list(
        _requests(organisations)
        .filter(_within("closed_on", edges))
        .values_list("organisation_id", "kind", "opened_on", "closed_on")
        .annotate(n=Count("pk"))
    )
    if not working:
        for _organisation, kind, opened, closed, n in rows:
            found[(Month.of(closed), kind)][(closed - opened).days] += n
        return
    zones = zones_of({row[0] for row in rows})
    by_zone: dict[str, list[tuple]] = defaultdict(list)
    for row in rows:
        by_zone[zones[row[0]]].append(row)
    for zone, group in by_zone.items():
        worked = working_days_of([row[2] for row in group], [row[3] for row in group], zone)
        for (_organisation, kind, _opened, closed, n), days in zip(group, worked, strict=True):
            found[(Month.of(closed), kind)][days] += n


def stocks(organisations: Iterable[int], days: Iterable[date]) -> dict[date, Counter[str]]:
    """Count the requests open at the end of each of ``days``, by kind (one query; two if a day ends no month)."""
    asked = sorted(set(days))
    flows: dict[Month, Counter[str]] = defaultdict(Counter)
    rows = _months(organisations, (date.min, asked[-1])).values_list("month", "kind")
    for month, kind, opened, closed in rows.annotate(opened_n=Sum("opened"), closed_n=Sum("closed")):
        flows[Month.of(month)][kind] += opened - closed
    cut = {day: (Month.of(day).first_day, day) for day in asked if day != Month.of(day).last_day}
    part = _flows_of(organisations, cut) if cut else {}
    found: dict[date, Counter[str]] = {}
    for day in asked:
        last = Month.of(day) if day not in cut else Month.of(day).previous()
        total: Counter[str] = Counter()
        for month, flow in flows.items():
            if month <= last:
                total.update(flow)
        total.update(part.get(day, {}))
        found[day] = total
    return found


def _flows_of(organisations: Iterable[int], cut: dict[date, tuple[date, date]]) -> dict[date, Counter[str]]:
    counted = {
        f"{name}_{at}": Count("pk", filter=Q(**{f"{name}_on__range": edge}))
        for at, edge in enumerate(cut.values())
        for name in ("opened", "closed")
    }
    rows = (
        _requests(organisations)
        .filter(_within("opened_on", cut.values()) | _within("closed_on", cut.values()))
        .values("kind")
        .annotate(**counted)
    )
    found: dict[date, Counter[str]] = {day: Counter() for day in cut}
    for row in rows:
        for at, day in enumerate(cut):
            found[day][row["kind"]] += row[f"opened_{at}"] - row[f"closed_{at}"]
    return found


def recurring(organisations: Iterable[int], first: date, last: date) -> dict[tuple[Month, str], tuple[int, int]]:
    """Return (recurring, comparable) requests by month and kind, for whole months (one query)."""
    months = split(first, last).months
    if months is None:
        return {}
    rows = _months(organisations, months).values_list("month", "kind")
    found = rows.annotate(again=Sum("recurring"), told=Sum("assessed"))
    return {(Month.of(month), kind): (again, told) for month, kind, again, told in found}


def openings_by_department(path: str, first: date, last: date) -> QuerySet:
    """Return rows (department, organisation, opened) of a whole tree, for whole months; zero outside them."""
    within = Q(month__range=(Month.of(first).first_day, Month.of(last).first_day))
    return (
        DepartmentMonth.objects.filter(organisation__path__startswith=path)
        .order_by()
        .values(
            "department_id",
            "department__name",
            "department__headcount",
            "organisation_id",
            "organisation__path",
            "organisation__name",
            "organisation__headcount",
        )
        .annotate(n=Sum("opened", filter=within, default=0), ever=Sum("opened"))
        .filter(ever__gt=0)
    )
