"""What the indicators of the estate share: which equipment counts, and how old it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from gouvernail.estate.models import WORKSTATIONS, Equipment, EquipmentState
from gouvernail.indicators.freshness import LAST_READ, day_of
from gouvernail.indicators.references import LIFETIME, in_force
from gouvernail.indicators.scope import Scope

DAYS_A_YEAR = Decimal("365.25")


def equipment_in_use(scope: Scope) -> QuerySet:
    """Return the equipment in use at a scope."""
    return scope.rows(Equipment).filter(state=EquipmentState.IN_USE)


def workstations_in_use(scope: Scope) -> QuerySet:
    """Return the computers in use at a scope."""
    return equipment_in_use(scope).filter(type__in=WORKSTATIONS)


def equipment_read(scope: Scope, on: date, types: Iterable[str] | None = None, *, in_use: bool = True) -> date | None:
    """Return the day on which the freshest equipment was read, of some types or of all (one query, once a page)."""
    found = scope.once(
        "equipment read",
        lambda: list(scope.rows(Equipment).values_list("state", "type").annotate(last=LAST_READ)),
    )
    moments = [
        last
        for state, type, last in found
        if (not in_use or state == EquipmentState.IN_USE) and (types is None or type in types)
    ]
    return day_of(max(filter(None, moments), default=None), on)


def lifetime_years(on: date) -> int:
    """Return how many years equipment is meant to last, by the reference in force."""
    return int(in_force(LIFETIME, on).value)


def whole_years(born: date, on: date) -> int:
    """Return how many birthdays have passed; 0 in the first year."""
    return max(0, on.year - born.year - ((on.month, on.day) < (born.month, born.day)))


def place_names(names: list[tuple[str | None, str | None]]) -> dict[tuple[str | None, str | None], str]:
    """Name sites (site, organisation), with their organisation only where there are several."""
    several = len({organisation for site, organisation in names if site}) > 1
    return {
        (site, organisation): _("Site non renseigné")
        if site is None
        else f"{site} ({organisation})"
        if several
        else site
        for site, organisation in names
    }
