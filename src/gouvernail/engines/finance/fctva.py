"""FCTVA: the part of the VAT that the State gives back, on amounts TTC, in the year or up to two years later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import IntEnum, StrEnum

from gouvernail.engines.finance.dated import DatedTable, DatedValue, shipped
from gouvernail.kernel.money import CENT


class Family(StrEnum):
    """What an expense is for the FCTVA."""

    INVESTMENT = "investment"
    CLOUD_IAAS = "cloud_iaas"
    NOT_ELIGIBLE = "not_eligible"

    @property
    def label(self) -> str:
        """What people read."""
        return {"investment": "Investissement", "cloud_iaas": "Informatique en nuage (IaaS)"}.get(
            self.value, "Non éligible"
        )


class Regime(IntEnum):
    """How many years after the payment the FCTVA is received; a parameter of each entity."""

    SAME_YEAR = 0
    NEXT_YEAR = 1
    TWO_YEARS_LATER = 2

    @property
    def label(self) -> str:
        """What people read: « N », « N+1 », « N+2 »."""
        return "N" if self == 0 else f"N+{self.value}"


@dataclass(frozen=True)
class Recovery:
    """FCTVA on one expense: euros to the cent, year it is received, the rate used (None when not eligible)."""

    amount: Decimal
    year: int
    rate: DatedValue | None
    warnings: tuple[str, ...] = ()


def recoverable(
    spent_ttc: Decimal,
    family: Family,
    paid_on: date,
    regime: Regime,
    *,
    today: date | None = None,
    rates: DatedTable | None = None,
) -> Recovery:
    """FCTVA on ``spent_ttc`` euros TTC paid on a day; half a cent goes up.

    ``today`` brings the warnings on the age of the rate. ``UnknownOnThatDay`` when no rate is known on that day
    (cloud before 2021).
    """
    year = paid_on.year + regime
    if family is Family.NOT_ELIGIBLE:
        return Recovery(Decimal("0.00"), year, None)
    rate = (rates or shipped("rates")).on(f"fctva.{family.value}", paid_on)
    amount = (spent_ttc * Decimal(rate.value)).quantize(CENT, rounding=ROUND_HALF_UP)
    return Recovery(amount, year, rate, tuple(rate.warnings(today)) if today else ())
