"""A small plan: three projects, one of them mandatory, two ways to do another, a budget of two years, one post."""

from __future__ import annotations

from datetime import date

import pytest

from gouvernail.action_plan.models import Axis
from gouvernail.organisations.actors import system_actor
from gouvernail.plans.models import Capacity, Envelope, ProjectVariant
from gouvernail.plans.what_if import operations, running
from gouvernail.plans.what_if.forms import usual_settings
from gouvernail.plans.what_if.ground import ground_of
from tests.factories import make_organisation, make_project

ON = date(2027, 1, 4)
SYSTEM = system_actor("essai")


@pytest.fixture
def place(db):
    return make_organisation("Ville d’essai", lives_on=ON)


@pytest.fixture
def small(place):
    """Return the projects by name."""
    axis = Axis.objects.create(organisation=place, name="Infrastructure")
    backup = make_project(
        place, life_cycle="planifie", title="Sauvegarde", axis=axis, mandatory=True, risk_reduction=60
    )
    portal = make_project(place, life_cycle="idee", title="Portail", axis=axis, value=40)
    estate = make_project(place, life_cycle="idee", title="Parc", axis=axis, value=10)
    for project, name, quarters, cost, days in (
        (backup, "Serveurs", 2, 20_000, 10),
        (portal, "Achat", 3, 30_000, 20),
        (portal, "Location", 2, 8_000, 10),
        (estate, "Postes", 4, 40_000, 15),
    ):
        make_variant(project, name, quarters, cost, days)
    for year, amount in ((2027, 50_000), (2028, 50_000)):
        Envelope.objects.create(organisation=place, year=year, amount=amount, tax_basis="ttc")
    Capacity.objects.create(organisation=place, skill="Réseau", function="Technicien", posts=1, project_share=50)
    return {"backup": backup, "portal": portal, "estate": estate}


def make_variant(project, name, quarters, investment, days=None, **values):
    values = {"tax_basis": "ttc", "skill": "Réseau"} | values
    return ProjectVariant.objects.create(
        organisation=project.organisation,
        project=project,
        name=name,
        quarters=quarters,
        investment=investment,
        days=days,
        **values,
    )


@pytest.fixture
def ground(place, small):
    return ground_of(place, SYSTEM, ON)


@pytest.fixture
def by_hand(monkeypatch):
    """Start nothing by itself, and ask nothing besides the plan: a test computes when it wants to."""
    monkeypatch.setattr(operations, "start", lambda run: None)
    monkeypatch.setattr("gouvernail.plans.what_if.extras.MOST_ASKED", 0)
    monkeypatch.setattr("gouvernail.plans.what_if.extras.SHARES", ())


@pytest.fixture
def computed(place, small, by_hand):
    """Return a function that computes a what-if at once: settings given by name, the usual ones else."""

    def compute(title="Essai", seconds=2, actor=SYSTEM, **changes):
        from dataclasses import replace

        ground = ground_of(place, SYSTEM, ON)
        settings = replace(usual_settings(ground, {}), seconds=seconds, **changes)
        run = operations.ask(ground, settings, title=title, actor=actor)
        running.execute(run.pk)
        run.refresh_from_db()
        return run

    return compute
