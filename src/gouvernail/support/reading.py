"""Questions about the requests of a place, answered by its monthly rows: a few hundred, whatever stands behind them.

Only the delays of a month that is cut, and requests resolved after the day one asks about, are read from the requests.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from django.db.models import Count, Max, Min, Q, QuerySet

from gouvernail.kernel.periods import Month, months_between
from gouvernail.kernel.working_days import working_days_of
from gouvernail.kernel.working_time import Timetable
from gouvernail.organisations.models import Organisation
from gouvernail.support.calendars import Calendar, calendars_of
from gouvernail.support.hours import count_minutes
from gouvernail.support.minutes import Minutes, added, packed
from gouvernail.support.models import PlaceMonth, Request

By = dict[tuple[Month, str], int]
Delays = Counter[int]


class Totals(NamedTuple):
    """The figures of a kind, one month, but for what is counted by day or by delay."""

    month: Month
    kind: str
    opened: int
    closed: int
    assessed: int
    recurring: int
    days: int
    working_days: int
    timed: int
    minutes: int


@dataclass(frozen=True)
class Split:
    """Days cut into whole months and what is left at both ends."""

    months: tuple[Month, Month] | None
    edges: tuple[tuple[date, date], ...]


def split(first: date, last: date) -> Split:
    """Cut the days from ``first`` to ``last``; an edge never leaves its month."""
    start, end = Month.of(first), Month.of(last)
    if first > last:
        return Split(None, ())
    whole = (start if start.first_day == first else start.next(), end if end.last_day == last else end.previous())
    if start == end:
        return Split(whole, ()) if whole[0] == whole[1] == start else Split(None, ((first, last),))
    edges = []
    if whole[0] != start:
        edges.append((first, start.last_day))
    if whole[1] != end:
        edges.append((end.first_day, last))
    return Split(whole if whole[0] <= whole[1] else None, tuple(edges))


@dataclass(frozen=True)
class State:
    """Since when requests are known, and when they were last read; ``None`` without requests."""

    first: date | None
    last_read: datetime | None


@dataclass(frozen=True)
class ByDay:
    """One kind, one month, by day of the month: opened, resolved, and opened that day but not yet resolved."""

    opened: dict[str, int]
    closed: dict[str, int]
    waiting: dict[str, int]


class PlaceRequests:
    """The requests of a place and of all that stands below it: read once, asked many things."""

    def __init__(self, place: Organisation) -> None:
        self.place = place
        self._by_day: dict[Month, dict[str, ByDay]] = {}

    @cached_property
    def totals(self) -> list[Totals]:
        """Every month, every kind (one query)."""
        rows = PlaceMonth.objects.filter(place=self.place).order_by("month").values_list(*Totals._fields)
        return [Totals(Month.of(day), *rest) for day, *rest in rows]

    def between(self, months: tuple[Month, Month] | None) -> Iterator[Totals]:
        """Yield the totals from one month to another, both included; none without months."""
        for month in months_between(*months) if months else ():
            yield from self._by_month.get(month, ())

    @cached_property
    def _by_month(self) -> dict[Month, list[Totals]]:
        found: dict[Month, list[Totals]] = defaultdict(list)
        for one in self.totals:
            found[one.month].append(one)
        return found

    @cached_property
    def organisations(self) -> list[int]:
        """The place and all that stands below it (one query): identifiers use an index, where a path would not."""
        below = Organisation.objects.filter(path__startswith=self.place.path).order_by()
        return list(below.values_list("pk", flat=True))

    def state(self, on: date) -> State:
        """Return what is known of the requests opened on a day or before, to the month (one query)."""
        rows = PlaceMonth.objects.filter(place=self.place, month__lte=on)
        found = rows.aggregate(first=Min("first_opened"), last=Max("last_read"))
        return State(found["first"] if found["first"] and found["first"] <= on else None, found["last"])

    def openings(self, first: date, last: date) -> By:
        """Count the requests opened from ``first`` to ``last``, by month and kind (one query if a month is cut)."""
        cut, counts = split(first, last), defaultdict(int)
        for one in self.between(cut.months):
            counts[(one.month, one.kind)] += one.opened
        for edge in cut.edges:
            for kind, days in self.by_day(Month.of(edge[0])).items():
                counts[(Month.of(edge[0]), kind)] += _within(days.opened, edge)
        return {key: n for key, n in counts.items() if n}

    def recurring(self, first: date, last: date) -> dict[tuple[Month, str], tuple[int, int]]:
        """Return (recurring, comparable) requests by month and kind, for whole months."""
        months = self.between(split(first, last).months)
        return {(one.month, one.kind): (one.recurring, one.assessed) for one in months}

    def stocks(self, days: Iterable[date]) -> dict[date, Counter[str]]:
        """Count the requests open at the end of each of ``days``, by kind (one query if a day ends no month)."""
        found: dict[date, Counter[str]] = {}
        total: Counter[str] = Counter()
        rows, at = self.totals, 0
        asked = sorted(set(days))
        self._read_days({Month.of(day) for day in asked if day != Month.of(day).last_day})
        for day in asked:
            month = Month.of(day)
            whole = month if day == month.last_day else month.previous()
            while at < len(rows) and rows[at].month <= whole:
                total[rows[at].kind] += rows[at].opened - rows[at].closed
                at += 1
            found[day] = Counter(total)
            if whole != month:
                for kind, one in self.by_day(month).items():
                    edge = month.first_day, day
                    found[day][kind] += _within(one.opened, edge) - _within(one.closed, edge)
        return found

    def waiting(self, first: date, on: date) -> Counter[date]:
        """Count the requests open at the end of ``on`` by day of opening, from ``first`` (one query or two)."""
        found: Counter[date] = Counter()
        months = list(months_between(first, on))
        self._read_days(months)
        for month in months:
            for one in self.by_day(month).values():
                for number, n in one.waiting.items():
                    day = month.first_day.replace(day=int(number))
                    if first <= day <= on:
                        found[day] += n
        if self._closed_after(on):
            since = self._requests().filter(opened_on__range=(first, on), closed_on__gt=on)
            found.update(dict(since.values_list("opened_on").annotate(n=Count("pk"))))
        return found

    def delays(self, first: date, last: date, *, working: bool = False) -> dict[tuple[Month, str], Delays]:
        """Count the requests resolved from ``first`` to ``last`` by month, kind and delay in days (one query or two).

        ``working`` counts working days of each organisation's territory in the place of days of the calendar.
        """
        cut = split(first, last)
        found: dict[tuple[Month, str], Delays] = defaultdict(Counter)
        for month, kind, counts in self._whole_months(cut, working=working):
            found[(Month.of(month), kind)] = _by_delay(counts)
        for month, kind, days, n in self._edges(cut, working=working):
            found[(month, kind)][days] += n
        return dict(found)

    def delays_by_kind(self, first: date, last: date, *, working: bool = False) -> dict[str, Delays]:
        """Count the same by kind and delay, the months added up: what a mean, a median, a decile need."""
        cut = split(first, last)
        texts: dict[str, Counter[str]] = defaultdict(Counter)
        for _month, kind, counts in self._whole_months(cut, working=working):
            texts[kind].update(counts)
        found = defaultdict(Counter, {kind: _by_delay(counts) for kind, counts in texts.items()})
        for _month, kind, days, n in self._edges(cut, working=working):
            found[kind][days] += n
        return dict(found)

    @cached_property
    def calendars(self) -> dict[int, Calendar]:
        """The calendar of each organisation of the place (five queries)."""
        return calendars_of(self.organisations)

    @property
    def tells_hours(self) -> bool:
        """Whether an organisation of the place has opening hours."""
        return any(one.timetable for one in self.calendars.values())

    def minutes_by_kind(self, first: date, last: date) -> dict[str, Minutes]:
        """Count the requests resolved from ``first`` to ``last`` whose hours are known, by kind and working minutes.

        One query, and one for each calendar and each month that is cut.
        """
        cut = split(first, last)
        held: dict[str, list[bytes]] = defaultdict(list)
        if cut.months:
            span = [month.first_day for month in cut.months]
            rows = PlaceMonth.objects.filter(place=self.place, month__range=span, timed__gt=0).order_by()
            for kind, data in rows.values_list("kind", "minute_delays"):
                held[kind].append(data)
        for edge in cut.edges:
            for timetable, organisations in self._by_timetable().items():
                rows = Request._base_manager.filter(organisation__in=organisations).order_by()
                for (_month, kind), counts in count_minutes(rows, *edge, timetable).items():
                    held[kind].append(packed(counts))
        return {kind: added(many) for kind, many in held.items()}

    def _by_timetable(self) -> dict[Timetable, list[int]]:
        found: dict[Timetable, list[int]] = defaultdict(list)
        for organisation, calendar in self.calendars.items():
            if calendar.timetable:
                found[calendar.timetable].append(organisation)
        return found

    def _whole_months(self, cut: Split, *, working: bool) -> Iterable[tuple[date, str, dict[str, int]]]:
        if not cut.months:
            return ()
        name, span = "working_delays" if working else "delays", [month.first_day for month in cut.months]
        rows = PlaceMonth.objects.filter(place=self.place, month__range=span, closed__gt=0).order_by()
        return rows.values_list("month", "kind", name)

    def by_day(self, month: Month) -> dict[str, ByDay]:
        """Return a month day by day, by kind (one query, once)."""
        self._read_days({month})
        return self._by_day[month]

    def _read_days(self, months: Iterable[Month]) -> None:
        wanted = {month for month in months if month not in self._by_day}
        if not wanted:
            return
        self._by_day |= {month: {} for month in wanted}
        rows = PlaceMonth.objects.filter(place=self.place, month__in=[month.first_day for month in wanted]).order_by()
        for day, kind, *counts in rows.values_list("month", "kind", "opened_days", "closed_days", "waiting"):
            self._by_day[Month.of(day)][kind] = ByDay(*counts)

    def _closed_after(self, on: date) -> bool:
        month = Month.of(on)
        if any(one.closed and one.month > month for one in self.totals):
            return True
        return any(int(day) > on.day for one in self.by_day(month).values() for day in one.closed)

    def _requests(self) -> QuerySet:
        return Request._base_manager.filter(organisation__in=self.organisations).order_by()

    def _edges(self, cut: Split, *, working: bool) -> Iterator[tuple[Month, str, int, int]]:
        """Yield the month, the kind, the delay and how many, for the days at both ends (one query, if any)."""
        if not cut.edges:
            return
        asked = Q(pk__in=[])
        for edge in cut.edges:
            asked |= Q(closed_on__range=edge)
        rows = self._requests().filter(asked).values_list("organisation_id", "kind", "opened_on", "closed_on")
        by_zone: dict[str, list[tuple]] = defaultdict(list)
        zones = {pk: one.zone for pk, one in self.calendars.items()} if working else {}
        for organisation, *row in rows.annotate(n=Count("pk")):
            by_zone[zones.get(organisation, "")].append(tuple(row))
        for zone, group in by_zone.items():
            pairs = [row[1] for row in group], [row[2] for row in group]
            waited = working_days_of(*pairs, zone) if working else [(c - o).days for o, c in zip(*pairs, strict=True)]
            for (kind, _opened, closed, n), days in zip(group, waited, strict=True):
                yield Month.of(closed), kind, days, n


def _by_delay(counts: Mapping[str, int]) -> Delays:
    return Counter({int(days): n for days, n in counts.items()})


def _within(counts: dict[str, int], edge: tuple[date, date]) -> int:
    return sum(n for day, n in counts.items() if edge[0].day <= int(day) <= edge[1].day)
