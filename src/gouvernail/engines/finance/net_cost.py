"""What a project really costs: TTC, minus FCTVA, minus aids, by inhabitant."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from gouvernail.kernel.money import CENT


@dataclass(frozen=True)
class NetCost:
    """Euros; ``net`` is None while the FCTVA or the aids are not known, ``per_inhabitant`` without a population."""

    ttc: Decimal
    fctva: Decimal | None
    aids: Decimal | None
    net: Decimal | None
    per_inhabitant: Decimal | None


def net_cost(ttc: Decimal, fctva: Decimal | None, aids: Decimal | None, population: int | None = None) -> NetCost:
    """Compute the net cost; pass 0, not None, for an aid that is known to be nothing.

    ``ValueError`` for a population that is not positive.
    """
    if population is not None and population <= 0:
        raise ValueError("La population doit être un nombre positif.")
    net = None if fctva is None or aids is None else ttc - fctva - aids
    each = None if net is None or population is None else (net / population).quantize(CENT, ROUND_HALF_UP)
    return NetCost(ttc, fctva, aids, net, each)
