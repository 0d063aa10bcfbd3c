"""Measures of directories: the latest one of each directory on any day, those of a handful of accounts left out.

A directory of fewer than five accounts is neither shown nor added to any total, here or above: there is nothing to
find by subtraction. Two directories of one place may hold the same people: their accounts never add up to five.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gouvernail.estate.models import DirectoryMeasure
from gouvernail.indicators.scope import Scope
from gouvernail.organisations.privacy import SMALL_GROUP
from gouvernail.organisations.protection import Group

MEMORY = 62
"""A measure speaks for the two months that follow it; later it is shown as old, and compared with nothing."""


@dataclass(frozen=True)
class Directory:
    """One measure of one directory in one organisation."""

    path: str
    organisation: str
    name: str
    measured_on: date
    accounts: int
    second_factor: int | None
    privileged: int | None

    @property
    def key(self) -> str:
        """What tells it apart in its tree."""
        return f"{self.path}{self.name}"

    @property
    def is_handful(self) -> bool:
        """Whether it holds too few accounts for anything to be said of it."""
        return self.accounts < SMALL_GROUP


@dataclass(frozen=True)
class Directories:
    """The measures of a place and below, in the order of time."""

    path: str
    rows: tuple[Directory, ...]

    def at(self, day: date) -> list[Directory]:
        """Return the latest measure of each directory on a day, however old, by place and name."""
        latest = {one.key: one for one in self.rows if one.measured_on <= day}
        return sorted(latest.values(), key=lambda one: (one.path, one.name))

    def counted(self, day: date, field: str) -> list[Directory]:
        """Return those whose latest measure gives a figure that may be shown."""
        return [one for one in self.at(day) if not one.is_handful and getattr(one, field) is not None]

    def counted_then(self, day: date, field: str, now: list[Directory]) -> list[Directory]:
        """Return the same directories as ``now`` on an earlier day; none of them unless all were measured lately."""
        then = [one for one in self.counted(day, field) if (day - one.measured_on).days <= MEMORY]
        return then if {one.key for one in then} == {one.key for one in now} else []

    def silent(self, day: date, field: str) -> list[Directory]:
        """Return those whose latest measure does not give the figure."""
        return [one for one in self.at(day) if not one.is_handful and getattr(one, field) is None]

    def groups(self, day: date, field: str) -> tuple[Group, ...]:
        """Who stands behind the figure: the accounts of each directory counted, else the handful that was left out."""
        if counted := self.counted(day, field):
            return tuple(Group(one.path, one.key, one.accounts, value=getattr(one, field)) for one in counted)
        handful = [one.accounts for one in self.at(day) if one.is_handful and getattr(one, field) is not None]
        return (Group(self.path, self.path, max(handful)),) if handful else ()


def directories(scope: Scope, on: date) -> Directories:
    """Return the measures of a place and below up to a day (one query, once)."""
    return scope.once(("directories", on), lambda: _read(scope, on))


def label_of(one: Directory, found: list[Directory]) -> str:
    """How a directory is called: with its organisation where several are shown."""
    several = len({other.path for other in found}) > 1
    return f"{one.name} ({one.organisation})" if several else one.name


def _read(scope: Scope, on: date) -> Directories:
    rows = scope.rows(DirectoryMeasure).filter(measured_on__lte=on).order_by("measured_on", "pk")
    columns = ("directory", "measured_on", "accounts", "second_factor", "privileged")
    found = rows.values_list("organisation__path", "organisation__name", *columns)
    return Directories(scope.path, tuple(Directory(*row) for row in found))
