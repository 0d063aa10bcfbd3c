"""Who is served by what a service records: the departments of a whole tree, with how many people work there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from gouvernail.indicators.measure import Breakdown, Cell, ListLink
from gouvernail.indicators.scope import Scope
from gouvernail.kernel.periods import Quarter
from gouvernail.organisations.models import Department
from gouvernail.organisations.protection import Group
from gouvernail.support.reading import openings_by_department

Row = Mapping[str, object]


@dataclass(frozen=True)
class Served:
    """The groups of a tree that requests serve, and a breakdown by department of those of one period."""

    groups: tuple[Group, ...]
    breakdown: Breakdown


@dataclass(frozen=True)
class _Part:
    """A department, or what an organisation records without saying for which department."""

    group: Group
    label: str
    department: int | None
    count: int


def served(scope: Scope, on: date) -> Served:
    """Return who is served in the place's tree, counted over the last whole quarter (two queries, once)."""
    quarter = Quarter.of(on).previous()
    return served_over(scope, quarter.first_day, quarter.last_day)


def served_over(scope: Scope, first: date, last: date) -> Served:
    """Return who is served in the place's tree, and the requests of the months from ``first`` to ``last``.

    An organisation that records nothing serves nobody here. A department without any request counts, at zero. Two
    queries, once for each span.
    """
    return scope.once(("served", first, last), lambda: _served(scope, first, last))


def _served(scope: Scope, first: date, last: date) -> Served:
    counts = list(openings_by_department(scope.root, first, last))
    departments = list(
        scope.rows_of_tree(Department)
        .filter(organisation__in={row["organisation_id"] for row in counts})
        .values("pk", "name", "headcount", "organisation_id", "organisation__path", "organisation__name")
    )
    parts = _parts(counts, departments)
    here = [part for part in parts if part.group.path.startswith(scope.path)]
    several = len({part.group.path for part in here}) > 1
    names = {row["organisation__path"]: str(row["organisation__name"]) for row in counts}
    cells = tuple(_cell(part, names[part.group.path] if several else "") for part in here)
    return Served(tuple(part.group for part in parts), Breakdown("department", cells))


def _parts(counts: list[Row], departments: list[Row]) -> list[_Part]:
    known = {(row["organisation_id"], row["department_id"]): row for row in counts}
    parts = []
    for one in departments:
        row = known.pop((one["organisation_id"], one["pk"]), None)
        parts.append(_part(one["organisation__path"], one["pk"], one["name"], one["headcount"], row))
    for (_org, department), row in known.items():
        path = str(row["organisation__path"])
        if department is not None:  # a department of another organisation asked here
            parts.append(_part(path, department, row["department__name"], row["department__headcount"], row))
            continue
        people = _agents(row, departments)
        if people is not None or path.count("/") > 1 or any(part.group.path == path for part in parts):
            parts.append(_part(path, None, _("Service non renseigné"), people, row))
    return sorted(parts, key=lambda part: (part.group.path, part.department is None, part.label))


def _part(path: object, department: object, label: object, people: object, row: Row | None) -> _Part:
    key = f"{path}{'' if department is None else department}"
    count = int(row["n"]) if row else 0
    return _Part(Group(str(path), key, people, value=count), str(label), department, count)


def _agents(row: Row, departments: list[Row]) -> int | None:
    """How many people may have asked without saying their department: all those of the organisation."""
    if row["organisation__headcount"] is not None:
        return int(row["organisation__headcount"])
    sizes = [
        int(one["headcount"])
        for one in departments
        if one["organisation_id"] == row["organisation_id"] and one["headcount"] is not None
    ]
    return sum(sizes) if sizes else None


def _cell(part: _Part, organisation: str) -> Cell:
    label = f"{part.label} ({organisation})" if organisation else part.label
    link = None
    if part.department is not None:
        link = ListLink(_("Demandes de ce service, toutes dates"), "request", f"department={part.department}")
    return Cell(part.group.key, label, value=part.count, link=link)
