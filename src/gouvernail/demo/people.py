"""Who may sign in to the demonstration: functions, never persons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from gouvernail.accounts.models import User
from gouvernail.demo.building import Builder
from gouvernail.demo.sheets import PLACES, read_subject
from gouvernail.organisations.enums import Role
from gouvernail.organisations.models import Membership, ObjectGrant


@dataclass(frozen=True)
class DemoAccount:
    """An account to try: where it signs in with what, and what it is there."""

    email: str
    password: str
    role_label: str
    place_name: str


def declared_accounts() -> Iterator[DemoAccount]:
    """Yield the accounts that the files declare, whether they are loaded or not."""
    for folder in PLACES:
        tree, people = read_subject(folder, "organisations"), read_subject(folder, "people")
        names = dict(_names(tree))
        for person in people["accounts"]:
            place = names[person.get("place", tree["slug"])]
            yield DemoAccount(person["email"], people["password"], _label(person), place)


def _label(person: dict[str, Any]) -> str:
    return person.get("label") or str(Role(person["role"]).label)


def _names(tree: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield tree["slug"], tree["name"]
    for child in tree.get("children") or []:
        yield from _names(child)


def open_accounts(folder: str, builder: Builder) -> int:
    """Create the accounts of a place with their roles and the objects confided to them; return how many.

    The password of a place is hashed once for all its accounts: it is public, and hashing is slow by design.
    """
    people = read_subject(folder, "people")
    hashed = make_password(people["password"])
    for person in people["accounts"]:
        place = builder.places[person["place"]] if "place" in person else builder.place
        user = User.objects.create(email=person["email"], name=person["name"], function=_label(person), password=hashed)
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
        member = Membership.objects.create(user=user, organisation=place, role=person["role"], since=people["since"])
        ObjectGrant.objects.bulk_create(
            ObjectGrant(membership=member, kind=kind, object_id=builder.find(kind, name).pk)
            for kind, names in (person.get("confided") or {}).items()
            for name in names
        )
    return len(people["accounts"])
