"""The thread, both ways, and never through somebody else's house."""

from itertools import pairwise

import pytest
from django.test import Client

from gouvernail.organisations.actors import actor_of, system_actor
from gouvernail.plans.models import BudgetLine
from gouvernail.registers.models import Link, Relation
from gouvernail.registers.operations import delete_object, link_objects
from gouvernail.registers.registry import register_of
from gouvernail.registers.threads import thread_of
from tests.objects import DAY, make_object

CHAIN = ("finding", "risk", "recommendation", "action", "project")


@pytest.fixture
def chain(world):
    objects = [make_object(kind, world.commune) for kind in CHAIN]
    steps = [(register_of(kind), one) for kind, one in zip(CHAIN, objects, strict=True)]
    for first, second in pairwise(steps):
        link_objects(first, second, relation=Relation.LEADS_TO, actor=system_actor("essai"))
    return dict(zip(CHAIN, objects, strict=True))


def _kinds(groups):
    return [group.kind for group in groups]


def _thread(world, chain, kind, user=None):
    actor = actor_of(user or world.owner, DAY)
    return thread_of(register_of(kind), chain[kind], actor=actor, place=world.agglomeration, today=DAY)


def test_the_thread_walks_both_ways(world, chain):
    thread = _thread(world, chain, "recommendation")
    assert _kinds(thread.before) == ["finding", "risk"]
    assert _kinds(thread.after) == ["action", "project"]


def test_a_budget_line_of_a_project_is_part_of_its_thread(world, chain):
    BudgetLine.objects.create(organisation=world.commune, year=2026, label="Serveurs", project=chain["project"])
    assert _kinds(_thread(world, chain, "finding").after)[-1] == "budget_line"


def test_a_loop_ends(world, chain):
    link_objects(
        (register_of("project"), chain["project"]),
        (register_of("finding"), chain["finding"]),
        relation=Relation.LEADS_TO,
        actor=system_actor("essai"),
    )
    assert set(_kinds(_thread(world, chain, "finding").after)) == set(CHAIN) - {"finding"}


def test_what_the_reader_may_not_see_is_not_shown(world, chain):
    thread = _thread(world, chain, "action", user=world.neighbour)
    assert thread.is_empty


def test_deleting_an_object_takes_its_links(world, chain):
    delete_object(register_of("risk"), chain["risk"], actor=system_actor("essai"))
    assert not Link.objects.filter(from_kind="risk").exists()
    assert not Link.objects.filter(to_kind="risk").exists()


def test_linking_by_the_form_and_unlinking(world):
    action, project = make_object("action", world.commune), make_object("project", world.commune)
    client = Client()
    client.force_login(world.owner)
    page = f"/c/agglo/actions/{action.pk}/"
    client.post(f"{page}lier/", {"other": f"project:{project.pk}", "direction": "before", "relation": "mene_a"})
    link = Link.objects.get()
    assert (link.from_kind, link.to_kind) == ("project", "action")
    assert "Projet A" in client.get(page).content.decode()
    client.post(f"{page}delier/{link.pk}/")
    assert not Link.objects.exists()


def test_a_link_is_removed_only_from_one_of_its_ends(world, chain):
    other = make_object("action", world.commune, "B")
    client = Client()
    client.force_login(world.owner)
    link = Link.objects.first()
    assert client.post(f"/c/agglo/actions/{other.pk}/delier/{link.pk}/").status_code == 404
    assert Link.objects.filter(pk=link.pk).exists()
