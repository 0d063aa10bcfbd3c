"""A decision taken becomes the project that carries it out, once, and never shows what is closed to some."""

import pytest
from django.test import Client
from django.urls import reverse

from gouvernail.governance.from_decisions import make_project_of
from gouvernail.organisations.enums import Role
from gouvernail.projects.models import Project
from gouvernail.registers.models import Link
from gouvernail.registers.operations import RefusedError
from tests.governance.committee import make_sitting
from tests.studies.making import acting
from tests.worlds import person


@pytest.fixture
def decision(world):
    made = make_sitting(world.agglomeration).decide("3.1")
    made.outcome, made.owner_role = "adoptee", "DSI"
    made.save()
    return made


def _address(decision) -> str:
    return reverse("decision_to_project", args=[decision.organisation.slug, decision.pk])


def _client(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_decision_taken_becomes_a_project_tied_to_it(world, decision):
    owner = _client(world.owner)
    sheet = reverse("decision_sheet", args=[decision.organisation.slug, decision.pk])
    assert "Faire un projet" in owner.get(sheet).content.decode()
    answer = owner.post(_address(decision))
    project = Project.objects.get()
    assert str(project.pk) in answer["Location"]
    assert (project.title, project.description) == (decision.title, decision.final_wording)
    assert project.sponsor_role == "DSI"
    assert Link.objects.filter(from_kind="decision", from_id=decision.pk, to_kind="project", to_id=project.pk).exists()
    assert "Faire un projet" not in owner.get(sheet).content.decode()
    owner.post(_address(decision))
    assert Project.objects.count() == 1


@pytest.mark.parametrize(("field", "value"), [("outcome", "rejetee"), ("outcome", "proposee"), ("circle", "direction")])
def test_what_was_not_taken_or_is_closed_makes_no_project(world, decision, field, value):
    setattr(decision, field, value)
    decision.save()
    with pytest.raises(RefusedError):
        make_project_of(decision, actor=acting(world.owner))
    assert not Project.objects.exists()


def test_those_who_only_read_and_strangers_make_no_project(world, decision):
    elected = person("elue@agglo.example", Role.ELECTED, world.agglomeration)
    assert _client(elected).post(_address(decision)).status_code == 403
    assert _client(world.stranger).post(_address(decision)).status_code == 404
    assert not Project.objects.exists()
