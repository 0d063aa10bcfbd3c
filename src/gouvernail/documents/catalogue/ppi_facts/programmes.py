"""Authorisations of programme and their payment credits, with what is out of balance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gouvernail.engines.finance.programme import Programme
from gouvernail.plans.material import programmes_of as engine_programmes
from gouvernail.plans.material import programmes_of_version
from gouvernail.plans.models import Authorisation, BudgetLine, VersionLine, VersionProgramme


@dataclass(frozen=True)
class CreditLine:
    """A line that draws on an authorisation: euros planned and voted (of today's plan), credited, committed, paid."""

    year: int
    label: str
    planned: Decimal | None
    voted: Decimal | None
    credited: Decimal | None
    committed: Decimal | None
    paid: Decimal | None


@dataclass(frozen=True)
class ProgrammeFacts:
    """One authorisation, its credits as the engine of finance reads them, the lines that name it.

    ``arrested`` says that all of it was frozen with a version of the plan.
    """

    authorisation: Authorisation | VersionProgramme
    programme: Programme
    lines: tuple[CreditLine, ...]
    arrested: bool = False

    @property
    def flaws(self) -> list[str]:
        """What is out of balance, in French."""
        return self.programme.flaws()


def programmes_of(lines: Iterable[BudgetLine]) -> tuple[ProgrammeFacts, ...]:
    """Return the authorisations that budget lines name, in the order of their names."""
    kept = [one for one in lines if one.authorisation_id]
    found = []
    for pk in dict.fromkeys(one.authorisation_id for one in kept):
        own = sorted((one for one in kept if one.authorisation_id == pk), key=lambda one: (one.year, one.label))
        credits = tuple(
            CreditLine(
                one.year,
                one.label,
                one.planned,
                one.voted,
                one.planned if one.voted is None else one.voted,
                one.committed,
                one.paid,
            )
            for one in own
        )
        found.append(ProgrammeFacts(own[0].authorisation, engine_programmes(own)[0][1], credits))
    return tuple(sorted(found, key=lambda one: one.authorisation.name))


def programmes_arrested(lines: Sequence[VersionLine]) -> tuple[ProgrammeFacts, ...]:
    """Return the authorisations that a version keeps, as they were when it was arrested."""
    found = []
    for copy, programme in programmes_of_version(lines):
        own = sorted(
            (one for one in lines if one.programme is not None and one.programme.name == copy.name),
            key=lambda one: (one.year, one.label),
        )
        credits = tuple(CreditLine(one.year, one.label, None, None, one.amount, one.committed, one.paid) for one in own)
        found.append(ProgrammeFacts(copy, programme, credits, arrested=True))
    return tuple(found)
