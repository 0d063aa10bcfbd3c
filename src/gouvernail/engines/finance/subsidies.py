"""Subsidies: asked, notified, received; the ceiling of public aid; the work that must not start too early."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gouvernail.engines.finance.dated import DatedTable, shipped
from gouvernail.kernel.money import euros
from gouvernail.kernel.numbers_fr import format_percent


@dataclass(frozen=True)
class Subsidy:
    """One request: euros asked, notified, received (None: not known yet); ``acknowledged``: receipt of the file."""

    scheme: str
    asked: Decimal | None = None
    notified: Decimal | None = None
    received: Decimal | None = None
    public: bool = True
    acknowledged: date | None = None

    @property
    def state(self) -> str:
        """How sure it is, in French."""
        for amount, words in ((self.received, "perçue"), (self.notified, "notifiée"), (self.asked, "sollicitée")):
            if amount is not None:
                return words
        return "non renseignée"

    @property
    def expected(self) -> Decimal | None:
        """The surest amount: notified, else received in part, else asked."""
        return next((one for one in (self.notified, self.received, self.asked) if one is not None), None)


@dataclass(frozen=True)
class Aids:
    """Sums over several subsidies, in euros."""

    asked: Decimal
    notified: Decimal
    received: Decimal

    @property
    def to_come(self) -> Decimal:
        """Notified and not received yet."""
        return self.notified - self.received


def add_up(subsidies: Iterable[Subsidy]) -> Aids:
    """Add what is known at each stage; what was received counts as notified when no notification was entered."""
    kept = list(subsidies)
    zero = Decimal(0)
    return Aids(
        asked=sum((one.asked or zero for one in kept), zero),
        notified=sum(((one.notified if one.notified is not None else one.received) or zero for one in kept), zero),
        received=sum((one.received or zero for one in kept), zero),
    )


@dataclass(frozen=True)
class Ceiling:
    """Public aid against its ceiling: euros, share of the cost, what is over (0 when under), a French sentence."""

    aid: Decimal
    share: Decimal
    limit: Decimal
    over: Decimal
    sentence: str


def against_ceiling(
    cost: Decimal, subsidies: Iterable[Subsidy], on: date, *, rates: DatedTable | None = None
) -> Ceiling:
    """Compare the public aid expected with the ceiling of the day; ``ValueError`` for a cost that is not positive."""
    if cost <= 0:
        raise ValueError("Le plafond des aides se calcule sur un coût positif.")
    rule = (rates or shipped("rates")).on("aid.ceiling", on)
    aid = sum((one.expected or Decimal(0) for one in subsidies if one.public), Decimal(0))
    limit = cost * Decimal(rule.value)
    over = max(Decimal(0), aid - limit)
    verdict = f"{euros(over)} de trop" if over else f"il reste {euros(limit - aid)}"
    sentence = (
        f"Aides publiques : {euros(aid)} sur {euros(cost)}, soit {format_percent(aid / cost, 1)} "
        f"pour un plafond de {rule.written()} ; {verdict}."
    )
    return Ceiling(aid, aid / cost, limit, over, sentence)


def started_too_early(subsidies: Iterable[Subsidy], work_starts: date) -> list[str]:
    """A French sentence for each subsidy put at risk by work that starts before its file was acknowledged."""
    said = []
    for one in subsidies:
        if one.acknowledged is None:
            said.append(f"{one.scheme} : aucun accusé de réception ; commencer peut faire perdre l’aide.")
        elif work_starts < one.acknowledged:
            said.append(
                f"{one.scheme} : commencement le {work_starts:%d/%m/%Y}, avant l’accusé de réception "
                f"du {one.acknowledged:%d/%m/%Y} ; l’aide peut être perdue."
            )
    return said
