"""The budget followed: voted, committed, invoiced, paid, carried over, by year and section; one tax basis at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from gouvernail.engines.finance.programme import carry_over, rate
from gouvernail.kernel.money import euros
from gouvernail.plans.models import BudgetSection

AMOUNTS = ("planned", "voted", "committed", "invoiced", "paid", "carried_over")
ZERO = Decimal(0)


@dataclass(frozen=True)
class Followed:
    """One section of one year in one tax basis; what nobody said is ``None``."""

    year: int
    section: str
    basis: str
    planned: Decimal | None
    voted: Decimal | None
    committed: Decimal | None
    invoiced: Decimal | None
    paid: Decimal | None
    carried_over: Decimal | None

    @property
    def commitment(self) -> Decimal | None:
        """Committed over voted, as a share of one."""
        return rate(self.committed, self.voted)

    @property
    def realisation(self) -> Decimal | None:
        """Paid over voted, as a share of one."""
        return rate(self.paid, self.voted)

    @property
    def remains(self) -> str:
        """What stands against the amounts, or how much investment could be carried over; empty when all is well."""
        if self.invoiced is not None:
            if self.committed is not None and self.invoiced > self.committed:
                return _("facturé au-delà de l’engagé : %(gap)s") % {"gap": euros(self.invoiced - self.committed)}
            if self.paid is not None and self.paid > self.invoiced:
                return _("mandaté au-delà du facturé : %(gap)s") % {"gap": euros(self.paid - self.invoiced)}
        if None in (self.voted, self.committed, self.paid):
            return ""
        try:
            left = carry_over(self.voted, self.committed, self.paid)
        except ValueError as flaw:
            return str(flaw)
        if self.section != BudgetSection.INVESTMENT or not left.carried:
            return ""
        known = self.carried_over or ZERO
        if known != left.carried:
            return _("restes à réaliser : %(due)s ; reportés : %(known)s") % {
                "due": euros(left.carried),
                "known": euros(self.carried_over),
            }
        return ""


def followed(rows: QuerySet) -> list[Followed]:
    """Return what is followed by tax basis, year and section (one query)."""
    sums = {name: Sum(name) for name in AMOUNTS}
    found = rows.order_by().values("year", "section", "tax_basis").annotate(**{f"sum_{k}": v for k, v in sums.items()})
    ordered = sorted(found, key=lambda one: (one["tax_basis"], one["year"], one["section"]))
    return [
        Followed(one["year"], one["section"], one["tax_basis"], *(one[f"sum_{name}"] for name in AMOUNTS))
        for one in ordered
    ]


def realised_so_far(rows: Iterable[Followed], basis: str, year: int) -> Decimal | None:
    """Return what was paid over what was planned in investment up to a year, both cumulated; a share of one."""
    kept = [
        one
        for one in rows
        if one.basis == basis
        and one.section == BudgetSection.INVESTMENT
        and one.year <= year
        and one.planned is not None
    ]
    paid = [one.paid for one in kept if one.paid is not None]
    return rate(sum(paid, ZERO), sum((one.planned for one in kept), ZERO)) if paid else None
