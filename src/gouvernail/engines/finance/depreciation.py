"""Linear depreciation pro rata temporis from the day an asset enters service (M57), to the cent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from gouvernail.kernel.money import share_by_largest_remainder


@dataclass(frozen=True)
class Annuity:
    """What is charged in one year, and what the asset is still worth at its end, in euros."""

    year: int
    amount: Decimal
    left: Decimal


def schedule(amount: Decimal, in_service: date, years: int, *, days_in_year: int = 360) -> list[Annuity]:
    """Yearly charges of an asset of ``amount`` euros used for ``years`` whole years from ``in_service``.

    ``days_in_year`` is 360 (months of 30 days, the day of entry counted) or 365 (real days of that year). The charges
    add up to the amount exactly. ``ValueError`` for another basis, a duration below one year, an amount below 0.
    """
    if days_in_year not in (360, 365):
        raise ValueError("La base de calcul est de 360 ou de 365 jours.")
    if years < 1 or amount < 0:
        raise ValueError("L’amortissement demande une durée d’au moins un an et un montant positif.")
    first = _first_share(in_service, days_in_year)
    shares = [first, *[Fraction(1)] * (years - 1), 1 - first]
    kept = [share for share in shares if share]
    parts = share_by_largest_remainder(amount, _whole(kept))
    plan, left = [], amount
    for offset, part in enumerate(parts):
        left -= part
        plan.append(Annuity(in_service.year + offset, part, left))
    return plan


def _first_share(in_service: date, days_in_year: int) -> Fraction:
    if days_in_year == 360:
        day = min(in_service.day, 30)
        return Fraction(360 - (in_service.month - 1) * 30 - (day - 1), 360)
    start, end = date(in_service.year, 1, 1), date(in_service.year + 1, 1, 1)
    return Fraction((end - in_service).days, (end - start).days)


def _whole(shares: list[Fraction]) -> list[int]:
    scale = 1
    for share in shares:
        scale *= share.denominator // _common(scale, share.denominator)
    return [int(share * scale) for share in shares]


def _common(first: int, second: int) -> int:
    while second:
        first, second = second, first % second
    return first
