"""Two versions side by side: what entered, left, moved from a year to another, and what that costs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gouvernail.kernel.money import euros
from gouvernail.plans.models import BudgetSection, VersionLine
from gouvernail.plans.versions.matching import Pair, Planned, matched, planned_in

ByYear = dict[int, Decimal]
ZERO = Decimal(0)


@dataclass(frozen=True)
class Kind:
    """A way to change: its word for one thing and for several, its tone, its icon."""

    word: str | Promise
    many: str | Promise
    tone: str
    icon: str


KINDS = {
    "out": Kind(gettext_lazy("Retiré"), gettext_lazy("Retirés"), "alert", "circle-x"),
    "late": Kind(gettext_lazy("Retardé"), gettext_lazy("Retardés"), "risk", "clock"),
    "early": Kind(gettext_lazy("Avancé"), gettext_lazy("Avancés"), "progress", "arrow-left"),
    "dear": Kind(gettext_lazy("Plus cher"), gettext_lazy("Plus chers"), "risk", "arrow-up"),
    "cheap": Kind(gettext_lazy("Moins cher"), gettext_lazy("Moins chers"), "good", "arrow-down"),
    "spread": Kind(gettext_lazy("Réparti autrement"), gettext_lazy("Répartis autrement"), "study", "calendar"),
    "other": Kind(gettext_lazy("Fait autrement"), gettext_lazy("Faits autrement"), "study", "subtask"),
    "new": Kind(gettext_lazy("Ajouté"), gettext_lazy("Ajoutés"), "progress", "plus"),
    "same": Kind(gettext_lazy("Inchangé"), gettext_lazy("Inchangés"), "good", "check"),
}
"""What may become of a thing, what to look at first first."""


@dataclass
class Item:
    """One thing that versions plan: its label, its axis, its amounts by year (absent: not planned that year).

    ``facts`` are French sentences on what its amounts do not tell: what was set against what, another variant, another
    section of the budget.
    """

    label: str
    axis: str
    before: ByYear = field(default_factory=dict)
    after: ByYear = field(default_factory=dict)
    facts: tuple[str, ...] = ()

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
        """Whether the second version spends in other years, other amounts, another section or another way."""
        return self.kind != "same"

    @property
    def kind(self) -> str:
        """What became of it, as a key of ``KINDS``."""
        if not self.before or not self.after:
            return "out" if self.before else "new"
        if self.before == self.after:
            return "other" if self.facts else "same"
        first, then = min(self.before), min(self.after)
        if first != then:
            return "late" if then > first else "early"
        if not self.difference:
            return "spread"
        return "dear" if self.difference > 0 else "cheap"

    @property
    def words(self) -> tuple[str, str, str]:
        """What became of it: a word, a tone, an icon."""
        kind = KINDS[self.kind]
        label = str(kind.word)
        if self.kind in ("late", "early"):
            label = _("%(change)s de %(first)s à %(then)s") % {
                "change": label,
                "first": min(self.before),
                "then": min(self.after),
            }
        return label, kind.tone, kind.icon

    @property
    def by_year(self) -> str:
        """The difference of each year that moved: « 2016 : −90 000 € ; 2017 : +90 000 € »; empty for one year alone."""
        said = [_("%(year)s : %(gap)s") % {"year": year, "gap": signed(gap)} for year, gap in self.gaps.items()]
        return " ; ".join(said)

    @property
    def gaps(self) -> ByYear:
        """The difference of each year that moved, for what both sides plan and more than one year changes."""
        years = sorted({*self.before, *self.after}) if self.before and self.after else []
        found = {year: self.after.get(year, ZERO) - self.before.get(year, ZERO) for year in years}
        moved = {year: gap for year, gap in found.items() if gap}
        return moved if len(moved) > 1 else {}


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


def signed(amount: Decimal) -> str:
    """Write a difference with its sign: « +1 200 € », « −300 € », « 0 € »."""
    return f"+{euros(amount)}" if amount > 0 else euros(amount).replace("-", "−")


def compare_versions(before: Iterable[VersionLine], after: Iterable[VersionLine]) -> list[VersionsCompared]:
    """Return one comparison for each tax basis: amounts of two bases are never set against each other.

    A project is the same by its number, a line by its label; an envelope that names an axis is set against the projects
    of that axis. A line without amount is not a zero: it is not counted.
    """
    sides = list(before), list(after)
    bases = sorted({one.tax_basis for lines in sides for one in lines if one.amount is not None})
    found = []
    for basis in bases:
        own = [planned_in(one for one in lines if one.tax_basis == basis) for lines in sides]
        items = [_item(pair) for pair in matched(own[0], own[1])]
        found.append(VersionsCompared(basis, items, _years(items)))
    return found


def _item(pair: Pair) -> Item:
    before, after = pair
    named = after if after is not None and (before is None or after.of_project or not before.of_project) else before
    assert named is not None  # noqa: S101 - a pair holds one side at least
    axis = named.axis or (before.axis if before else "")
    return Item(named.label, axis, _by_year(before), _by_year(after), tuple(_facts(before, after)))


def _by_year(side: Planned | None) -> ByYear:
    found: ByYear = {}
    for (_section, year), amount in side.amounts.items() if side else ():
        found[year] = found.get(year, ZERO) + amount
    return found


def _facts(before: Planned | None, after: Planned | None) -> Iterable[str]:
    """What the amounts by year do not tell of a thing that both sides plan."""
    if before is None or after is None:
        return
    if len(after.labels) > 1 or (after.of_project and before.labels != after.labels and not before.of_project):
        yield _projects(after.labels)
    elif len(before.labels) > 1:
        yield _projects(before.labels)
    if before.variants and after.variants and before.variants != after.variants:
        words = {"before": ", ".join(before.variants), "after": ", ".join(after.variants)}
        yield _("Autre variante : %(after)s au lieu de %(before)s.") % words
    gap = _in_section(after, BudgetSection.OPERATING) - _in_section(before, BudgetSection.OPERATING)
    if gap > 0 and _in_section(after, BudgetSection.INVESTMENT) < _in_section(before, BudgetSection.INVESTMENT):
        yield _("%(amount)s passent en fonctionnement.") % {"amount": euros(gap)}
    elif gap < 0 and _in_section(after, BudgetSection.INVESTMENT) > _in_section(before, BudgetSection.INVESTMENT):
        yield _("%(amount)s passent en investissement.") % {"amount": euros(-gap)}


def _projects(labels: list[str]) -> str:
    words = ngettext(
        "Enveloppe comparée à un projet : %(names)s.",
        "Enveloppe comparée à %(count)s projets : %(names)s.",
        len(labels),
    )
    return words % {"count": len(labels), "names": ", ".join(labels)}


def _in_section(side: Planned, section: str) -> Decimal:
    return sum((amount for (of, _year), amount in side.amounts.items() if of == section), ZERO)


def _years(items: Iterable[Item]) -> list[int]:
    return sorted({year for one in items for year in (*one.before, *one.after)})


def told(compared: VersionsCompared) -> str:
    """Say in one sentence what the second version costs and what it changes."""
    gap = compared.by_year[1]
    if not gap:
        cost = _("Le coût total ne change pas")
    else:
        cost = (_("%(gap)s de plus") if gap > 0 else _("%(gap)s de moins")) % {"gap": euros(abs(gap))}
    counts = Counter(one.kind for one in compared.items)
    said = [
        f"{counts[key]} {str(kind.many if counts[key] > 1 else kind.word).lower()}"
        for key, kind in KINDS.items()
        if counts[key]
    ]
    return _("%(cost)s : %(said)s.") % {"cost": cost, "said": ", ".join(said)} if said else ""
