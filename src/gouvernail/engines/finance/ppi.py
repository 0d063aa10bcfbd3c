"""A multi-year investment plan (PPI) as lines, with its totals by axis and year, minimum and maximum while open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from gouvernail.kernel.money import TaxBasis


@dataclass(frozen=True)
class Line:
    """One amount of a PPI in euros; None is not known, which is not zero.

    ``section`` is ``investment``, ``operating`` or empty; ``variant`` names one of several choices not made yet
    (``choice`` is what they are variants of); ``induced`` is the yearly operating cost induced.
    """

    axis: str
    operation: str
    year: int
    amount: Decimal | None
    basis: TaxBasis = TaxBasis.UNKNOWN
    section: str = ""
    account: str = ""
    choice: str = ""
    variant: str = ""
    induced: Decimal | None = None


@dataclass(frozen=True)
class Range:
    """The lowest and the highest total, the same once every variant is chosen."""

    low: Decimal
    high: Decimal

    @property
    def settled(self) -> bool:
        """Whether there is only one total."""
        return self.low == self.high

    def __add__(self, other: Range) -> Range:
        return Range(self.low + other.low, self.high + other.high)


@dataclass(frozen=True)
class Plan:
    """The lines, and what is stated or known around them.

    ``stated_rows`` (by axis), ``stated_columns`` (by year) and ``stated_total`` are the totals written in the document.
    ``usual_investment`` is what was invested in a usual year, ``renewal_need`` the theoretical yearly renewal.
    """

    lines: tuple[Line, ...]
    stated_rows: Mapping[str, Decimal] = field(default_factory=dict)
    stated_columns: Mapping[int, Decimal] = field(default_factory=dict)
    stated_total: Decimal | None = None
    usual_investment: Decimal | None = None
    renewal_need: Decimal | None = None

    @property
    def years(self) -> list[int]:
        """Every year from the first to the last."""
        known = [line.year for line in self.lines]
        return list(range(min(known), max(known) + 1)) if known else []

    @property
    def axes(self) -> list[str]:
        """The axes in the order of the lines."""
        return list(dict.fromkeys(line.axis for line in self.lines))

    def cell(self, axis: str, year: int) -> Range:
        """Total of an axis in a year."""
        return self.total(lambda line: line.axis == axis and line.year == year)

    def by_axis(self) -> dict[str, Range]:
        """Totals by axis."""
        return {axis: self.total(lambda line, axis=axis: line.axis == axis) for axis in self.axes}

    def by_year(self) -> dict[int, Range]:
        """Totals by year, a year without a line at 0."""
        return {year: self.total(lambda line, year=year: line.year == year) for year in self.years}

    def total(self, keep: Callable[[Line], bool] = lambda line: True) -> Range:
        """Total of the lines kept: of each choice, its cheapest and its dearest variant."""
        kept = [line for line in self.lines if keep(line) and line.amount is not None]
        settled = sum((line.amount for line in kept if not line.variant), Decimal(0))
        result = Range(settled, settled)
        for variants in _by_choice(line for line in kept if line.variant).values():
            result += Range(min(variants.values()), max(variants.values()))
        return result


def _by_choice(lines: Iterable[Line]) -> dict[str, dict[str, Decimal]]:
    choices: dict[str, dict[str, Decimal]] = {}
    for line in lines:
        variants = choices.setdefault(line.choice or line.operation, {})
        variants[line.variant] = variants.get(line.variant, Decimal(0)) + (line.amount or Decimal(0))
    return choices


def yearly_ratios(plan: Plan) -> dict[int, Decimal]:
    """Each year's highest total as a multiple of the usual investment; empty when that is not known."""
    if not plan.usual_investment:
        return {}
    return {year: total.high / plan.usual_investment for year, total in plan.by_year().items()}
