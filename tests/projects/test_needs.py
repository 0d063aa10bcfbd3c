from datetime import date

import pytest
from django.urls import reverse

from gouvernail.organisations.actors import actor_of
from gouvernail.organisations.enums import Role
from gouvernail.projects.models import Need, Project
from gouvernail.projects.needs import make_project_of
from gouvernail.registers.models import Link
from gouvernail.registers.operations import RefusedError
from tests.factories import make_organisation, partial
from tests.worlds import person

ON = date(2026, 1, 13)


@pytest.fixture
def need(db):
    place = make_organisation(lives_on=ON)
    return Need.objects.create(
        organisation=place, title="Signer à distance", benefit="Moins de papier", sponsor_role="Direction des finances",
        wanted=partial("T3 2026"),
    )  # fmt: skip


@pytest.fixture
def dsi(need):
    return person("dsi@essai.example", Role.DSI, need.organisation)


def test_a_need_becomes_a_project_tied_to_it(client, need, dsi):
    client.force_login(dsi)
    sheet = client.get(reverse("need_sheet", args=[need.organisation.slug, need.pk])).content.decode()
    assert "Faire un projet" in sheet
    answer = client.post(reverse("need_to_project", args=[need.organisation.slug, need.pk]))
    project = Project.objects.get()
    assert str(project.pk) in answer["Location"]
    assert (project.title, project.sponsor_role, project.deadline) == (need.title, need.sponsor_role, need.wanted)
    assert "Moins de papier" in project.description
    assert Link.objects.filter(from_kind="need", from_id=need.pk, to_kind="project", to_id=project.pk).exists()
    need.refresh_from_db()
    assert need.state == "devenu_projet"


def test_a_need_becomes_one_project_only(need, dsi):
    make_project_of(need, actor=actor_of(dsi, ON))
    with pytest.raises(RefusedError):
        make_project_of(need, actor=actor_of(dsi, ON))
    assert Project.objects.count() == 1


def test_those_who_only_read_make_no_project(client, need):
    client.force_login(person("elue@essai.example", Role.ELECTED, need.organisation))
    assert client.post(reverse("need_to_project", args=[need.organisation.slug, need.pk])).status_code == 403
    assert not Project.objects.exists()
