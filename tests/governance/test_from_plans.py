"""Taking a what-if and the plan in force to a committee: a decision with two options, and nothing adopted."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from gouvernail.action_plan.models import Axis
from gouvernail.governance.from_plans import decision_on, put_plans
from gouvernail.governance.models import Decision
from gouvernail.journal.models import Entry
from gouvernail.organisations.actors import actor_of
from gouvernail.organisations.enums import Role
from gouvernail.plans.models import PlanRun
from tests.documents.ppi.conftest import make_run
from tests.factories import make_project
from tests.governance.committee import TODAY, make_sitting
from tests.worlds import person


@pytest.fixture
def sitting(world):
    return make_sitting(world.agglomeration)


@pytest.fixture
def run(world):
    place = world.agglomeration
    axis = Axis.objects.create(organisation=place, name="Axe")
    projects = {name: make_project(place, title=name, axis=axis) for name in ("servers", "portal")}
    return make_run(place, projects, "Budget réduit", {"servers": ("2016-T2", "2016-T3")})


@pytest.fixture
def site(world):
    client = Client()
    client.force_login(world.owner)
    return client


def address(run):
    return reverse("plan_run_put", args=[run.organisation.slug, run.pk])


def test_the_page_puts_the_plans_to_the_meeting_once(site, run, sitting):
    page = reverse("plan_run", args=[run.organisation.slug, run.pk])
    assert address(run) in site.get(page).content.decode()
    assert "Budget réduit" in site.get(address(run)).content.decode()
    answer = site.post(address(run), {"meeting": sitting.meeting.pk, "wording": "Choisir."})
    decision = Decision.objects.get(pk=decision_on(run).pk)
    assert answer.status_code == 302
    assert (decision.meeting_id, decision.wording) == (sitting.meeting.pk, "Choisir.")
    assert decision.options == "Retenir « Budget réduit »"
    point = sitting.meeting.agenda.get(object_kind="decision", object_id=decision.pk)
    assert point.kind == "decision"
    assert PlanRun.objects.get(pk=run.pk).adopted_at is None
    assert address(run) not in site.get(page).content.decode()
    assert site.get(address(run)).status_code == 404


def test_an_empty_wording_is_refused_and_nothing_is_written(site, run):
    entries = Entry.objects.count()
    assert site.post(address(run), {"wording": " "}).status_code == 422
    assert decision_on(run) is None
    assert Entry.objects.count() == entries


@pytest.mark.parametrize("who", ["neighbour", "stranger"])
def test_nobody_else_may(world, run, who):
    client = Client()
    client.force_login(getattr(world, who))
    assert client.post(address(run), {"wording": "X"}).status_code == 404
    assert decision_on(run) is None


def test_an_elected_person_may_not_write_the_decision(world, run):
    elected = person("elu@agglo.example", Role.ELECTED, world.agglomeration)
    with pytest.raises(PermissionDenied):
        put_plans(run, meeting=None, wording="X", actor=actor_of(elected, TODAY))
