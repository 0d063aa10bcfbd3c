"""Which departments may be named beside the requests they made: decided once for a whole tree, as for any figure."""

from __future__ import annotations

from django.db.models import Sum

from gouvernail.organisations.models import Department, Organisation
from gouvernail.organisations.protection import Group, withholding
from gouvernail.support.models import DepartmentMonth


def shown_departments(place: Organisation) -> dict[int, str]:
    """Return the departments of the place whose requests may be told apart, by identifier (two queries).

    The others stand together, unnamed: small ones, those of unknown size, and what would give them away by
    subtraction anywhere in the tree.
    """
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
    hidden = withholding(groups).keys
    return {
        pk: name
        for pk, name, _people, path in departments
        if f"{path}{pk}" not in hidden and path.startswith(place.path)
    }
