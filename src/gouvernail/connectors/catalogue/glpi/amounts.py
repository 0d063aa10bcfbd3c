"""What GLPI's amounts mean: euros to the cent, of which it never says whether they are HT or TTC."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from gouvernail.connectors.sources.instants import naive_instant

CENT = Decimal("0.01")
A_YEAR = range(364, 368)
"""Days of a cost that is told for one year: GLPI's people write its last day, or the first of the next year."""


def amount(value: object) -> Decimal | None:
    """Return an amount of GLPI (« 12500.5000 ») in euros, rounded to the cent; ``None`` for zero, which it writes where
    nobody said anything, for a negative one and for what is no number.
    """
    try:
        found = Decimal(str(value or "0").strip() or "0")
    except InvalidOperation:
        return None
    if not found.is_finite() or found <= 0:
        return None
    return found.quantize(CENT, ROUND_HALF_UP) or None


def day(value: object) -> date | None:
    """Return a day of GLPI; ``None`` when it is none."""
    try:
        found = naive_instant(value)
    except ValueError:
        return None
    return found.date() if found else None


def yearly_amount(costs: Iterable[Mapping[str, Any]], today: date) -> Decimal | None:
    """Return what a contract costs in a year: its costs of the last year that began, added up.

    A cost that covers more or less than a year tells nothing of a year, and is left out.
    """
    by_period: dict[tuple[date, date], list[Decimal]] = defaultdict(list)
    for one in costs:
        first, last, cost = day(one.get("begin_date")), day(one.get("end_date")), amount(one.get("cost"))
        if first and last and cost and first <= today and (last - first).days + 1 in A_YEAR:
            by_period[first, last].append(cost)
    return sum(by_period[max(by_period)], Decimal(0)) if by_period else None
