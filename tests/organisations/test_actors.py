from datetime import date

import pytest

from gouvernail.estate.models import Application
from gouvernail.organisations.actors import NOBODY, actor_of, system_actor
from gouvernail.organisations.enums import Role
from gouvernail.organisations.models import Membership, ObjectGrant
from gouvernail.organisations.rights import EDIT, VIEW
from tests.worlds import person

TODAY = date(2026, 1, 13)


def test_a_role_holds_below_its_place_and_nowhere_else(world):
    owner = actor_of(world.owner, TODAY)
    assert owner.can(VIEW, "facts", world.agglomeration)
    assert owner.can(EDIT, "facts", world.commune)
    assert not owner.enters(world.stranger_agglomeration)


def test_a_commune_does_not_see_its_neighbour_nor_the_agglomeration(world):
    neighbour = actor_of(world.neighbour, TODAY)
    assert neighbour.enters(world.neighbour_commune)
    assert not neighbour.enters(world.commune)
    assert not neighbour.enters(world.agglomeration)


def test_a_path_that_only_looks_alike_is_another_place(world):
    """« 0001/ » must not open « 00012/ » or « 0001x »."""
    neighbour = actor_of(world.neighbour, TODAY)
    assert not neighbour.enters(world.neighbour_commune.path.rstrip("/") + "1/")


def test_scope_keeps_what_stands_below(world):
    here = Application.objects.create(organisation=world.commune, name="Ici")
    Application.objects.create(organisation=world.stranger_agglomeration, name="Ailleurs")
    owner = actor_of(world.owner, TODAY)
    assert list(Application.objects.filter(owner.scope(VIEW, "facts", "application"))) == [here]


@pytest.mark.parametrize(("until", "holds"), [(None, True), ("2026-01-13", True), ("2026-01-12", False)])
def test_a_role_ends_on_its_day(world, until, holds):
    Membership.objects.filter(user=world.owner).update(until=until)
    assert actor_of(world.owner, TODAY).enters(world.agglomeration) is holds


def test_a_role_that_has_not_begun_opens_nothing(world):
    Membership.objects.filter(user=world.owner).update(since="2026-01-14")
    assert not actor_of(world.owner, TODAY).enters(world.agglomeration)


def test_an_inactive_account_opens_nothing(world):
    world.owner.is_active = False
    assert actor_of(world.owner, TODAY) is NOBODY


def test_a_provider_sees_only_what_was_confided(world):
    user = person("provider@agglo.example", Role.PROVIDER, world.agglomeration)
    ObjectGrant.objects.create(membership=user.memberships.get(), kind="action", object_id=7)
    provider = actor_of(user, TODAY)
    assert not provider.can(VIEW, "actions", world.agglomeration)
    assert provider.can_object(EDIT, "actions", "action", 7, world.agglomeration.path)
    assert not provider.can_object(VIEW, "actions", "action", 8, world.agglomeration.path)
    assert not provider.can_object(VIEW, "projects", "project", 7, world.agglomeration.path)
    assert provider.sees_something("actions", world.agglomeration)
    assert not provider.sees_something("facts", world.agglomeration)


def test_who_may_give_which_role(world):
    owner = actor_of(world.owner, TODAY)
    assert owner.may_give(Role.REFERENT, world.commune)
    assert not owner.may_give(Role.ADMINISTRATOR, world.commune)
    assert not owner.may_give(Role.AGENT, world.stranger_agglomeration)
    assert not actor_of(world.neighbour, TODAY).may_give(Role.AGENT, world.neighbour_commune)


def test_a_machine_may_do_its_work(world):
    assert system_actor("demo").can(EDIT, "budget", world.agglomeration)
