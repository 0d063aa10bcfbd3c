"""One plan among those that open choices allow: of each choice its dearest variant, so that nothing counts twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any, TypeVar

from gouvernail.plans.models import BudgetLine, VersionLine

Line = TypeVar("Line", BudgetLine, VersionLine)
ZERO = Decimal(0)


def planned(line: BudgetLine) -> Decimal | None:
    """Euros that a budget line plans."""
    return line.planned


def arrested(line: VersionLine) -> Decimal | None:
    """Euros of a line of a version."""
    return line.amount


def dearest(lines: Iterable[Line], amount_of: Callable[[Line], Decimal | None]) -> list[Line]:
    """Return the lines of no open choice, and of each choice those of its dearest variant, in their order."""
    kept = list(lines)
    sums: dict[Any, dict[str, Decimal]] = {}
    for one in kept:
        if one.choice and one.variant:
            of = sums.setdefault(_choice(one), {})
            of[one.variant] = of.get(one.variant, ZERO) + (amount_of(one) or ZERO)
    best = {choice: max(variants, key=lambda name: variants[name]) for choice, variants in sums.items()}
    return [one for one in kept if not (one.choice and one.variant) or best[_choice(one)] == one.variant]


def _choice(one: Line) -> tuple[int | None, str]:
    return getattr(one, "organisation_id", None), one.choice
