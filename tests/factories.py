"""Small makers of objects; append, do not change: other tests rely on their defaults."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count

from gouvernail.action_plan.models import Action
from gouvernail.awareness.models import Campaign, CampaignResult
from gouvernail.estate.models import Equipment
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.organisations.models import Department, Organisation, Site
from gouvernail.plans.models import BudgetLine
from gouvernail.projects.models import Project
from gouvernail.suppliers.models import Contract, Supplier
from gouvernail.support.models import Request

_numbers = count(1)


def make_organisation(name: str = "", parent: Organisation | None = None, **values) -> Organisation:
    number = next(_numbers)
    values.setdefault("kind", "cc" if parent is None else "commune")
    return Organisation.objects.create(
        name=name or f"Collectivité {number}", slug=f"place-{number}", parent=parent, **values
    )


def make_department(organisation: Organisation, headcount: int | None = 10, name: str = "") -> Department:
    name = name or f"Service {next(_numbers)}"
    return Department.objects.create(organisation=organisation, name=name, headcount=headcount)


def make_site(organisation: Organisation, name: str = "") -> Site:
    return Site.objects.create(organisation=organisation, name=name or f"Site {next(_numbers)}")


def make_request(organisation: Organisation, opened_on: date, days: int | None = None, **values) -> Request:
    """A request resolved after ``days``, or still open."""
    values.setdefault("kind", "support")
    closed_on = None if days is None else opened_on + timedelta(days=days)
    return Request.objects.create(
        organisation=organisation, reference=f"D-{next(_numbers)}", opened_on=opened_on, closed_on=closed_on, **values
    )


def make_equipment(organisation: Organisation, **values) -> Equipment:
    values.setdefault("type", "pc_fixe")
    return Equipment.objects.create(organisation=organisation, name=f"PC-{next(_numbers)}", **values)


def make_campaign(organisation: Organisation, sent_on: date, results: dict[Department, tuple[int, int]]) -> Campaign:
    """A campaign with (recipients, clicked) for each department."""
    campaign = Campaign.objects.create(organisation=organisation, name=f"Campagne {next(_numbers)}", sent_on=sent_on)
    for department, (recipients, clicked) in results.items():
        CampaignResult.objects.create(campaign=campaign, department=department, recipients=recipients, clicked=clicked)
    return campaign


def make_contract(organisation: Organisation, **values) -> Contract:
    supplier = Supplier.objects.get_or_create(organisation=organisation, name="Société d’essai", kind="support")[0]
    values.setdefault("kind", "support")
    return Contract.objects.create(
        organisation=organisation, supplier=supplier, title=f"Contrat {next(_numbers)}", **values
    )


def make_action(organisation: Organisation, status: str = "en_cours", due: str = "", **values) -> Action:
    return Action.objects.create(
        organisation=organisation, title=f"Action {next(_numbers)}", status=status, due=partial(due), **values
    )


def make_project(organisation: Organisation, starts: str = "", ends: str = "", **values) -> Project:
    values.setdefault("life_cycle", "en_cours")
    values.setdefault("title", f"Projet {next(_numbers)}")
    return Project.objects.create(organisation=organisation, starts=partial(starts), ends=partial(ends), **values)


def make_budget_line(organisation: Organisation, year: int, planned: int | None, **values) -> BudgetLine:
    values.setdefault("section", "investissement")
    values.setdefault("tax_basis", "ttc")
    values.setdefault("label", f"Ligne {next(_numbers)}")
    return BudgetLine.objects.create(organisation=organisation, year=year, planned=planned, **values)


def partial(text: str) -> PartialDate | None:
    """A date as people write it, or none."""
    return PartialDate.parse(text) if text else None
