"""What the indicators of the estate share: which equipment counts, and how old it is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from gouvernail.estate.models import WORKSTATIONS, Equipment, EquipmentState
from gouvernail.indicators.references import LIFETIME, in_force
from gouvernail.indicators.scope import Scope

DAYS_A_YEAR = Decimal("365.25")


def equipment_in_use(scope: Scope) -> QuerySet:
    """Return the equipment in use at a scope."""
    return scope.rows(Equipment).filter(state=EquipmentState.IN_USE)


def workstations_in_use(scope: Scope) -> QuerySet:
    """Return the computers in use at a scope."""
    return equipment_in_use(scope).filter(type__in=WORKSTATIONS)


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
