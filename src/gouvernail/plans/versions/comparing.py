"""Two versions side by side: what entered, left, moved from a year to another, and what that costs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from gouvernail.plans.models import VersionLine

ByYear = dict[int, Decimal]
ZERO = Decimal(0)


@dataclass
class Item:
    """One thing that versions plan: its label, its axis, its amounts by year (absent: not planned that year)."""

    label: str
    axis: str
    before: ByYear = field(default_factory=dict)
    after: ByYear = field(default_factory=dict)

    @property
    def totals(self) -> tuple[Decimal, Decimal]:
        """Euros over all years, before and after."""
        return sum(self.before.values(), ZERO), sum(self.after.values(), ZERO)

    @property
    def difference(self) -> Decimal:
        """What the second version costs more (negative: less)."""
        before, after = self.totals
        return after - before

    @property
    def moved(self) -> bool:
        """Whether the second version spends in other years, or other amounts."""
        return self.before != self.after

    @property
    def words(self) -> tuple[str, str, str]:
        """What became of it: a word, a tone, an icon."""
        if not self.before:
            return _("Ajouté"), "progress", "plus"
        if not self.after:
            return _("Retiré"), "alert", "circle-x"
        if not self.moved:
            return _("Inchangé"), "good", "check"
        first, then = min(self.before), min(self.after)
        if then > first:
            return _("Retardé de %(first)s à %(then)s") % {"first": first, "then": then}, "risk", "clock"
        if then < first:
            return _("Avancé de %(first)s à %(then)s") % {"first": first, "then": then}, "progress", "arrow-left"
        if not self.difference:
            return _("Réparti autrement"), "study", "calendar"
        return (_("Plus cher"), "risk", "arrow-up") if self.difference > 0 else (_("Moins cher"), "good", "arrow-down")


@dataclass(frozen=True)
class VersionsCompared:
    """Two versions in one tax basis: the things they plan, the differences by axis and by year."""

    basis: str
    items: list[Item]
    years: list[int]

    @property
    def changed(self) -> list[Item]:
        """Only what moved, the largest difference first."""
        return sorted((one for one in self.items if one.moved), key=lambda one: (-abs(one.difference), one.label))

    @property
    def by_axis(self) -> list[tuple[str, list[Decimal], Decimal]]:
        """For each axis, the difference of each year and their sum."""
        axes = list(dict.fromkeys(one.axis for one in self.items))
        rows = [(axis, [self._gap(year, axis) for year in self.years]) for axis in axes]
        return [(axis, gaps, sum(gaps, ZERO)) for axis, gaps in rows]

    @property
    def by_year(self) -> tuple[list[Decimal], Decimal]:
        """The difference of each year, and over all."""
        gaps = [self._gap(year) for year in self.years]
        return gaps, sum(gaps, ZERO)

    def _gap(self, year: int, axis: str | None = None) -> Decimal:
        kept = [one for one in self.items if axis in (None, one.axis)]
        return sum((one.after.get(year, ZERO) - one.before.get(year, ZERO) for one in kept), ZERO)


def compare_versions(before: Iterable[VersionLine], after: Iterable[VersionLine]) -> list[VersionsCompared]:
    """Return one comparison for each tax basis: amounts of two bases are never set against each other.

    A line without amount is not a zero: it is not counted.
    """
    found: dict[str, dict[tuple[str, str], Item]] = defaultdict(dict)
    for side, lines in (("before", before), ("after", after)):
        for line in lines:
            if line.amount is None:
                continue
            item = found[line.tax_basis].setdefault((line.key, line.section), Item(line.label, line.axis))
            amounts: ByYear = getattr(item, side)
            amounts[line.year] = amounts.get(line.year, ZERO) + line.amount
    return [
        VersionsCompared(basis, list(items.values()), _years(items.values())) for basis, items in sorted(found.items())
    ]


def _years(items: Iterable[Item]) -> list[int]:
    return sorted({year for one in items for year in (*one.before, *one.after)})
