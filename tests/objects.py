"""One plausible object of each registered kind, for the tests that walk them all."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from zlib import crc32

from gouvernail.action_plan.models import Action, Axis, Finding, Recommendation, Risk
from gouvernail.awareness.models import Campaign
from gouvernail.collaboration.models import Space, UsageMeasure
from gouvernail.estate.models import Application, DirectoryMeasure, Equipment, ServiceLevel
from gouvernail.governance.models import Committee, Decision, Meeting, SchoolBreak, SchoolCalendar
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.organisations.models import Department, Organisation, Site
from gouvernail.plans.models import (
    Authorisation,
    BudgetLine,
    Capacity,
    DepreciationTerm,
    Envelope,
    FctvaTerms,
    FrozenPeriod,
    PlanRun,
    PlanVersion,
    ProjectBond,
    ProjectVariant,
    Subsidy,
    UnitPrice,
)
from gouvernail.policies.models import Policy, Process
from gouvernail.projects.models import Milestone, Need, Project
from gouvernail.statements.models import Statement
from gouvernail.studies.models import Scenario, Study
from gouvernail.suppliers.models import Contract, Supplier
from gouvernail.support.models import ClosedDays, OpeningHours, Request, WorkCalendar

DAY = date(2026, 1, 13)


def _supplier(place: Organisation, mark: str) -> Supplier:
    return Supplier.objects.get_or_create(organisation=place, name=f"Société {mark}", kind="support")[0]


def _project(place: Organisation, mark: str) -> Project:
    return Project.objects.get_or_create(organisation=place, title=f"Projet {mark}", life_cycle="en_cours")[0]


def _study(place: Organisation, mark: str) -> Study:
    return Study.objects.get_or_create(organisation=place, title=f"Étude {mark}", question="Comment faire ?")[0]


def _axis(place: Organisation, mark: str) -> Axis:
    return Axis.objects.get_or_create(organisation=place, name=f"Axe {mark}")[0]


def _committee(place: Organisation, mark: str) -> Committee:
    return Committee.objects.get_or_create(organisation=place, name=f"COPIL {mark}", kind="copil")[0]


def _meeting(place: Organisation, mark: str) -> Meeting:
    committee = _committee(place, mark)
    number = committee.meetings.count() + 1
    return Meeting.objects.create(
        organisation=place, committee=committee, number=number, held_on=PartialDate.parse("13/01/2026"), subject=mark
    )


MAKERS = {
    "organisation": lambda place, mark: Organisation.objects.create(
        name=f"École {mark}", slug=f"ecole-{mark}".lower(), kind="ecole", parent=place
    ),
    "site": lambda place, mark: Site.objects.create(organisation=place, name=f"Site {mark}"),
    "department": lambda place, mark: Department.objects.create(
        organisation=place, name=f"Service {mark}", headcount=9
    ),
    "equipment": lambda place, mark: Equipment.objects.create(organisation=place, name=f"PC-{mark}", type="pc_fixe"),
    "application": lambda place, mark: Application.objects.create(organisation=place, name=f"Application {mark}"),
    "supplier": _supplier,
    "contract": lambda place, mark: Contract.objects.create(
        organisation=place, supplier=_supplier(place, mark), title=f"Contrat {mark}", kind="support"
    ),
    "request": lambda place, mark: Request.objects.create(
        organisation=place, reference=f"D-{mark}", kind="support", opened_on=DAY
    ),
    "work_calendar": lambda place, mark: WorkCalendar.objects.create(
        organisation=place, name=f"Calendrier {mark}", zone="reunion"
    ),
    "opening_hours": lambda place, mark: OpeningHours.objects.create(
        organisation=place, since=DAY - timedelta(days=crc32(mark.encode()) % 9_000), monday="8 h–12 h"
    ),
    "closed_days": lambda place, mark: ClosedDays.objects.create(
        organisation=place, reason=f"Pont {mark}", first_day=DAY, last_day=DAY
    ),
    "campaign": lambda place, mark: Campaign.objects.create(organisation=place, name=f"Campagne {mark}", sent_on=DAY),
    "space": lambda place, mark: Space.objects.create(organisation=place, name=f"Espace {mark}"),
    "directory_measure": lambda place, mark: DirectoryMeasure.objects.create(
        organisation=place, directory=f"Annuaire {mark}", measured_on=DAY, accounts=120
    ),
    "service_level": lambda place, mark: ServiceLevel.objects.create(
        organisation=place,
        service=f"Service {mark}",
        month=DAY.replace(day=1),
        availability=Decimal("99.5"),
        target=Decimal("99.9"),
    ),
    "statement": lambda place, mark: Statement.objects.create(
        organisation=place, fact="licences-payees", subject=f"Logiciel {mark}", period=PartialDate.of_day(DAY), value=10
    ),
    "usage": lambda place, mark: UsageMeasure.objects.create(organisation=place, tool=f"Outil {mark}", measured_on=DAY),
    "axis": lambda place, mark: Axis.objects.create(organisation=place, name=f"Axe {mark}"),
    "finding": lambda place, mark: Finding.objects.create(organisation=place, title=f"Constat {mark}"),
    "risk": lambda place, mark: Risk.objects.create(organisation=place, title=f"Risque {mark}", likelihood=3, impact=4),
    "recommendation": lambda place, mark: Recommendation.objects.create(organisation=place, title=f"Conseil {mark}"),
    "action": lambda place, mark: Action.objects.create(organisation=place, title=f"Action {mark}"),
    "project": _project,
    "milestone": lambda place, mark: Milestone.objects.create(
        organisation=place, project=_project(place, mark), title=f"Jalon {mark}"
    ),
    "budget_line": lambda place, mark: BudgetLine.objects.create(organisation=place, year=2026, label=f"Ligne {mark}"),
    "need": lambda place, mark: Need.objects.create(organisation=place, title=f"Besoin {mark}"),
    "envelope": lambda place, mark: Envelope.objects.create(
        organisation=place, year=2026, section="investissement", axis=_axis(place, mark)
    ),
    "authorisation": lambda place, mark: Authorisation.objects.create(organisation=place, name=f"AP {mark}"),
    "subsidy": lambda place, mark: Subsidy.objects.create(
        organisation=place, scheme=f"Dotation {mark}", project=_project(place, mark)
    ),
    "fctva_terms": lambda place, mark: FctvaTerms.objects.create(
        organisation=place, regime="n1", since=DAY, note=f"Régime {mark}"
    ),
    "unit_price": lambda place, mark: UnitPrice.objects.create(
        organisation=place, type="pc_fixe", since=DAY, origin=f"Catalogue {mark}"
    ),
    "depreciation_term": lambda place, mark: DepreciationTerm.objects.create(
        organisation=place, account="21838", years=4, since=DAY, vote=f"Délibération {mark}"
    ),
    "project_bond": lambda place, mark: ProjectBond.objects.create(
        organisation=place, project=_project(place, mark), kind="exclusif", other=_project(place, f"{mark} bis")
    ),
    "frozen_period": lambda place, mark: FrozenPeriod.objects.create(
        organisation=place, label=f"Clôture {mark}", starts=PartialDate.of_day(DAY)
    ),
    "project_variant": lambda place, mark: ProjectVariant.objects.create(
        organisation=place, project=_project(place, mark), name=f"Variante {mark}", quarters=2
    ),
    "capacity": lambda place, mark: Capacity.objects.create(
        organisation=place, skill="Réseau", function=f"Administration {mark}"
    ),
    "plan_version": lambda place, mark: PlanVersion.objects.create(
        organisation=place, title=f"Version {mark}", made_on=DAY
    ),
    "plan_run": lambda place, mark: PlanRun.objects.create(
        organisation=place, title=f"Hypothèse {mark}", tax_basis="ttc"
    ),
    "study": _study,
    "scenario": lambda place, mark: Scenario.objects.create(study=_study(place, mark), name=f"Scénario {mark}"),
    "policy": lambda place, mark: Policy.objects.create(organisation=place, title=f"Charte {mark}", kind="charte"),
    "process": lambda place, mark: Process.objects.create(organisation=place, name=f"Processus {mark}"),
    "school_calendar": lambda place, mark: SchoolCalendar.objects.create(
        organisation=place, name=f"Vacances {mark}", zone="B"
    ),
    "school_break": lambda place, mark: SchoolBreak.objects.create(
        organisation=place, name=f"Pause {mark}", first_day=DAY, last_day=DAY
    ),
    "committee": _committee,
    "meeting": _meeting,
    "decision": lambda place, mark: Decision.objects.create(
        organisation=place, number="1", title=f"Décision {mark}", wording="Valider."
    ),
}


def make_object(kind: str, place: Organisation, mark: str = "A") -> Any:
    """Create an object of ``kind`` at ``place``; ``mark`` stands in its name, so that a test can look for it."""
    return MAKERS[kind](place, mark)
