"""Search across every register, a query a kind."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.registers.registry import registers

SHOWN_BY_KIND = 8


@dataclass(frozen=True)
class Hit:
    """One object found."""

    title: str
    href: str


@dataclass(frozen=True)
class HitGroup:
    """The objects of one kind that were found, and whether there are more."""

    label: str
    icon: str
    hits: list[Hit]
    more: bool


def find(text: str, *, place: Organisation, actor: Actor) -> list[HitGroup]:
    """Return what matches every word of ``text``, kind by kind, among what the person may see at ``place``."""
    groups = []
    for register in registers():
        if not register.search or not actor.sees_something(register.family, place):
            continue
        wanted = Q()
        for word in text.split():
            some = Q()
            for name in register.search:
                some |= Q(**{f"{name}__folded": word})
            wanted &= some
        found = list(register.objects(place, actor).filter(wanted)[: SHOWN_BY_KIND + 1])
        if found:
            hits = [Hit(register.title(one), register.href(place, one)) for one in found[:SHOWN_BY_KIND]]
            groups.append(HitGroup(register.label_plural.capitalize(), register.icon, hits, len(found) > SHOWN_BY_KIND))
    return groups
