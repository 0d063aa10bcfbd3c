"""The two sides of a comparison: a version or a computed plan, each with its lines and its planning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from gouvernail.documents.catalogue.ppi_facts.facts import run_of
from gouvernail.documents.catalogue.ppi_facts.planning import Planning, planning_of
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.plans.models import PlanRun, PlanVersion, VersionLine
from gouvernail.plans.versions.comparing import VersionsCompared, compare_versions
from gouvernail.plans.what_if.comparing import ComparedProject, Comparison, compare
from gouvernail.plans.what_if.operations import lines_of_run

ZERO = Decimal(0)
CHANGED = range(6)
"""Ranks of what became of a project that are a change; see ``plans.what_if.comparing``."""


@dataclass(frozen=True)
class Side:
    """One plan: its name, what it is in words, its lines, its planning, the computation behind it if any."""

    title: str
    state: str
    lines: tuple[VersionLine, ...]
    planning: Planning
    run: PlanRun | None

    def total(self, basis: str) -> Decimal:
        """Euros over all years in one tax basis."""
        return sum((one.amount for one in self.lines if one.tax_basis == basis and one.amount is not None), ZERO)

    def by_year(self, basis: str, years: Sequence[int]) -> list[Decimal]:
        """Euros of each year in one tax basis."""
        known = [one for one in self.lines if one.tax_basis == basis and one.amount is not None]
        return [sum((one.amount for one in known if one.year == year), ZERO) for year in years]


@dataclass(frozen=True)
class ComparisonFacts:
    """Two plans of a place: what moved in money, one comparison a tax basis; what became of each project, and why."""

    place: Organisation
    on: date
    before: Side
    after: Side
    money: tuple[VersionsCompared, ...]
    projects: Comparison | None

    @property
    def moved(self) -> list[ComparedProject]:
        """The projects that changed, what to look at first first."""
        rows = self.projects.rows if self.projects else []
        return [one for one in rows if one.change.rank in CHANGED]


def side_of_version(place: Organisation, actor: Actor, version: PlanVersion) -> Side:
    """Return an arrested version as a side."""
    state = _("version « %(state)s », arrêtée le %(day)s") % {
        "state": version.get_state_display().lower(),
        "day": f"{version.made_on:%d/%m/%Y}",
    }
    lines, run = tuple(version.kept_lines()), run_of(version)
    return Side(version.title, state, lines, planning_of(place, actor, version.made_on, lines, {}, run), run)


def side_of_run(place: Organisation, actor: Actor, run: PlanRun) -> Side:
    """Return a computed plan as a side; an adopted one speaks by its version."""
    state = _("plan adopté") if run.adopted_at else _("hypothèse, non adoptée")
    lines = tuple(run.version.kept_lines() if run.version else lines_of_run(run, PlanVersion(organisation=place)))
    return Side(run.title, state, lines, planning_of(place, actor, place.today(), lines, {}, run), run)


def compared(place: Organisation, before: Side, after: Side) -> ComparisonFacts:
    """Set two sides against each other; projects are compared when a computation stands behind both.

    Behind the second alone, they are compared with their own dates, when the first plans the same projects.
    """
    projects = None
    if after.run is not None and (before.run is not None or _share_projects(before, after.run)):
        projects = compare(after.run, before.run)
    money = tuple(compare_versions(before.lines, after.lines))
    return ComparisonFacts(place, place.today(), before, after, money, projects)


def _share_projects(before: Side, run: PlanRun) -> bool:
    planned = {one["key"] for one in run.problem.get("projects", ())}
    return any(one.key in planned for one in before.lines)
