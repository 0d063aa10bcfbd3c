"""What the plan really costs: FCTVA by year and regime, aids, net cost, by inhabitant; each rate with its source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from gouvernail.engines.finance.accounts import chart
from gouvernail.engines.finance.dated import DatedValue, UnknownOnThatDay
from gouvernail.engines.finance.fctva import Family, Recovery, Regime, recoverable
from gouvernail.engines.finance.net_cost import NetCost, net_cost
from gouvernail.engines.finance.subsidies import Aids, add_up
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.paths import lineage
from gouvernail.plans.dearest import dearest, planned
from gouvernail.plans.material import aid_of
from gouvernail.plans.models import BudgetLine, BudgetSection, FctvaRegime, FctvaTerms, Subsidy
from gouvernail.registers.models import TaxBasis

REGIMES = {
    FctvaRegime.SAME_YEAR: Regime.SAME_YEAR,
    FctvaRegime.NEXT_YEAR: Regime.NEXT_YEAR,
    FctvaRegime.TWO_YEARS: Regime.TWO_YEARS_LATER,
}
CLOUD = "65811"
ZERO = Decimal(0)


@dataclass(frozen=True)
class YearCost:
    """What is spent TTC in a year and the FCTVA on it; ``received`` is the year it comes, ``None`` if unknown."""

    year: int
    spent: Decimal
    fctva: Decimal | None
    received: int | None


@dataclass
class Financing:
    """The plan net of FCTVA and aids, and what could not be told, in French sentences."""

    years: list[YearCost]
    cost: NetCost | None
    aids: Aids
    terms: FctvaTerms | None
    rates: list[DatedValue] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def terms_of(place: Organisation, on: date) -> FctvaTerms | None:
    """Return the payment regime of a place on a day: its own, else that of the organisation above it."""
    held = FctvaTerms.objects.filter(organisation__path__in=lineage(place.path), since__lte=on)
    known = held.select_related("organisation")
    return max(known, key=lambda one: (len(one.organisation.path), one.since), default=None)


def financing_of(place: Organisation, lines: Iterable[BudgetLine], subsidies: Iterable[Subsidy], on: date) -> Financing:
    """Return what the planned lines cost net; only amounts TTC bear FCTVA, the others are said and left out."""
    coming = [one for one in lines if one.planned is not None and one.year >= on.year]
    lines = dearest(coming, planned)
    known = [one for one in lines if one.tax_basis == TaxBasis.TTC]
    aids = add_up(aid_of(one) for one in subsidies)
    found = Financing([], None, aids, terms_of(place, on))
    if len(lines) < len(coming):
        found.notes.append(_("Variantes non tranchées : chacune est comptée au plus cher."))
    left = len(lines) - len(known)
    if left:
        found.notes.append(
            _("%(count)s montants HT ou de base inconnue : ni FCTVA ni coût net ne se calculent sur eux.")
            % {"count": left}
            if left > 1
            else _("1 montant HT ou de base inconnue : ni FCTVA ni coût net ne se calculent sur lui.")
        )
    if found.terms is None:
        found.notes.append(_("Régime de versement non renseigné : l’année d’encaissement du FCTVA n’est pas connue."))
    for year in sorted({one.year for one in known}):
        found.years.append(_year(found, year, [one for one in known if one.year == year], on))
    if found.years:
        spent = sum((one.spent for one in found.years), ZERO)
        returned = [one.fctva for one in found.years]
        fctva = None if None in returned else sum(returned, ZERO)
        expected = sum((aid_of(one).expected or ZERO for one in subsidies), ZERO)
        found.cost = net_cost(spent, fctva, expected, place.population or None)
        if not place.population:
            found.notes.append(_("Population non renseignée : pas de coût par habitant."))
    return found


def _year(found: Financing, year: int, lines: list[BudgetLine], on: date) -> YearCost:
    regime = REGIMES[found.terms.regime] if found.terms else Regime.SAME_YEAR
    total: Decimal | None = ZERO
    for family in (Family.INVESTMENT, Family.CLOUD_IAAS):
        spent = sum((one.planned for one in lines if family_of(one) is family), ZERO)
        if not spent:
            continue
        try:
            back: Recovery = recoverable(spent, family, date(year, 12, 31), regime, today=on)
        except UnknownOnThatDay as flaw:
            found.notes.append(str(flaw))
            total = None
            continue
        if back.rate and back.rate not in found.rates:
            found.rates.append(back.rate)
        total = None if total is None else total + back.amount
    spent = sum((one.planned for one in lines), ZERO)
    return YearCost(year, spent, total, year + regime if found.terms else None)


def family_of(line: BudgetLine) -> Family:
    """Return what a line is for the FCTVA: its account first, its section else."""
    if line.account == CLOUD:
        return Family.CLOUD_IAAS
    account = chart().get(line.account)
    if account is not None:
        return Family.INVESTMENT if account.section == "investment" else Family.NOT_ELIGIBLE
    return Family.INVESTMENT if line.section == BudgetSection.INVESTMENT else Family.NOT_ELIGIBLE
