"""Who is served by what a service records: the departments of a whole tree, with how many people work there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from gouvernail.indicators.measure import Breakdown, Cell, ListLink
from gouvernail.indicators.scope import Scope
from gouvernail.kernel.periods import Quarter
from gouvernail.organisations.models import Department, Organisation
from gouvernail.organisations.protection import Group
from gouvernail.support.queries import Asked, openings_by_department


@dataclass(frozen=True)
class Served:
    """The groups of a tree that requests serve, and a breakdown by department of those of one period."""

    groups: tuple[Group, ...]
    breakdown: Breakdown


class _Known(NamedTuple):
    """A department, as much of it as is needed."""

    pk: int
    name: str
    headcount: int | None
    organisation_id: int


@dataclass(frozen=True)
class _Part:
    """A department, or what an organisation records without saying for which department."""

    group: Group
    label: str
    department: int | None
    count: int


def served(scope: Scope, on: date) -> Served:
    """Return who is served in the place's tree, counted over the last whole quarter (four queries, once)."""
    quarter = Quarter.of(on).previous()
    return served_over(scope, quarter.first_day, quarter.last_day)


def served_over(scope: Scope, first: date, last: date) -> Served:
    """Return who is served in the place's tree, and the requests of the months from ``first`` to ``last``.

    An organisation that records nothing serves nobody here. A department without any request counts, at zero. Four
    queries, once for each span.
    """
    return scope.once(("served", first, last), lambda: _served(scope, first, last))


def _served(scope: Scope, first: date, last: date) -> Served:
    places = {
        one.pk: one
        for one in Organisation.objects.filter(path__startswith=scope.root).order_by().only("path", "name", "headcount")
    }
    asked = openings_by_department(places, first, last)
    departments = _departments(asked)
    parts = _parts(asked, departments, places)
    here = [part for part in parts if part.group.path.startswith(scope.path)]
    several = len({part.group.path for part in here}) > 1
    names = {one.path: one.name for one in places.values()}
    cells = tuple(_cell(part, names[part.group.path] if several else "") for part in here)
    return Served(tuple(part.group for part in parts), Breakdown("department", cells))


def _departments(asked: list[Asked]) -> dict[int, _Known]:
    """The departments of those who record requests, and those of others that ask there."""
    departments = _known(organisation__in={one.organisation for one in asked})
    if elsewhere := {one.department for one in asked} - departments.keys() - {None}:
        departments |= _known(pk__in=elsewhere)
    return departments


def _known(**which: set[int]) -> dict[int, _Known]:
    rows = Department.objects.filter(**which).order_by().values_list(*_Known._fields)
    return {row[0]: _Known(*row) for row in rows}


def _parts(asked: list[Asked], departments: dict[int, _Known], places: dict[int, Organisation]) -> list[_Part]:
    serving = {one.organisation for one in asked}
    known = {(one.organisation, one.department): one for one in asked}
    parts = []
    for one in departments.values():
        if one.organisation_id in serving:
            row = known.pop((one.organisation_id, one.pk), None)
            parts.append(_part(places[one.organisation_id], one, row.count if row else 0))
    for (organisation, department), row in known.items():
        place = places[organisation]
        if department is not None:  # a department of another organisation asked here
            parts.append(_part(place, departments[department], row.count))
            continue
        people = _agents(place, departments)
        if people is not None or place.path.count("/") > 1 or any(part.group.path == place.path for part in parts):
            group = Group(place.path, place.path, people, value=row.count)
            parts.append(_Part(group, _("Service non renseigné"), None, row.count))
    return sorted(parts, key=lambda part: (part.group.path, part.department is None, part.label))


def _part(place: Organisation, department: _Known, count: int) -> _Part:
    group = Group(place.path, f"{place.path}{department.pk}", department.headcount, value=count)
    return _Part(group, department.name, department.pk, count)


def _agents(place: Organisation, departments: dict[int, _Known]) -> int | None:
    """How many people may have asked without saying their department: all those of the organisation."""
    if place.headcount is not None:
        return place.headcount
    sizes = [one.headcount for one in departments.values() if one.organisation_id == place.pk]
    known = [size for size in sizes if size is not None]
    return sum(known) if known else None


def _cell(part: _Part, organisation: str) -> Cell:
    label = f"{part.label} ({organisation})" if organisation else part.label
    link = None
    if part.department is not None:
        link = ListLink(_("Demandes de ce service, toutes dates"), "request", f"department={part.department}")
    return Cell(part.group.key, label, value=part.count, link=link)
