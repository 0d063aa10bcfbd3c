"""What the engine of finance reads of a plan: its lines, its programmes, its aids, its usual investment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from gouvernail.engines.finance.ppi import Line, Plan
from gouvernail.engines.finance.programme import Programme
from gouvernail.engines.finance.subsidies import Subsidy as Aid
from gouvernail.kernel.money import TaxBasis as Basis
from gouvernail.plans.dearest import arrested, dearest, planned
from gouvernail.plans.models import (
    Authorisation,
    BudgetLine,
    BudgetSection,
    PlanVersion,
    Subsidy,
    VersionLine,
    VersionProgramme,
)
from gouvernail.plans.parameters import PAST_YEARS
from gouvernail.plans.ppi import past_investment
from gouvernail.registers.models import TaxBasis

BASES = {TaxBasis.TTC: Basis.TTC, TaxBasis.HT: Basis.HT, TaxBasis.UNKNOWN: Basis.UNKNOWN}
SECTIONS = {BudgetSection.INVESTMENT: "investment", BudgetSection.OPERATING: "operating"}
ZERO = Decimal(0)


@dataclass(frozen=True)
class Material:
    """All that the controls of a plan rest on; ``usual_words`` says where the usual investment comes from."""

    lines: list[Line]
    on: date
    usual: Decimal | None = None
    usual_words: str = ""
    programmes: tuple[Programme, ...] = ()
    aids: Mapping[str, tuple[Decimal, list[Aid]]] = field(default_factory=dict)

    @property
    def bases(self) -> list[Basis]:
        """The tax bases of the amounts known, each once."""
        return list(dict.fromkeys(line.basis for line in self.lines if line.amount is not None))

    def plan(self, basis: Basis | None = None, first_year: int = 0) -> Plan:
        """The plan in one tax basis (all: ``None``), from a year on."""
        kept = [one for one in self.lines if basis in (None, one.basis) and one.year >= first_year]
        return Plan(tuple(kept), usual_investment=self.usual)


def material_of(rows: QuerySet[BudgetLine], on: date, stated: PlanVersion | None = None) -> Material:
    """Read some budget lines for the controls (four queries); ``stated`` may say the usual investment."""
    lines = list(rows.select_related("axis", "project", "authorisation"))
    usual, words = past_investment(rows, on.year, PAST_YEARS), _("mandatés par an")
    if usual is None and stated is not None and stated.usual_investment is not None:
        usual, words = stated.usual_investment, _("par an, montant déclaré")
    aids = Subsidy.objects.filter(project__in={one.project_id for one in lines if one.project_id})
    return Material(
        [engine_line(one) for one in lines],
        on,
        usual,
        words,
        tuple(programme for _one, programme in programmes_of(lines)),
        aids_by_project(lines, aids.select_related("project")),
    )


def material_of_version(version: PlanVersion, lines: Iterable[VersionLine]) -> Material:
    """Read a version for the controls."""
    lines = list(lines)
    found = [
        Line(
            one.axis, one.label, one.year, one.amount, BASES[one.tax_basis], SECTIONS.get(one.section, ""),
            one.account, one.choice, one.variant if one.choice else "", one.induced,
        )
        for one in lines
    ]  # fmt: skip
    programmes = tuple(programme for _copy, programme in programmes_of_version(lines))
    return Material(found, version.made_on, version.usual_investment, _("par an, montant déclaré"), programmes)


def engine_line(one: BudgetLine) -> Line:
    """Return a budget line as the engine reads it: what is planned."""
    return Line(
        one.axis.name if one.axis else "",
        one.project.title if one.project else one.label,
        one.year,
        one.planned,
        BASES[one.tax_basis],
        SECTIONS.get(one.section, ""),
        one.account,
        one.choice,
        one.variant if one.choice else "",
        one.induced,
    )


def programmes_of(lines: Iterable[BudgetLine]) -> list[tuple[Authorisation, Programme]]:
    """Return the authorisations that the lines name, with their credits: what was voted, else what is planned."""
    of: dict[int, list[BudgetLine]] = defaultdict(list)
    for line in dearest(lines, planned):
        if line.authorisation_id:
            of[line.authorisation_id].append(line)
    found = []
    for several in of.values():
        one = several[0].authorisation
        credits: dict[int, Decimal] = {}
        paid: dict[int, Decimal] = {}
        for line in several:
            amount = line.planned if line.voted is None else line.voted
            credits[line.year] = credits.get(line.year, ZERO) + (amount or ZERO)
            if line.paid is not None:
                paid[line.year] = paid.get(line.year, ZERO) + line.paid
        committed = sum((line.committed or ZERO for line in several), ZERO)
        found.append((one, Programme(one.name, one.authorised or ZERO, credits, committed, paid)))
    return found


def programmes_of_version(lines: Iterable[VersionLine]) -> list[tuple[VersionProgramme, Programme]]:
    """Return the authorisations that the lines of a version name, by name, with their credits as they were arrested."""
    of: dict[str, list[VersionLine]] = defaultdict(list)
    for line in dearest(lines, arrested):
        if line.programme is not None:
            of[line.programme.name].append(line)
    found = []
    for several in (of[name] for name in sorted(of)):
        one = several[0].programme
        credits: dict[int, Decimal] = {}
        paid: dict[int, Decimal] = {}
        for line in several:
            credits[line.year] = credits.get(line.year, ZERO) + (line.amount or ZERO)
            if line.paid is not None:
                paid[line.year] = paid.get(line.year, ZERO) + line.paid
        committed = sum((line.committed or ZERO for line in several), ZERO)
        found.append((one, Programme(one.name, one.authorised or ZERO, credits, committed, paid)))
    return found


def aids_by_project(lines: list[BudgetLine], subsidies: Iterable[Subsidy]) -> dict[str, tuple[Decimal, list[Aid]]]:
    """For each project with aids and one tax basis: what it costs in investment, and its aids."""
    found: dict[str, tuple[Decimal, list[Aid]]] = {}
    for one in subsidies:
        own = [line for line in lines if line.project_id == one.project_id and line.planned is not None]
        cost = sum((line.planned for line in own if line.section == BudgetSection.INVESTMENT), ZERO)
        if cost > 0 and len({line.tax_basis for line in own}) == 1:
            found.setdefault(one.project.title, (cost, []))[1].append(aid_of(one))
    return found


def aid_of(one: Subsidy) -> Aid:
    """Return a subsidy as the engine reads it."""
    return Aid(one.scheme, one.asked, one.notified, one.received, one.public, one.acknowledged_on)
