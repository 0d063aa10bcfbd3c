"""Two agglomerations that must never see each other, and the three standing people of every test."""

from __future__ import annotations

from dataclasses import dataclass

from gouvernail.accounts.models import User
from gouvernail.organisations.enums import Role
from gouvernail.organisations.models import Membership, Organisation

PASSWORD = "une-phrase-pour-les-essais"


@dataclass(frozen=True)
class World:
    """Two trees: an agglomeration with two communes, and a stranger agglomeration with one."""

    agglomeration: Organisation
    commune: Organisation
    neighbour_commune: Organisation
    stranger_agglomeration: Organisation
    owner: User
    neighbour: User
    stranger: User


def person(email: str, role: Role, organisation: Organisation) -> User:
    """Return somebody who signs in with ``PASSWORD`` and holds one role."""
    user = User.objects.create_user(email, PASSWORD, name=email.split("@")[0])
    Membership.objects.create(user=user, organisation=organisation, role=role, since="2020-01-01")
    return user


def make_world() -> World:
    """Create the two agglomerations and the three people: owner above, neighbour beside, stranger elsewhere."""
    agglomeration = Organisation.objects.create(name="Agglomération d’Essai", slug="agglo", kind="ca")
    commune = Organisation.objects.create(name="Commune d’Essai", slug="commune", kind="commune", parent=agglomeration)
    beside = Organisation.objects.create(name="Commune voisine", slug="voisine", kind="commune", parent=agglomeration)
    elsewhere = Organisation.objects.create(name="Agglomération étrangère", slug="etrangere", kind="ca")
    return World(
        agglomeration,
        commune,
        beside,
        elsewhere,
        person("owner@agglo.example", Role.DSI, agglomeration),
        person("neighbour@agglo.example", Role.REFERENT, beside),
        person("stranger@elsewhere.example", Role.ADMINISTRATOR, elsewhere),
    )
