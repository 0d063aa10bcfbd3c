"""What a roadmap uses as it is drawn: money by year against the envelopes, days by quarter against the team."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from gouvernail.engines.planning.calendar import Calendar
from gouvernail.kernel.money import share_by_largest_remainder
from gouvernail.kernel.periods import Quarter
from gouvernail.plans.models import BudgetSection, ProjectVariant
from gouvernail.plans.roadmap import Span
from gouvernail.plans.what_if.ground import Ground
from gouvernail.plans.what_if.operations import placements_of
from gouvernail.plans.what_if.settings import Settings
from gouvernail.plans.what_if.staff import skills_of
from gouvernail.registers.models import TaxBasis
from gouvernail.ui.charts.model import GanttCell, GanttLane

ZERO, KILO, TENTH = Decimal(0), Decimal(1000), Decimal("0.1")


@dataclass
class Means:
    """Euros by section and year, days by skill and quarter; the ways supposed are French sentences."""

    money: dict[str, dict[int, Decimal]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(Decimal)))
    days: dict[str, dict[Quarter, Decimal]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(Decimal)))
    supposed: list[str] = field(default_factory=list)


def means_of(ground: Ground, spans: Mapping[int, Span]) -> Means:
    """Count what the projects use on the days they are drawn at, and the budget lines that no way of doing covers.

    ``spans`` gives the first and last day of each project drawn. A project with a way of doing spends it evenly over
    its quarters; without one, its budget lines keep their years, as the lines of no project do where an envelope limits
    them. Only amounts in the tax basis of ``ground`` are added.
    """
    found = Means()
    covered = set()
    for one in ground.projects:
        way = _way(ground, one.pk, one.title, found) if one.pk in spans else None
        if way is not None:
            covered.add(one.pk)
            _spread(found, way, spans[one.pk])
    for line in (line for several in ground.lines.values() for line in several):
        takes = line.project_id or line.section in ground.with_envelopes
        if takes and line.project_id not in covered and ground.counts(line):
            found.money[line.section][line.year] += line.planned
    return found


def _way(ground: Ground, pk: int, title: str, found: Means) -> ProjectVariant | None:
    """The way to do a project: the one of the plan in force, else its first, which is then said."""
    ways = [one for one in ground.variants.get(pk, ()) if one.tax_basis == ground.basis]
    if not ways:
        return None
    placed = placements_of(ground.in_force.result if ground.in_force else None).get(f"p{pk}")
    chosen = next((one for one in ways if placed and placed["mode"] == f"v{one.pk}"), None)
    if chosen is None and len(ways) > 1:
        found.supposed.append(_("« %(title)s » : variante supposée, %(name)s") % {"title": title, "name": ways[0].name})
    return chosen or ways[0]


def _spread(found: Means, way: ProjectVariant, span: Span) -> None:
    quarters = quarters_between(*span)
    for section, amount in ((BudgetSection.INVESTMENT, way.investment), (BudgetSection.OPERATING, way.operating)):
        for quarter, part in zip(quarters, _shares(amount, len(quarters)), strict=False):
            found.money[section][quarter.year] += part
    if way.skill:
        for quarter, part in zip(quarters, _shares(way.days, len(quarters)), strict=False):
            found.days[way.skill][quarter] += part


def _shares(amount: Decimal | None, count: int) -> list[Decimal]:
    return [] if not amount else share_by_largest_remainder(amount, [1] * count)


def quarters_between(first: date, last: date) -> list[Quarter]:
    """Return every quarter that two days touch, in order."""
    found = [Quarter.of(first)]
    while found[-1].last_day < last:
        found.append(found[-1].shifted(1))
    return found


def lanes_of(ground: Ground, means: Means, first: int, last: int) -> tuple[GanttLane, ...]:
    """Return what is used as lanes over whole years: money by section, then days by skill; none where nothing is known.

    ``first`` and ``last`` are years. The operating section shows only where an envelope limits it.
    """
    years = range(first, last + 1)
    lanes = []
    for section, label in BudgetSection.choices:
        limits, used = ground.budgets[section], means.money.get(section, {})
        if not any(year in limits for year in years) or not any(used.get(year) for year in years):
            continue
        title = _("%(section)s par année, %(basis)s") % {"section": label, "basis": TaxBasis(ground.basis).label}
        cells = [
            GanttCell(str(year), date(year, 1, 1), date(year, 12, 31), _kilo(used.get(year)), _kilo(limits.get(year)))
            for year in years
        ]
        lanes.append(GanttLane(title, "k€", _("Dépense"), _("Enveloppe"), tuple(cells)))
    return (*lanes, *_load_lanes(ground, means, first, last))


def _load_lanes(ground: Ground, means: Means, first: int, last: int) -> Iterable[GanttLane]:
    calendar = Calendar(Quarter(first, 1), (last - first + 1) * 4)
    for skill in skills_of(replace(ground, calendar=calendar), Settings()):
        used = means.days.get(skill.key)
        if not used:
            continue
        cells = []
        for period in range(calendar.count):
            quarter = calendar.at(period)
            bought = skill.external.most[period] if skill.external else ZERO
            room = _tenth(skill.capacity[period] + bought)
            spent = _tenth(used.get(quarter, ZERO))
            cells.append(GanttCell(quarter.short(), quarter.first_day, quarter.last_day, spent, room))
        label = _("Charge de l’équipe, %(skill)s") % {"skill": skill.label}
        yield GanttLane(label, _("jours"), _("Charge"), _("Capacité"), tuple(cells))


def _kilo(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else _tenth(amount / KILO)


def _tenth(amount: Decimal) -> Decimal:
    return amount.quantize(TENTH, ROUND_HALF_UP)


def excesses(lanes: Iterable[GanttLane]) -> list[str]:
    """Say in French where the lanes exceed what there is."""
    return [
        _("%(lane)s, %(when)s : %(used)s %(unit)s pour %(limit)s %(unit)s.")
        % {
            "lane": lane.label,
            "when": cell.label,
            "used": _words(cell.value),
            "limit": _words(cell.limit),
            "unit": lane.unit,
        }
        for lane in lanes
        for cell in lane.cells
        if cell.excess
    ]


def _words(value: float | None) -> str:
    return f"{value:g}".replace(".", ",") if value is not None else ""
