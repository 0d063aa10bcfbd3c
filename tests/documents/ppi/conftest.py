"""A plan of four years in the form of document 001, a computed plan behind it, and a cheaper one beside it."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from gouvernail.action_plan.models import Axis, Finding, Recommendation, Risk
from gouvernail.organisations.actors import system_actor
from gouvernail.plans.models import PlanRun, RunState
from gouvernail.plans.what_if.operations import version_of_run
from tests.factories import make_budget_line, make_organisation, make_project

ON = date(2016, 2, 15)
SYSTEM = system_actor("essai")
PLANNED = {
    "Infrastructure": {2016: 175_000, 2017: 34_000},
    "Outils": {2016: 344_000, 2017: 210_000, 2018: 40_000, 2019: 35_000},
    "Service": {2016: 10_000},
}


@pytest.fixture
def place(db):
    return make_organisation("Ville d’essai", lives_on=ON, population=10_000, population_source="Recensement fictif")


@pytest.fixture
def axes(place):
    names = enumerate(PLANNED, 1)
    return {name: Axis.objects.create(organisation=place, name=name, order=order) for order, name in names}


@pytest.fixture
def lines(place, axes):
    """The seven envelopes, TTC unless a test changes it."""
    return [
        make_budget_line(
            place, year, amount, label=f"Enveloppe {name}", axis=axes[name], section="investissement", tax_basis="ttc"
        )
        for name, by_year in PLANNED.items()
        for year, amount in by_year.items()
    ]


@pytest.fixture
def audit(place, axes):
    Finding.objects.create(
        organisation=place, title="Serveurs hors support", consequence="Perte de données", axis=axes["Infrastructure"]
    )
    Risk.objects.create(organisation=place, title="Trois semaines d’arrêt")
    Recommendation.objects.create(organisation=place, number="1.1", title="Doubler les serveurs", priority=1)


@pytest.fixture
def projects(place, axes):
    return {
        "servers": make_project(place, title="Serveurs", axis=axes["Infrastructure"], mandatory=True),
        "portal": make_project(place, title="Portail", axis=axes["Outils"]),
        "hiring": make_project(place, title="Renfort", axis=axes["Service"]),
    }


@pytest.fixture
def run(place, projects):
    """The plan adopted: servers in T2 and T3 2016, the portal over 2017; the third project has nothing to plan with."""
    found = make_run(
        place, projects, "Plan proposé", {"servers": ("2016-T2", "2016-T3"), "portal": ("2017-T1", "2017-T4")}
    )
    found.version = version_of_run(found)
    found.adopted_at = datetime(2016, 2, 15, 9, tzinfo=ZoneInfo("UTC"))
    found.save()
    return found


@pytest.fixture
def cheaper(place, projects):
    """A what-if: the servers are late, the portal is left out."""
    why = [{"project": f"p{projects['portal'].pk}", "sentence": "« Portail » n’est pas retenu : enveloppe dépassée."}]
    return make_run(place, projects, "Budget réduit", {"servers": ("2016-T4", "2017-T1")}, why)


def make_run(place, projects, title, placed, why=()):
    """Return a run as the engine would have left it; the engine itself has its own tests."""
    modes = {"servers": ("45000.00", 2), "portal": ("30000.00", 4)}
    written = [
        {
            "key": f"p{projects[name].pk}",
            "label": projects[name].title,
            "axis": projects[name].axis.name,
            "value": "10",
            "mandatory": projects[name].mandatory,
            "modes": [
                {"key": "v1", "label": "Achat", "duration": quarters, "investment": [amount] * quarters, "work": {}}
            ],
        }
        for name, (amount, quarters) in modes.items()
    ]
    rows = [
        {"key": f"p{projects[name].pk}", "kept": True, "mode": "v1", "start": first, "end": last}
        for name, (first, last) in placed.items()
    ]
    problem = {
        "format": "gouvernail-plan/1", "title": place.name, "basis": "ttc",
        "calendar": {"first": "2016-T1", "periods": 16}, "projects": written, "envelopes": [], "skills": [],
    }  # fmt: skip
    result = {
        "projects": rows, "explanations": list(why), "envelopes": [],
        "certificate": {"word": "optimal", "sentence": "Prouvé.", "gap": "0"},
    }  # fmt: skip
    return PlanRun.objects.create(
        organisation=place, title=title, tax_basis="ttc", state=RunState.DONE, problem=problem, result=result,
        left_apart=["« Renfort » : ni variante ni dates, il n’entre pas dans le calcul."],
    )  # fmt: skip
