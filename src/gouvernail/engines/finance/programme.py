"""AP/CP: a multi-year authorisation (AP) and its yearly payment credits (CP), kept in balance; carry-over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from gouvernail.kernel.money import euros


@dataclass(frozen=True)
class Programme:
    """One AP: euros authorised, CP by year, euros committed and paid so far (by year)."""

    name: str
    authorised: Decimal
    credits: Mapping[int, Decimal]
    committed: Decimal = Decimal(0)
    paid: Mapping[int, Decimal] = field(default_factory=dict)

    @property
    def imbalance(self) -> Decimal:
        """Sum of the CP minus the AP: 0 when balanced, positive when the CP ask for more than was authorised."""
        return sum(self.credits.values(), Decimal(0)) - self.authorised

    @property
    def left_to_commit(self) -> Decimal:
        """Authorised and not committed yet; negative when too much was committed."""
        return self.authorised - self.committed

    @property
    def left_to_pay(self) -> Decimal:
        """Committed and not paid yet."""
        return self.committed - sum(self.paid.values(), Decimal(0))

    def flaws(self, open_credits: Mapping[int, Decimal] | None = None) -> list[str]:
        """French sentences for what is out of balance; ``open_credits`` are the credits voted for each year."""
        said = []
        if self.imbalance:
            said.append(
                f"AP « {self.name} » non équilibrée : {euros(self.authorised)} autorisés, "
                f"{euros(sum(self.credits.values(), Decimal(0)))} de crédits de paiement "
                f"(écart {euros(self.imbalance)})."
            )
        if self.left_to_commit < 0:
            said.append(f"AP « {self.name} » : {euros(-self.left_to_commit)} engagés au-delà de l’autorisation.")
        for year, amount in sorted(self.paid.items()):
            if amount > self.credits.get(year, Decimal(0)):
                said.append(
                    f"AP « {self.name} » : {euros(amount)} payés en {year} "
                    f"pour {euros(self.credits.get(year, Decimal(0)))} de crédits de paiement."
                )
        for year, amount in sorted(self.credits.items()):
            opened = (open_credits or {}).get(year)
            if opened is not None and amount > opened:
                said.append(
                    f"AP « {self.name} » : {euros(amount)} de crédits de paiement en {year}, "
                    f"au-delà des {euros(opened)} ouverts."
                )
        return said

    def closed(self, year: int, paid: Decimal) -> Programme:
        """The programme once ``year`` is over: what was not paid slides to the next year, the AP does not move.

        ``ValueError`` when more was paid than the year had.
        """
        had = self.credits.get(year, Decimal(0))
        if paid > had:
            raise ValueError(
                f"AP « {self.name} » : {euros(paid)} payés en {year} pour {euros(had)} de crédits de paiement."
            )
        credits = {**self.credits, year: paid}
        if had != paid:
            credits[year + 1] = credits.get(year + 1, Decimal(0)) + had - paid
        return replace(self, credits=credits, paid={**self.paid, year: paid})


@dataclass(frozen=True)
class CarryOver:
    """What is left of one year's credits outside an AP, in euros."""

    carried: Decimal
    lost: Decimal


def carry_over(opened: Decimal, committed: Decimal, paid: Decimal) -> CarryOver:
    """Restes à réaliser of a line of investment: what is committed and not paid is carried, the rest is lost.

    ``ValueError`` unless paid ≤ committed ≤ opened.
    """
    if not paid <= committed <= opened:
        raise ValueError(
            f"Les montants doivent se suivre : payé ({euros(paid)}) ≤ engagé ({euros(committed)}) "
            f"≤ ouvert ({euros(opened)})."
        )
    return CarryOver(carried=committed - paid, lost=opened - committed)


def rate(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """A rate of commitment or of realisation, as a share of one; None when a side is unknown or the whole is 0."""
    return None if part is None or not whole else part / whole
