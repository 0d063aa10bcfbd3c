"""What the information system costs, set beside what the collectivité states: amounts of one tax basis at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import ClassVar

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Dimension, Text
from gouvernail.indicators.budget_rows import said
from gouvernail.indicators.drawing import bars
from gouvernail.indicators.estate_rows import workstations_in_use
from gouvernail.indicators.measure import Cell, ListLink, Reading
from gouvernail.indicators.past import Past
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.stated import NOTHING, Figure, StatedOfAYear, link_to, plain
from gouvernail.indicators.stated_rows import ZERO, Line, Told, at, of_year, statements
from gouvernail.indicators.wording import rate, rounded, written
from gouvernail.organisations.models import Organisation
from gouvernail.plans.models import BudgetLine, BudgetSection
from gouvernail.statements.reading import Stated

PAYROLL = ("64", "631", "633")
"""M57 accounts of pay and of its charges: the payroll is stated apart, and must not count twice."""
SPENT, WHOLE = "mandate-si", "ensemble"


@dataclass(frozen=True)
class Paid:
    """What one organisation paid in one year, section and basis, for a project or not."""

    path: str
    year: int
    section: str
    basis: str
    account: str
    of_project: bool
    amount: Decimal


def paid(scope: Scope) -> list[Paid]:
    """Return what the budget lines at or below a place say was paid (one query, once)."""
    return scope.once("paid by place", lambda: _paid(scope))


def _paid(scope: Scope) -> list[Paid]:
    columns = ("organisation__path", "year", "section", "tax_basis", "account", "of_project")
    rows = scope.rows(BudgetLine).filter(paid__isnull=False).annotate(of_project=Q(project__isnull=False))
    return [Paid(*row) for row in rows.values_list(*columns).annotate(amount=Sum("paid"))]


def _basis_of(rows: list[Stated], path: str, fact: str, year: int) -> str:
    return next((one.basis for one in rows if (one.path, one.fact, one.last.year) == (path, fact, year)), "")


class ShareOfAccounts(StatedOfAYear):
    """What was paid for the information system, out of what the accounts state for the whole collectivité."""

    owner_role = _("Direction des finances")
    dimensions = (Dimension("year", _("Année")),)
    operating_only: ClassVar[bool] = False

    def told_of(self, scope: Scope, on: date, year: int) -> Told:
        """Two queries, once: statements and budget lines; only places that give both, in the basis that weighs most."""
        rows = statements(scope, on)
        told = of_year(rows, self.facts, year)
        by_basis: dict[str, list[Line]] = defaultdict(list)
        incomplete = list(told.incomplete)
        for one in told.lines:
            basis = _basis_of(rows, one.path, self.facts[0], year)
            amounts = [
                row.amount
                for row in paid(scope)
                if (row.path, row.year, row.basis) == (one.path, year, basis)
                and (not self.operating_only or row.section == BudgetSection.OPERATING)
            ]
            if not amounts:
                incomplete.append(one.label)
                continue
            values = {SPENT: sum(amounts, ZERO), WHOLE: one.of(self.facts[0])}
            by_basis[basis].append(Line(one.label, one.path, basis, values, one.last))
        if not by_basis:
            return Told((), tuple(incomplete), told.without_object)
        largest = max(by_basis, key=lambda basis: (sum(one.of(WHOLE) for one in by_basis[basis]), basis))
        incomplete += [one.label for basis, lines in by_basis.items() if basis != largest for one in lines]
        return Told(tuple(by_basis[largest]), tuple(sorted(incomplete)), told.without_object)

    def figure(self, told: Told) -> Figure:
        """The share, in percent."""
        part, whole = told.total(SPENT), told.total(WHOLE)
        if part is None or not whole:
            return NOTHING
        return Figure(rate(part, whole), part, whole)

    def detail_of(self, told: Told, figure: Figure) -> str:
        """The two amounts, with their basis."""
        if not isinstance(figure.numerator, Decimal) or not isinstance(figure.denominator, Decimal):
            return ""
        basis = told.lines[0].key
        words = {"part": said(figure.numerator, basis), "whole": said(figure.denominator, basis)}
        return _now("%(part)s mandatés sur %(whole)s") % words

    def reading(self, told: Told, period: str, as_of: date | None) -> Reading:
        """Lead to the budget lines too."""
        found = super().reading(told, period, as_of)
        why = _now("Il manque des lignes mandatées de la même année et de la même base (HT ou TTC) : %(names)s.")
        return replace(
            found,
            absent_because=why % {"names": ", ".join(told.incomplete)} if told.incomplete else found.absent_because,
            links=(*found.links, ListLink(_now("Lignes budgétaires"), "budget_line")),
        )


Counter = Callable[[Scope, date, int], dict[str, int]]


@dataclass(frozen=True)
class Divisor:
    """What a cost is divided by: how many there are at each place."""

    key: str
    label: Text
    count: Counter


def workstations(scope: Scope, on: date, year: int) -> dict[str, int]:
    """Computers in use by place, as the inventory stands today."""
    rows = workstations_in_use(scope).order_by().values_list("organisation__path")
    return scope.once("computers by place", lambda: dict(rows.annotate(n=Count("pk"))))


def equipped(scope: Scope, on: date, year: int) -> dict[str, int]:
    """Equipped users by place, as stated at the end of the year or the latest before."""
    told = at(statements(scope, on), ("utilisateurs-equipes",), date(year, 12, 31))
    return {one.path: int(one.of("utilisateurs-equipes")) for one in told.lines}


def population(scope: Scope, on: date, year: int) -> dict[str, int]:
    """Inhabitants by place, where they are known."""
    rows = Organisation.objects.filter(path__startswith=scope.path, population__gt=0).order_by()
    return scope.once("population by place", lambda: dict(rows.values_list("path", "population")))


class StatedCost(StatedOfAYear):
    """Payroll, operating expenses and depreciation of a year, divided by what they serve."""

    past = Past.RECORDS
    past_reason = _("Le parc et la population ne sont connus qu’au présent : le coût passé ne se recompte pas.")
    facts = ("masse-salariale-si", "amortissements-si")
    with_projects: ClassVar[bool]
    divisors: ClassVar[tuple[Divisor, ...]]

    def told_of(self, scope: Scope, on: date, year: int) -> Told:
        """The cost of each place that states its payroll and its depreciation, in the basis that weighs most."""
        rows = statements(scope, on)
        told = of_year(rows, self.facts, year)
        by_basis: dict[str, list[Line]] = defaultdict(list)
        incomplete = list(told.incomplete)
        counts = {one.key: one.count(scope, on, year) for one in self.divisors}
        for one in told.lines:
            basis = _basis_of(rows, one.path, "amortissements-si", year)
            operating = [row.amount for row in paid(scope) if self._counts(row, one.path, year, basis)]
            if not operating or not counts[self.divisors[0].key].get(one.path):
                incomplete.append(one.label)
                continue
            values = {SPENT: sum(operating, one.of(self.facts[0]) + one.of(self.facts[1]))}
            values |= {key: Decimal(found[one.path]) for key, found in counts.items() if one.path in found}
            by_basis[basis].append(Line(one.label, one.path, basis, values, one.last))
        if not by_basis:
            return Told((), tuple(incomplete), told.without_object)
        largest = max(by_basis, key=lambda basis: (sum(one.of(SPENT) for one in by_basis[basis]), basis))
        incomplete += [one.label for basis, lines in by_basis.items() if basis != largest for one in lines]
        return Told(tuple(by_basis[largest]), tuple(sorted(incomplete)), told.without_object)

    def _counts(self, row: Paid, path: str, year: int, basis: str) -> bool:
        """Whether a paid amount is part of the running cost: operating, of the same basis, and no pay."""
        return (
            (row.path, row.year, row.basis, row.section) == (path, year, basis, BudgetSection.OPERATING)
            and not row.account.startswith(PAYROLL)
            and (self.with_projects or not row.of_project)
        )

    def figure(self, told: Told) -> Figure:
        """The cost of one, in euros."""
        return self._by(told, self.divisors[0].key)

    def _by(self, told: Told, key: str) -> Figure:
        cost, count = told.total(SPENT), told.total(key)
        if cost is None or not count:
            return NOTHING
        return Figure(rounded(cost / count, 0), cost, plain(count))

    def detail_of(self, told: Told, figure: Figure) -> str:
        """The cost, with the basis of its purchases, and by how many it is divided."""
        if not isinstance(figure.numerator, Decimal) or figure.denominator is None:
            return ""
        words = {"cost": said(figure.numerator, told.lines[0].key), "count": written(figure.denominator)}
        return _now("%(cost)s pour %(count)s") % words

    def cells(self, told: Told) -> tuple[Cell, ...]:
        """One cell a divisor."""
        figures = [(one, self._by(told, one.key)) for one in self.divisors]
        return tuple(
            Cell(one.key, str(one.label), found.value, self.detail_of(told, found), found.numerator, found.denominator)
            for one, found in figures
            if found.value is not None
        )

    def with_years(self, reading: Reading, cells: tuple[Cell, ...]) -> Reading:
        """Leave years aside: what divides the cost is only known today."""
        return reading

    def reading(self, told: Told, period: str, as_of: date | None) -> Reading:
        """Lead to the budget lines and the other facts too."""
        found = super().reading(told, period, as_of)
        why = _now(
            "Il manque une part du coût, ou ce qui le divise (masse salariale, amortissements, fonctionnement mandaté "
            "de la même base, postes ou utilisateurs) : %(names)s."
        )
        return replace(
            found,
            absent_because=why % {"names": ", ".join(told.incomplete)} if told.incomplete else found.absent_because,
            chart=bars(
                self.cells(told) if told.lines else (),
                title=str(self.label),
                unit="€",
                source=_now("chiffres relevés et lignes budgétaires"),
                as_of=as_of,
                category=_now("Rapporté à"),
            ),
            links=(link_to(self.facts[0]), ListLink(_now("Lignes budgétaires"), "budget_line")),
        )
