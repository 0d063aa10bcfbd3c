"""Who pays for a plan: FCTVA by year, aids, net cost, by inhabitant; as a reading when the tax basis is not known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.plans.depreciating import Depreciation, depreciation_of
from gouvernail.plans.financing import Financing, financing_of
from gouvernail.plans.models import BudgetLine, Subsidy, VersionLine
from gouvernail.registers.models import TaxBasis
from gouvernail.registers.registry import register_of


@dataclass(frozen=True)
class Money:
    """The financing of a plan; ``supposed`` says that amounts of unknown basis were read as TTC, for information."""

    financing: Financing
    supposed: bool
    subsidies: tuple[Subsidy, ...]
    depreciation: tuple[Depreciation, ...] = ()


def money_of(place: Organisation, actor: Actor, lines: Sequence[VersionLine], on: date) -> Money:
    """Compute the financing; amounts of unknown basis are read as TTC only when no amount is known to be TTC or HT."""
    subsidies = list(register_of("subsidy").objects(place, actor).select_related("project"))
    supposed = bool(lines) and all(one.tax_basis == TaxBasis.UNKNOWN for one in lines if one.amount is not None)
    rows = [
        BudgetLine(
            year=one.year,
            label=one.label,
            planned=one.amount,
            tax_basis=TaxBasis.TTC if supposed else one.tax_basis,
            section=one.section,
            account=one.account,
            choice=one.choice,
            variant=one.variant if one.choice else "",
        )
        for one in lines
    ]
    terms = list(register_of("depreciation_term").objects(place, actor))
    charges = tuple(depreciation_of(rows, on, terms))
    return Money(financing_of(place, rows, subsidies, on), supposed, tuple(subsidies), charges)
