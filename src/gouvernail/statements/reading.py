"""What is stated at or below a place, as plain rows: one query, whatever is asked of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gouvernail.statements.facts import fact_of
from gouvernail.statements.models import Statement


@dataclass(frozen=True)
class Stated:
    """One statement: who states it, of which part, over which days; ``value`` is ``None`` when it is without object."""

    fact: str
    path: str
    organisation: str
    site: int | None
    site_name: str
    subject: str
    first: date
    last: date
    value: Decimal | None
    basis: str

    @property
    def source(self) -> tuple[str, int | None, str]:
        """Who states it, and of which part: what makes one line over time."""
        return self.path, self.site, self.subject

    @property
    def part(self) -> str:
        """Which part it is of, in French; "" for a fact that is not split."""
        return self.site_name or (fact_of(self.fact).part_label(self.subject) if self.subject else "")

    @property
    def is_handful(self) -> bool:
        """Whether it counts too few people for anything to be said of it: left out of everything, so never found."""
        floor = fact_of(self.fact).floor
        return self.value is not None and 0 < self.value < floor


def stated(path: str, codes: Iterable[str], on: date) -> list[Stated]:
    """Return what is stated of some facts at or below a path, for periods over on a day, in the order of time."""
    rows = Statement.objects.filter(organisation__path__startswith=path, fact__in=list(codes)).order_by("period", "pk")
    columns = ("fact", "organisation__path", "organisation__name", "site", "site__name", "subject", "period", "value",
               "tax_basis")  # fmt: skip
    found = (
        Stated(fact, at, name, site, site_name or "", subject, period.first_day, period.last_day, value, basis)
        for fact, at, name, site, site_name, subject, period, value, basis in rows.values_list(*columns)
    )
    return sorted((one for one in found if one.last <= on), key=lambda one: one.last)
