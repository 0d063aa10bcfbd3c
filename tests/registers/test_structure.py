"""The tree itself: attaching a new collectivité, keeping each at its place, deleting nothing that others need."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from gouvernail.awareness.models import CampaignResult
from gouvernail.estate.models import Equipment
from gouvernail.journal.models import Entry
from gouvernail.organisations.actors import actor_of, system_actor
from gouvernail.organisations.enums import Role
from gouvernail.organisations.models import Membership, Organisation
from gouvernail.projects.models import Milestone
from gouvernail.registers.models import Link
from gouvernail.registers.operations import link_objects, save_object
from gouvernail.registers.registry import register_of
from tests.factories import make_budget_line
from tests.objects import DAY, make_object
from tests.worlds import person


def _client(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _typed(**changes):
    return {"name": "Commune nouvelle", "slug": "nouvelle", "kind": "commune"} | changes


def test_a_commune_is_attached_to_the_agglomeration_and_gets_its_place_below(world):
    answer = _client(world.owner).post("/c/agglo/collectivites/nouveau/", _typed(parent=world.agglomeration.pk))
    assert answer.status_code == 302
    made = Organisation.objects.get(slug="nouvelle")
    assert made.path == f"{world.agglomeration.path}{made.pk:04d}/"


@pytest.mark.parametrize("parent", ["", "stranger_agglomeration", "commune"])
def test_one_attaches_neither_to_nothing_nor_where_one_has_no_right(world, parent):
    neighbour_of_all = person("referent@agglo.example", Role.REFERENT, world.neighbour_commune)
    value = getattr(world, parent).pk if parent else ""
    answer = _client(neighbour_of_all).post("/c/voisine/collectivites/nouveau/", _typed(parent=value))
    assert answer.status_code == 422
    assert not Organisation.objects.filter(slug="nouvelle").exists()


def test_a_root_is_not_made_from_below(world):
    root = Organisation(name="Racine", slug="racine", kind="ca")
    with pytest.raises(PermissionDenied):
        save_object(register_of("organisation"), root, actor=actor_of(world.owner, DAY))


def test_an_organisation_keeps_its_place_in_the_tree_when_its_sheet_is_changed(world):
    page = f"/c/agglo/collectivites/{world.commune.pk}/modifier/"
    for parent in ("", world.neighbour_commune.pk):
        typed = _typed(name="Renommée", slug="commune", parent=parent)
        assert _client(world.owner).post(page, typed).status_code == 302
        world.commune.refresh_from_db()
        assert (world.commune.name, world.commune.parent) == ("Renommée", world.agglomeration)


def test_an_organisation_that_holds_anything_is_not_deleted(world):
    person("admin@commune.example", Role.ADMINISTRATOR, world.commune)
    client, page = _client(world.owner), f"/c/agglo/collectivites/{world.commune.pk}/supprimer/"
    assert client.post(page).status_code == 409
    Membership.objects.filter(organisation=world.commune).delete()
    equipment = make_object("equipment", world.commune)
    answer = client.post(page)
    assert answer.status_code == 409
    assert str(equipment) in answer.content.decode()
    equipment.delete()
    assert client.post(page).status_code == 302
    assert not Organisation.objects.filter(pk=world.commune.pk).exists()


def test_a_site_is_not_taken_away_from_the_equipment_that_stands_there(world):
    site = make_object("site", world.commune)
    equipment = make_object("equipment", world.commune)
    Equipment.objects.filter(pk=equipment.pk).update(site=site)
    assert _client(world.owner).post(f"/c/agglo/sites/{site.pk}/supprimer/").status_code == 409
    equipment.refresh_from_db()
    assert equipment.site == site


def test_a_department_does_not_take_the_results_of_a_campaign_along(world):
    department, campaign = make_object("department", world.commune), make_object("campaign", world.commune)
    CampaignResult.objects.create(campaign=campaign, department=department, recipients=9, clicked=1)
    client = _client(world.owner)
    assert client.post(f"/c/agglo/services/{department.pk}/supprimer/").status_code == 409
    assert CampaignResult.objects.count() == 1
    assert client.post(f"/c/agglo/campagnes/{campaign.pk}/supprimer/").status_code == 302
    assert not CampaignResult.objects.exists(), "the results of a campaign are part of it"


def test_a_project_takes_its_milestones_along_and_says_so(world):
    milestone = make_object("milestone", world.commune)
    project, other = milestone.project, make_object("action", world.commune)
    for kind, obj in (("milestone", milestone), ("project", project)):
        link_objects(
            (register_of(kind), obj), (register_of("action"), other), relation="mene_a", actor=system_actor("essai")
        )
    client, page = _client(world.owner), f"/c/agglo/projets/{project.pk}/supprimer/"
    assert str(milestone) in client.get(page).content.decode()
    assert client.post(page).status_code == 302
    assert not Milestone.objects.exists()
    assert not Link.objects.exists()
    assert set(Entry.objects.filter(verb="supprimer").values_list("kind", flat=True)) == {"milestone", "project"}


def test_a_project_with_a_budget_line_is_not_deleted_and_keeps_its_milestones(world):
    milestone = make_object("milestone", world.commune)
    make_budget_line(world.commune, 2026, 100, project=milestone.project)
    page = f"/c/agglo/projets/{milestone.project_id}/supprimer/"
    assert _client(world.owner).post(page).status_code == 409
    assert Milestone.objects.count() == 1
    assert not Entry.objects.filter(verb="supprimer").exists()
