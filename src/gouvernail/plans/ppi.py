"""The plan of investment as a matrix: axis by year, one matrix for each tax basis, because they never add up."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, Min, QuerySet, Sum
from django.utils.translation import gettext as _

from gouvernail.plans.models import BudgetSection, VersionLine
from gouvernail.registers.models import TaxBasis

MOST_YEARS = 8
"""Years shown at most: the latest ones."""


@dataclass
class Amount:
    """A sum of planned amounts: ``None`` until one is known; how many lines have none.

    While variants are open ``value`` is the lowest sum and ``high`` the highest; ``high`` is ``None`` otherwise.
    """

    value: Decimal | None = None
    lines: int = 0
    missing: int = 0
    high: Decimal | None = None


@dataclass(frozen=True)
class Line:
    """What one axis plans in one section, one year, in one tax basis."""

    axis: str
    section: str
    year: int
    basis: str
    amount: Amount
    choice: str = ""
    variant: str = ""


@dataclass
class Row:
    """One row of the matrix: its label, an amount for each year, their sum."""

    label: str
    cells: list[Amount]
    total: Amount = field(default_factory=Amount)


@dataclass
class Matrix:
    """All that is planned in one tax basis: rows by axis, rows by section, totals by year and the whole."""

    basis: str
    years: list[int]
    axes: list[Row]
    sections: list[Row]
    total: Row

    @property
    def label(self) -> str:
        """The tax basis in words."""
        return str(TaxBasis(self.basis).label)


def read_lines(rows: QuerySet) -> list[Line]:
    """Return what ``rows`` plan by axis, section, year and tax basis, in the order of axes (one query)."""
    found = (
        rows.order_by()
        .values_list("axis__name", "section", "year", "tax_basis", "choice", "variant")
        .annotate(lines=Count("pk"), priced=Count("planned"), value=Sum("planned"), rank=Min("axis__order"))
    )
    ordered = sorted(found, key=lambda row: (row[0] is None, row[9] or 0, row[0] or "", row[2]))
    return [
        Line(axis or "", section, year, basis, Amount(value, lines, lines - priced), choice, variant if choice else "")
        for axis, section, year, basis, choice, variant, lines, priced, value, _rank in ordered
    ]


def version_lines(lines: Iterable[VersionLine]) -> list[Line]:
    """Return the lines of a version as a matrix takes them."""
    return [
        Line(
            one.axis, one.section, one.year, one.tax_basis, Amount(one.amount, 1, int(one.amount is None)), one.choice,
            one.variant if one.choice else "",
        )
        for one in lines
    ]  # fmt: skip


def matrices(lines: Iterable[Line]) -> list[Matrix]:
    """Return one matrix for each tax basis that holds lines; TTC, HT, then the unknown one."""
    lines = list(lines)
    years = sorted({line.year for line in lines})[-MOST_YEARS:]
    order = list(TaxBasis.values)
    bases = sorted({line.basis for line in lines}, key=order.index)
    return [
        _matrix(basis, years, [one for one in lines if one.basis == basis and one.year in years]) for basis in bases
    ]


def _matrix(basis: str, years: list[int], lines: list[Line]) -> Matrix:
    names = {section: str(label) for section, label in BudgetSection.choices} | {"": _("Section non précisée")}
    rank = {name: place for place, name in enumerate(names.values())}
    return Matrix(
        basis,
        years,
        axes=_rows(lines, years, lambda line: line.axis or _("Sans axe")),
        sections=sorted(_rows(lines, years, lambda line: names[line.section]), key=lambda row: rank[row.label]),
        total=next(iter(_rows(lines, years, lambda line: _("Total"))), Row(_("Total"), [Amount() for _year in years])),
    )


def _rows(lines: list[Line], years: list[int], label_of: Callable[[Line], str]) -> list[Row]:
    by_label: dict[str, list[Line]] = {}
    for line in lines:
        by_label.setdefault(label_of(line), []).append(line)
    return [
        Row(label, [add_up(line for line in own if line.year == year) for year in years], add_up(own))
        for label, own in by_label.items()
    ]


def add_up(lines: Iterable[Line]) -> Amount:
    """Return the sum of lines of one tax basis: of each open choice, its cheapest and its dearest variant."""
    kept = list(lines)
    whole = Amount(lines=sum(one.amount.lines for one in kept), missing=sum(one.amount.missing for one in kept))
    known = [one for one in kept if one.amount.value is not None]
    if not known:
        return whole
    low = high = sum((one.amount.value for one in known if not one.variant), Decimal(0))
    choices: dict[str, dict[str, Decimal]] = {}
    for one in known:
        if one.variant:
            of = choices.setdefault(one.choice, {})
            of[one.variant] = of.get(one.variant, Decimal(0)) + one.amount.value
    for variants in choices.values():
        low, high = low + min(variants.values()), high + max(variants.values())
    whole.value, whole.high = low, None if low == high else high
    return whole


def past_investment(rows: QuerySet, before: int, years: int) -> Decimal | None:
    """Return the mean of what was paid in investment in each of the ``years`` before a year; ``None`` if unknown."""
    found = list(
        rows.order_by()
        .filter(section=BudgetSection.INVESTMENT, year__lt=before, year__gte=before - years)
        .values_list("year")
        .annotate(paid=Sum("paid"))
    )
    paid = [amount for _year, amount in found if amount is not None]
    return sum(paid, Decimal(0)) / len(paid) if paid else None
