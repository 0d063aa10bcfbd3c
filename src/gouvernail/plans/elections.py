"""The elections that renew the assembly of a place: dated data, each with its source and the day it was checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from gouvernail.organisations.enums import OrganisationKind
from gouvernail.organisations.models import Organisation

OF_COUNTIES = (OrganisationKind.DEPARTEMENT, OrganisationKind.REGION)


@dataclass(frozen=True)
class Election:
    """A day of vote, or the first day of the month of one that is not called yet; which assemblies it renews."""

    day: date
    counties: bool
    source: str
    checked: date


def elections_of(place: Organisation) -> list[Election]:
    """Return the elections that renew the assembly of a place: those of its councillors, oldest first."""
    counties = place.kind in OF_COUNTIES
    return [one for one in elections() if one.counties == counties]


@cache
def elections() -> tuple[Election, ...]:
    """Return the elections delivered in ``data/elections.yaml``, oldest first."""
    import yaml

    content = (files(__package__) / "data" / "elections.yaml").read_text(encoding="utf-8")
    found = [
        Election(day, record["counties"], record["source"], record["checked"])
        for record in yaml.safe_load(content)
        for day in record["days"]
    ]
    return tuple(sorted(found, key=lambda one: one.day))
