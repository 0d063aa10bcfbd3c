"""Authorisations of programme and their payment credits, with what is out of balance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gouvernail.engines.finance.programme import Programme
from gouvernail.plans.material import programmes_of as engine_programmes
from gouvernail.plans.models import Authorisation, BudgetLine


@dataclass(frozen=True)
class ProgrammeFacts:
    """One authorisation, its credits as the engine of finance reads them, the lines that name it."""

    authorisation: Authorisation
    programme: Programme
    lines: tuple[BudgetLine, ...]

    @property
    def flaws(self) -> list[str]:
        """What is out of balance, in French."""
        return self.programme.flaws()


def programmes_of(lines: Iterable[BudgetLine]) -> tuple[ProgrammeFacts, ...]:
    """Return the authorisations that budget lines name, in the order of their names."""
    kept = [one for one in lines if one.authorisation_id]
    found = []
    for pk in dict.fromkeys(one.authorisation_id for one in kept):
        own = tuple(sorted((one for one in kept if one.authorisation_id == pk), key=lambda one: (one.year, one.label)))
        found.append(ProgrammeFacts(own[0].authorisation, engine_programmes(own)[0], own))
    return tuple(sorted(found, key=lambda one: one.authorisation.name))
