"""What the indicators of money share: amounts by year, section and basis, asked for once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, Sum

from gouvernail.indicators.scope import Scope
from gouvernail.indicators.wording import amounts
from gouvernail.plans.models import BudgetLine


@dataclass(frozen=True)
class Money:
    """The lines of one year, section, account and tax basis.

    ``voted_both`` and ``paid_both`` add up the lines where both are known, ``planned_both`` and ``paid_planned`` those
    where the planned and the paid amounts are: what is not known is never taken for nothing.
    """

    year: int
    section: str
    account: str
    basis: str
    lines: int
    paid: Decimal
    voted_both: Decimal
    paid_both: Decimal
    planned_both: Decimal
    paid_planned: Decimal


def budget(scope: Scope) -> list[Money]:
    """Return what a scope plans, votes and pays (one query, once)."""
    return scope.once("budget", lambda: _read(scope))


def _read(scope: Scope) -> list[Money]:
    voted = Q(voted__isnull=False, paid__isnull=False)
    planned = Q(planned__isnull=False, paid__isnull=False)
    rows = (
        scope.rows(BudgetLine)
        .values_list("year", "section", "account", "tax_basis")
        .annotate(
            lines=Count("pk"),
            all_paid=Sum("paid"),
            voted_both=Sum("voted", filter=voted),
            paid_both=Sum("paid", filter=voted),
            planned_both=Sum("planned", filter=planned),
            paid_planned=Sum("paid", filter=planned),
        )
    )
    return [Money(*row[:5], *(Decimal(amount or 0) for amount in row[5:])) for row in rows]


def largest_basis(rows: Iterable[Money], amount: str) -> str:
    """Return the tax basis in which an amount weighs most; "" without rows."""
    weights: dict[str, Decimal] = {}
    for one in rows:
        weights[one.basis] = weights.get(one.basis, Decimal(0)) + getattr(one, amount)
    return max(weights, key=lambda one: (weights[one], one), default="")


def said(amount: Decimal, basis: str) -> str:
    """An amount with its tax basis: « 12 000 € TTC »."""
    return amounts({basis: amount})
