"""What there is to plan with: projects, their variants and bonds, envelopes, days of work, the plan in force."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from gouvernail.engines.planning.calendar import Calendar
from gouvernail.kernel.periods import Quarter
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.plans.dearest import dearest, planned
from gouvernail.plans.models import (
    BudgetLine,
    BudgetSection,
    Capacity,
    Envelope,
    FrozenPeriod,
    PlanRun,
    ProjectBond,
    ProjectVariant,
)
from gouvernail.plans.what_if.periods import monthly
from gouvernail.plans.what_if.settings import MONTH
from gouvernail.projects.models import LifeCycle, Project
from gouvernail.registers.models import TaxBasis
from gouvernail.registers.registry import register_of

OVER = (LifeCycle.DONE, LifeCycle.DROPPED)
USUAL_YEARS, MOST_YEARS = 4, 8
ByYear = dict[int, Decimal]


@dataclass(frozen=True)
class Ground:
    """All that a what-if starts from at a place, on a day.

    ``with_envelopes`` are the sections whose budget is an envelope over all axes, which the lines of no project use
    too; elsewhere the budget is what the lines add up to.
    """

    place: Organisation
    on: date
    basis: str
    calendar: Calendar
    projects: list[Project]
    variants: Mapping[int, list[ProjectVariant]]
    lines: Mapping[int | None, list[BudgetLine]]
    budgets: Mapping[str, ByYear]
    by_axis: list[Envelope]
    capacities: list[Capacity]
    in_force: PlanRun | None
    with_envelopes: frozenset[str] = frozenset()
    over_years: list[Envelope] = field(default_factory=list)
    bonds: list[ProjectBond] = field(default_factory=list)
    frozen: list[FrozenPeriod] = field(default_factory=list)

    def counted_in(self, step: str) -> Ground:
        """Return the same ground, counted in quarters or in months."""
        return replace(self, calendar=monthly(self.calendar, self.on)) if step == MONTH else self

    def apart(self, section: str, year: int) -> Decimal:
        """Euros that the lines of no project take from an envelope in a year; 0 where no envelope limits them."""
        if section not in self.with_envelopes:
            return Decimal(0)
        return self.of_no_project(section, year)

    def of_no_project(self, section: str, year: int) -> Decimal:
        """Euros that the lines of no project plan in a section and a year."""
        lines = self.lines.get(None, ())
        return sum(
            (one.planned for one in lines if self.counts(one) and (one.section, one.year) == (section, year)),
            Decimal(0),
        )

    def counts(self, line: BudgetLine) -> bool:
        """Say whether a line is added: its amount is known, in the basis of the ground."""
        return line.planned is not None and line.tax_basis == self.basis

    @property
    def skills(self) -> list[str]:
        """The skills that the capacities name, each once."""
        return list(dict.fromkeys(one.skill for one in self.capacities))


def ground_of(place: Organisation, actor: Actor, on: date) -> Ground:
    """Gather what there is to plan with, among what the actor may see."""
    projects = [one for one in register_of("project").objects(place, actor) if one.life_cycle not in OVER]
    variants: dict[int, list[ProjectVariant]] = defaultdict(list)
    for one in register_of("project_variant").objects(place, actor).order_by("pk"):
        variants[one.project_id].append(one)
    lines = dearest(register_of("budget_line").objects(place, actor), planned)
    envelopes = list(register_of("envelope").objects(place, actor))
    basis = _basis(variants, lines, envelopes)
    said = [one for one in envelopes if one.amount is not None and one.tax_basis == basis]
    yearly = [one for one in said if not one.over_years]
    over_years = [one for one in said if one.over_years]
    known = {one.year for one in (*lines, *envelopes) if one.tax_basis == basis}
    known |= {one.last_year for one in over_years}
    of_project: dict[int | None, list[BudgetLine]] = defaultdict(list)
    for line in lines:
        of_project[line.project_id].append(line)
    calendar = _calendar(on, known)
    return Ground(
        place,
        on,
        basis,
        calendar,
        projects,
        variants,
        of_project,
        _budgets(lines, yearly, over_years, basis, calendar),
        [one for one in yearly if one.axis_id],
        list(register_of("capacity").objects(place, actor)),
        run_in_force(place, actor),
        frozenset(one.section for one in yearly if not one.axis_id),
        over_years,
        list(register_of("project_bond").objects(place, actor)),
        list(register_of("frozen_period").objects(place, actor)),
    )


def run_in_force(place: Organisation, actor: Actor) -> PlanRun | None:
    """Return the plan that was adopted last at the place, if any."""
    adopted = register_of("plan_run").objects(place, actor).exclude(adopted_at=None)
    return adopted.filter(organisation=place).order_by("-adopted_at").first()


def _basis(variants: Mapping[int, list[ProjectVariant]], lines: list[BudgetLine], envelopes: list[Envelope]) -> str:
    """The basis of most amounts: only those are planned together, the others are said apart."""
    of_variants = Counter(one.tax_basis for several in variants.values() for one in several)
    said = of_variants or Counter(one.tax_basis for one in (*envelopes, *lines))
    return said.most_common(1)[0][0] if said else TaxBasis.TTC


def _calendar(on: date, years: set[int]) -> Calendar:
    """The quarters to plan over, up to the last year with money: from today on, or from the first year with any.

    A year before the money of a plan would be one in which nothing limits it.
    """
    coming = sorted(year for year in years if year >= on.year)
    first = Quarter(coming[0], 1) if coming and coming[0] > on.year else Quarter.of(on)
    last = coming[-1] if coming else on.year + USUAL_YEARS - 1
    last = min(max(last, first.year + 1), first.year + MOST_YEARS - 1)
    return Calendar(first, (last - first.year) * 4 + 5 - first.quarter)


def _budgets(
    lines: list[BudgetLine], yearly: list[Envelope], over_years: list[Envelope], basis: str, calendar: Calendar
) -> dict[str, ByYear]:
    """Euros by section and year: the envelopes over all axes, else what the plan in force plans for new work.

    A year that an envelope of several years covers is limited with them, not by itself.
    """
    found: dict[str, ByYear] = {section: {} for section in BudgetSection.values}
    for section, by_year in found.items():
        for year in calendar.years:
            said = [one.amount for one in yearly if (one.section, one.year, one.axis_id) == (section, year, None)]
            together = any(
                one.section == section and not one.axis_id and one.year <= year <= one.last_year for one in over_years
            )
            if together and not said:
                continue
            planned = [
                one.planned
                for one in lines
                if (one.section, one.year, one.tax_basis) == (section, year, basis) and one.planned is not None
            ]
            if said or (planned and section == BudgetSection.INVESTMENT):
                by_year[year] = sum(said or planned, Decimal(0))
    return found
