"""What scenarios cost over the horizon: by section and year, a total for each tax basis, never one for all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from gouvernail.registers.models import TaxBasis
from gouvernail.studies.models import CostLine, CostSection, Study
from gouvernail.studies.whole import Whole

BASES = (TaxBasis.TTC, TaxBasis.HT, TaxBasis.UNKNOWN)


@dataclass
class Sum:
    """A sum of amounts, and how many lines it cannot count because their amount is not known."""

    value: Decimal | None = None
    missing: int = 0

    def add(self, amount: Decimal | None) -> None:
        """Count a line; an unknown amount is not zero."""
        if amount is None:
            self.missing += 1
        else:
            self.value = (self.value or Decimal(0)) + amount


@dataclass
class Bill:
    """What a scenario costs in one tax basis: by section and year, by year, and over the horizon."""

    basis: TaxBasis
    cells: dict[tuple[str, int], Sum] = field(default_factory=lambda: defaultdict(Sum))
    years: dict[int, Sum] = field(default_factory=lambda: defaultdict(Sum))
    sections: dict[str, Sum] = field(default_factory=lambda: defaultdict(Sum))
    total: Sum = field(default_factory=Sum)

    @property
    def used_sections(self) -> list[CostSection]:
        """The sections that have a line, in their usual order."""
        return [one for one in CostSection if one in self.sections]


@dataclass(frozen=True)
class Recovered:
    """The FCTVA expected on the eligible lines of a scenario; ``None`` while some eligibility is not known."""

    amount: Decimal | None
    undecided: int
    warnings: tuple[str, ...] = ()


def lines_of(whole: Whole) -> dict[int, list[CostLine]]:
    """Return the cost lines of each scenario of a study (one query).

    A combination without a line of its own costs what the scenarios that it joins cost together.
    """
    found: dict[int, list[CostLine]] = defaultdict(list)
    for line in CostLine.objects.filter(scenario__study=whole.study).order_by("year", "section", "pk"):
        found[line.scenario_id].append(line)
    for combined, parts in whole.parts.items():
        if not found.get(combined):
            found[combined] = [line for part in parts for line in found.get(part, ())]
    return found


def bills_of(lines: Iterable[CostLine]) -> list[Bill]:
    """Return one bill for each tax basis that the lines use."""
    bills: dict[str, Bill] = {}
    for line in lines:
        bill = bills.setdefault(line.tax_basis, Bill(TaxBasis(line.tax_basis)))
        for total in (
            bill.cells[line.section, line.year],
            bill.years[line.year],
            bill.sections[line.section],
            bill.total,
        ):
            total.add(line.amount)
    return [bills[basis] for basis in BASES if basis in bills]


def horizon_of(study: Study, lines: Iterable[CostLine]) -> list[int]:
    """Return the years of a study: its own horizon, and those that lines add to it."""
    years = {line.year for line in lines}
    if study.first_year:
        years |= set(range(study.first_year, study.first_year + study.years))
    return sorted(years)


def fctva_of(lines: Iterable[CostLine], on: date) -> Recovered:
    """Return the FCTVA on the lines said eligible (TTC investment, or hosting in the cloud).

    Each line is taken as paid on the first of July of its year, at the rate known then; the amount is ``None`` when no
    line is eligible. Staff and exits give right to nothing.
    """
    from gouvernail.engines.finance.dated import UnknownOnThatDay
    from gouvernail.engines.finance.fctva import Family, Regime, recoverable

    amount: Decimal | None = None
    undecided, warnings = 0, set()
    for line in lines:
        if line.tax_basis != TaxBasis.TTC or line.amount is None:
            continue
        if line.fctva is None and line.section == CostSection.INVESTMENT:
            undecided += 1
        if not line.fctva:
            continue
        family = Family.INVESTMENT if line.section == CostSection.INVESTMENT else Family.CLOUD_IAAS
        try:
            back = recoverable(line.amount, family, date(line.year, 7, 1), Regime.TWO_YEARS_LATER, today=on)
        except UnknownOnThatDay as error:
            warnings.add(str(error))
            continue
        amount = (amount or Decimal(0)) + back.amount
        warnings |= set(back.warnings)
    return Recovered(amount, undecided, tuple(sorted(warnings)))
