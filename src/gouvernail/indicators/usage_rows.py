"""Measures of collaboration tools: the latest one of each tool on any day, and how many people stand behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gouvernail.collaboration.models import UsageMeasure
from gouvernail.indicators.measure import Value
from gouvernail.indicators.scope import Scope
from gouvernail.kernel.periods import Month, add_months
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.protection import Group, withholding

MEMORY = 62
"""A measure speaks for the two months that follow it, no longer."""


@dataclass(frozen=True)
class Usage:
    """One measure of one tool in one organisation."""

    path: str
    tool: str
    measured_on: date
    accounts: int | None
    active_users: int | None
    volume_gb: Decimal | None


@dataclass(frozen=True)
class Usages:
    """All the measures of a tree, and those of a place in it."""

    path: str
    rows: tuple[Usage, ...]
    people: dict[str, int | None]

    def at(self, day: date, *, everywhere: bool = False) -> list[Usage]:
        """Return the latest measure of each tool of each organisation on a day, none older than two months then."""
        latest: dict[tuple[str, str], Usage] = {}
        for one in self.rows:  # in the order of time
            if one.measured_on <= day and (everywhere or one.path.startswith(self.path)):
                latest[(one.path, one.tool)] = one
        return list(latest.values())

    def total(self, day: date, name: str) -> Value | None:
        """Add up a figure over tools; ``None`` when no tool gives it. The latest day takes even an old measure."""
        known = [value for one in self._told(day) if (value := getattr(one, name)) is not None]
        return sum(known) if known else None

    def _told(self, day: date, *, everywhere: bool = False) -> list[Usage]:
        """What is added up for a day."""
        rows = self.at(day, everywhere=everywhere)
        return rows if day >= self.latest else _fresh(rows, day)

    def by_tool(self, day: date, name: str) -> dict[str, Value | None]:
        """The same, tool by tool."""
        found: dict[str, Value | None] = {}
        for one in sorted(self.at(day), key=lambda usage: usage.tool):
            value = getattr(one, name)
            if value is not None:
                found[one.tool] = (found.get(one.tool) or 0) + value
        return found

    @property
    def latest(self) -> date:
        """The day of the latest measure of the place."""
        return max((one.measured_on for one in self.rows if one.path.startswith(self.path)), default=date.max)

    def as_of(self, day: date) -> date | None:
        """The day of the latest measure before a day."""
        return max((one.measured_on for one in self.at(day)), default=None)

    def groups(self, day: date, tool: str = "") -> tuple[Group, ...]:
        """Who stands behind the active accounts of a day: each organisation, as many as its accounts or its agents.

        An organisation whose active accounts are not known adds nothing to the sum: it is no group.
        """
        people: dict[str, int | None] = {}
        for one in self._told(day, everywhere=True):
            if one.active_users is not None and tool in ("", one.tool):
                known = [n for n in (people.get(one.path), one.accounts) if n is not None]
                people[one.path] = max(known) if known else self.people.get(one.path)
        return tuple(Group(path, path, count) for path, count in sorted(people.items()))

    def tells_tools_apart(self, day: date) -> bool:
        """Whether tools may be shown one by one in this tree.

        They may if wherever all tools together are shown, each may be shown as well: then the totals tell nothing that
        the tools do not. Else a tool kept back at one place is found there or above, by subtracting the others.
        """
        together = withholding(self.groups(day)).paths
        return all(withholding(self.groups(day, tool)).paths <= together for tool in {one.tool for one in self.rows})


def ends(day: date) -> list[date]:
    """The ends of the last thirteen months, the present one by its day."""
    return [*(Month.of(add_months(day, -back)).last_day for back in range(12, 0, -1)), day]


def _fresh(rows: list[Usage], day: date) -> list[Usage]:
    """Those not too old to speak for a day."""
    return [one for one in rows if (day - one.measured_on).days <= MEMORY]


def usages(scope: Scope, on: date) -> Usages:
    """Return the measures of the whole tree of a place up to a day (two queries, once)."""
    return scope.once(("usages", on), lambda: _read(scope, on))


def _read(scope: Scope, on: date) -> Usages:
    rows = (
        scope.rows_of_tree(UsageMeasure)
        .filter(measured_on__lte=on)
        .order_by("measured_on", "pk")
        .values_list("organisation__path", "tool", "measured_on", "accounts", "active_users", "volume_gb")
    )
    tree = Organisation.objects.filter(path__startswith=scope.root).order_by()
    return Usages(scope.path, tuple(Usage(*row) for row in rows), dict(tree.values_list("path", "headcount")))
