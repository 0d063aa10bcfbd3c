"""The monthly tables of requests: brought up to date month by month, or written anew to the same values.

A page that counts a million requests reads a few hundred rows here instead. Whoever writes requests goes through
``support.writing``, which calls ``refresh`` in the same transaction: facts and figures never disagree for a reader.
Each organisation has its own months, and each place the sum of what stands at or below it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction
from django.db.models import Max, Min, Q, Sum

from gouvernail.kernel.periods import Month
from gouvernail.organisations.models import Organisation
from gouvernail.support.calendars import Calendar, calendars_of
from gouvernail.support.counting import Figures, figures_of, openings_by_department, requests_of, runs_of
from gouvernail.support.hours import count_minutes
from gouvernail.support.models import DepartmentMonth, DepartmentTotal, RequestMonth
from gouvernail.support.rolling_up import columns, hold, hour_columns, roll_up

AFTERWARDS = 2
"""A request may make another one recurring thirty days later: as far as the second month after it."""
BATCH = 500


@transaction.atomic
def refresh(touched: Mapping[int, Iterable[Month]]) -> None:
    """Compute anew the months of each organisation in which requests were written, and those that follow them."""
    paths = _paths(touched)
    hold(paths.values())
    calendars, every = calendars_of(paths), set()
    for organisation in paths:
        wanted = {month.shifted(later) for month in set(touched[organisation]) for later in range(AFTERWARDS + 1)}
        every |= wanted
        for first, last in runs_of(wanted):
            held = Q(organisation=organisation, month__range=(first, last))
            RequestMonth.objects.filter(held).delete()
            DepartmentMonth.objects.filter(held).delete()
            _write(organisation, first, last, calendars[organisation])
        if wanted:
            _add_up(organisation)
    for first, last in runs_of(every):
        roll_up(paths.values(), first, last)


@transaction.atomic
def rebuild(organisations: Iterable[int] | None = None) -> None:
    """Write the tables of some organisations, or of all, from nothing."""
    paths = _paths(organisations)
    hold(paths.values())
    calendars = calendars_of(paths)
    RequestMonth.objects.filter(organisation__in=paths).delete()
    DepartmentMonth.objects.filter(organisation__in=paths).delete()
    for organisation in paths:
        ends = requests_of(organisation).aggregate(
            first=Min("opened_on"), opened=Max("opened_on"), closed=Max("closed_on")
        )
        if ends["first"] is not None:
            last = max(ends["opened"], ends["closed"] or ends["opened"])
            _write(organisation, ends["first"], last, calendars[organisation])
        _add_up(organisation)
    roll_up(paths.values(), date.min, date.max)


@transaction.atomic
def recount_hours(organisations: Iterable[int], since: date) -> None:
    """Count anew the delays in opening hours of what was resolved from a day's month on, and nothing else.

    The same values as ``rebuild`` would write: opening hours that change from a day tell nothing of what was over.
    """
    paths = _paths(organisations)
    hold(paths.values())
    first = Month.of(since).first_day
    for organisation, calendar in calendars_of(paths).items():
        found = count_minutes(requests_of(organisation), first, date.max, calendar.timetable)
        rows = list(RequestMonth.objects.filter(organisation=organisation, month__gte=first).only("month", "kind"))
        for row in rows:
            for name, value in hour_columns(found.get((Month.of(row.month), row.kind), Counter())).items():
                setattr(row, name, value)
        RequestMonth.objects.bulk_update(rows, list(hour_columns(Counter())), batch_size=BATCH)
    roll_up(paths.values(), first, date.max)


def _paths(organisations: Iterable[int] | None) -> dict[int, str]:
    """The paths of organisations that still exist, by identifier."""
    asked = Q() if organisations is None else Q(pk__in=list(organisations))
    return dict(Organisation.objects.filter(asked).order_by("path").values_list("pk", "path"))


def _write(organisation: int, first: date, last: date, calendar: Calendar) -> None:
    figures: dict[tuple[Month, str], Figures] = figures_of(organisation, first, last, calendar)
    RequestMonth.objects.bulk_create(
        (
            RequestMonth(organisation_id=organisation, month=month.first_day, kind=kind, **columns(one))
            for (month, kind), one in figures.items()
        ),
        batch_size=BATCH,
    )
    departments = openings_by_department(organisation, first, last)
    DepartmentMonth.objects.bulk_create(
        (
            DepartmentMonth(organisation_id=organisation, month=month.first_day, department_id=department, opened=n)
            for (month, department), n in departments.items()
        ),
        batch_size=BATCH,
    )


def _add_up(organisation: int) -> None:
    """Write how many requests each department of an organisation ever opened."""
    DepartmentTotal.objects.filter(organisation=organisation).delete()
    counts = DepartmentMonth.objects.filter(organisation=organisation).order_by().values_list("department")
    DepartmentTotal.objects.bulk_create(
        DepartmentTotal(organisation_id=organisation, department_id=department, opened=n)
        for department, n in counts.annotate(n=Sum("opened"))
    )
