"""Which departments ask, and which may be named beside the requests they made: decided once for a whole tree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Sum

from gouvernail.kernel.periods import Month
from gouvernail.organisations.models import Department, Organisation
from gouvernail.organisations.protection import Group, withholding
from gouvernail.support.models import DepartmentMonth, DepartmentTotal


class Asked(NamedTuple):
    """What a department opened: over some months, and ever."""

    organisation: int
    department: int | None
    count: int
    ever: int


def openings_by_department(organisations: Iterable[int], first: date, last: date) -> list[Asked]:
    """Return, for whole months, what each department that ever opened a request opened (two queries)."""
    ids = list(organisations)
    months = Month.of(first).first_day, Month.of(last).first_day
    rows = DepartmentMonth.objects.filter(organisation__in=ids, month__range=months).order_by()
    summed = rows.values_list("organisation_id", "department_id").annotate(n=Sum("opened"))
    counts = {(organisation, department): n for organisation, department, n in summed}
    ever = DepartmentTotal.objects.filter(organisation__in=ids, opened__gt=0).order_by()
    return [
        Asked(organisation, department, counts.get((organisation, department), 0), n)
        for organisation, department, n in ever.values_list("organisation_id", "department_id", "opened")
    ]


@dataclass(frozen=True)
class Telling:
    """What may be told beside a request: the departments that may be named, the organisations that may not.

    The departments left out stand together, unnamed: small ones, those of unknown size, and what would give them away
    by subtraction anywhere in the tree. ``withheld`` are the paths of the organisations whose very total would tell.
    """

    departments: dict[int, str]
    withheld: frozenset[str]


def telling(place: Organisation) -> Telling:
    """Decide for a place what its requests may tell (two queries)."""
    root = f"{place.path.split('/', 1)[0]}/"
    departments = list(
        Department.objects.filter(organisation__path__startswith=root).values_list(
            "pk", "name", "headcount", "organisation__path"
        )
    )
    counts = dict(
        DepartmentTotal.objects.filter(organisation__path__startswith=root, department__isnull=False)
        .order_by()
        .values_list("department")
        .annotate(n=Sum("opened"))
    )
    groups = [Group(path, f"{path}{pk}", people, value=counts.get(pk, 0)) for pk, _name, people, path in departments]
    plan = withholding(groups)
    shown = {
        pk: name
        for pk, name, _people, path in departments
        if f"{path}{pk}" not in plan.keys and path.startswith(place.path)
    }
    return Telling(shown, plan.paths)
