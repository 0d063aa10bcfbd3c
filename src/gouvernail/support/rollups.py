"""The monthly tables of requests: brought up to date month by month, or written anew to the same values.

A page that counts a million requests reads a few hundred rows here instead. Whoever writes requests goes through
``support.writing``, which calls ``refresh`` in the same transaction: facts and figures never disagree for a reader.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max, Min, Q

from gouvernail.kernel.periods import Month
from gouvernail.kernel.working_days import DEFAULT_ZONE
from gouvernail.organisations.models import Organisation
from gouvernail.support.counting import Figures, Key, figures_of, openings_by_department, requests_of, runs_of
from gouvernail.support.models import DepartmentMonth, RequestMonth, WorkCalendar

AFTERWARDS = 2
"""A request may make another one recurring thirty days later: as far as the second month after it."""
BATCH = 500


def refresh(organisation: int, months: Iterable[Month]) -> None:
    """Compute anew the months of one organisation in which requests were written, and those that follow them."""
    wanted = {month.shifted(later) for month in set(months) for later in range(AFTERWARDS + 1)}
    rows, zones = requests_of([organisation]), zones_of([organisation])
    with transaction.atomic():
        for first, last in runs_of(wanted):
            held = Q(organisation=organisation, month__range=(first, last))
            RequestMonth.objects.filter(held).delete()
            DepartmentMonth.objects.filter(held).delete()
            _write(figures_of(rows, first, last, zones), openings_by_department(rows, first, last))


def rebuild(organisations: Iterable[int] | None = None) -> None:
    """Write the tables of some organisations, or of all, from nothing."""
    wanted = set(Organisation.objects.values_list("pk", flat=True)) if organisations is None else set(organisations)
    rows = requests_of(wanted)
    with transaction.atomic():
        RequestMonth.objects.filter(organisation__in=wanted).delete()
        DepartmentMonth.objects.filter(organisation__in=wanted).delete()
        ends = rows.aggregate(first=Min("opened_on"), opened=Max("opened_on"), closed=Max("closed_on"))
        if ends["first"] is None:
            return
        last = max(ends["opened"], ends["closed"] or ends["opened"])
        span = ends["first"], last
        _write(figures_of(rows, *span, zones_of(wanted)), openings_by_department(rows, *span))


def _write(figures: dict[Key, Figures], departments: dict[tuple[int, Month, int | None], int]) -> None:
    RequestMonth.objects.bulk_create(
        (
            RequestMonth(
                organisation_id=organisation,
                month=month.first_day,
                kind=kind,
                opened=one.opened,
                closed=one.closed,
                assessed=one.assessed,
                recurring=one.recurring,
                days=_sum(one.delays),
                working_days=_sum(one.working_delays),
                delays={str(days): n for days, n in sorted(one.delays.items())},
                working_delays={str(days): n for days, n in sorted(one.working_delays.items())},
                first_opened=one.first_opened,
                last_read=one.last_read,
            )
            for (organisation, month, kind), one in figures.items()
        ),
        batch_size=BATCH,
    )
    DepartmentMonth.objects.bulk_create(
        (
            DepartmentMonth(organisation_id=organisation, month=month.first_day, department_id=department, opened=n)
            for (organisation, month, department), n in departments.items()
        ),
        batch_size=BATCH,
    )


def _sum(delays: dict[int, int]) -> int:
    return sum(days * n for days, n in delays.items())


def zones_of(organisations: Iterable[int]) -> dict[int, str]:
    """Return the territory of each organisation: its own, or that of the nearest one above it (two queries)."""
    said = dict(WorkCalendar.objects.order_by("pk").values_list("organisation__path", "zone"))
    paths = Organisation.objects.filter(pk__in=list(organisations)).values_list("pk", "path")
    return {pk: _nearest(said, path) for pk, path in paths}


def _nearest(said: dict[str, str], path: str) -> str:
    steps = path.rstrip("/").split("/")
    for end in range(len(steps), 0, -1):
        if zone := said.get("".join(f"{step}/" for step in steps[:end])):
            return zone
    return DEFAULT_ZONE
