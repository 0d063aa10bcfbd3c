"""What the investment of a plan will weigh on the operating budgets to come: linear depreciation, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from gouvernail.engines.finance.accounts import chart
from gouvernail.engines.finance.dated import DatedValue, UnknownOnThatDay, shipped
from gouvernail.engines.finance.depreciation import Annuity, schedule
from gouvernail.plans.dearest import dearest, planned
from gouvernail.plans.models import BudgetLine, BudgetSection, DepreciationTerm
from gouvernail.registers.models import TaxBasis

ZERO = Decimal(0)


@dataclass(frozen=True)
class Depreciation:
    """One line: the day it is taken to enter service, its charges by year; ``reason`` says why there are none."""

    line: BudgetLine
    in_service: date
    of_project: bool
    duration: DatedValue | None
    charges: tuple[Annuity, ...]
    reason: str

    def in_year(self, year: int) -> Decimal:
        """Euros charged in a year."""
        return sum((one.amount for one in self.charges if one.year == year), ZERO)


def depreciation_of(
    lines: Iterable[BudgetLine], on: date, terms: Sequence[DepreciationTerm] = ()
) -> list[Depreciation]:
    """Return each planned line of investment to come, open choices at their dearest, with what can be computed.

    ``terms`` are the durations that the assembly voted: they come before those of ``engines/finance/data``.
    """
    coming = [one for one in lines if one.planned and one.year >= on.year]
    return [_one(line, terms) for line in dearest(coming, planned) if _is_investment(line)]


def _is_investment(line: BudgetLine) -> bool:
    account = chart().get(line.account)
    return account.section == "investment" if account else line.section == BudgetSection.INVESTMENT


def _one(line: BudgetLine, terms: Sequence[DepreciationTerm]) -> Depreciation:
    end = line.project.ends if line.project else None
    of_project = end is not None and end.last_day.year == line.year
    day = end.last_day if of_project else date(line.year, 12, 31)
    duration = _voted(line.account, day, terms) or _duration(line.account, day)
    reason = _reason(line, duration)
    charges = () if reason else tuple(schedule(line.planned, day, int(duration.value)))
    return Depreciation(line, day, of_project, duration, charges, reason)


def _voted(account: str, day: date, terms: Sequence[DepreciationTerm]) -> DatedValue | None:
    """The duration voted for an account, or for the longest beginning of it, on a day; the latest vote counts."""
    known = [one for one in terms if one.since <= day and account.startswith(one.account)] if account else []
    if not known:
        return None
    found = max(known, key=lambda one: (len(one.account), one.since))
    return DatedValue(
        key=found.account,
        label=_("Durée votée, compte %(account)s") % {"account": found.account},
        value=Decimal(found.years),
        unit="years",
        start=found.since,
        source=found.vote or _("délibération non renseignée"),
        checked=found.since,
    )


def _duration(account: str, day: date) -> DatedValue | None:
    try:
        return shipped("depreciation").on(account, day)
    except UnknownOnThatDay:
        return None


def _reason(line: BudgetLine, duration: DatedValue | None) -> str:
    if line.tax_basis != TaxBasis.TTC:
        return _("non calculé : montant HT ou de base inconnue")
    if not line.account:
        return _("non calculé : compte non renseigné")
    return "" if duration else _("non calculé : durée inconnue")
