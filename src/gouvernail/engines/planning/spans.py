"""What an envelope limits: sums over ranges of periods, year by year, carried over or in total."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from gouvernail.engines.planning.problem import Envelope, Problem
from gouvernail.kernel.money import euros

WHOLE_PLAN = "sur tout le plan"


@dataclass(frozen=True)
class Limit:
    """At most ``amount`` euros from period ``first`` to the one before ``after``; ``when`` says it in French."""

    envelope: Envelope
    first: int
    after: int
    amount: Decimal
    when: str
    year: int | None = None

    @property
    def said(self) -> str:
        """« enveloppe Investissement 2027 (244 000 €) »."""
        return f"enveloppe « {self.envelope.label} » {self.when} ({euros(self.amount)})"


def limits(problem: Problem, envelope: Envelope) -> list[Limit]:
    """Every sum that an envelope limits; a year it does not name is not limited."""
    found, so_far = [], Decimal(0)
    for year in problem.calendar.years:
        first, after = problem.calendar.span(year)
        if year not in envelope.amounts:
            continue
        so_far += envelope.amounts[year]
        if envelope.carry_over:
            start = problem.calendar.span(min(envelope.amounts))[0]
            found.append(Limit(envelope, start, after, so_far, f"cumulée à fin {year}", year))
        else:
            found.append(Limit(envelope, first, after, envelope.amounts[year], str(year), year))
    if envelope.total is not None:
        found.append(Limit(envelope, 0, problem.calendar.count, envelope.total, WHOLE_PLAN))
    return found
