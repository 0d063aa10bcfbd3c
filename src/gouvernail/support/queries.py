"""Which departments may be named beside the requests they made: decided once for a whole tree, as for any figure."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Sum

from gouvernail.organisations.models import Department, Organisation
from gouvernail.organisations.protection import Group, withholding
from gouvernail.support.models import DepartmentMonth


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
        DepartmentMonth.objects.filter(organisation__path__startswith=root, department__isnull=False)
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
