"""Who holds which role, and what the journal tells of a place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Q

from gouvernail.journal.models import Entry
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Membership, Organisation
from gouvernail.registers.history import HistoryLine, told


@dataclass(frozen=True)
class RoleLine:
    """A role held at or below a place, and whether the reader may take it back."""

    membership: Membership
    may_change: bool
    is_over: bool
    confided: int


def roles_held(place: Organisation, actor: Actor, today: date) -> list[RoleLine]:
    """Return the roles held at or below a place (two queries)."""
    memberships = (
        Membership.objects.filter(organisation__path__startswith=place.path)
        .select_related("user", "organisation")
        .prefetch_related("grants")
    )
    return [
        RoleLine(
            one,
            actor.may_give(one.role, one.organisation),
            one.until is not None and one.until < today,
            len(one.grants.all()),
        )
        for one in memberships
    ]


SENSITIVE = ("consulter", "exporter")
"""Who read or took away what is closed to some."""


def journal_page(
    place: Organisation, number: str | None, text: str, *, sensitive: bool = False
) -> tuple[Page, list[HistoryLine]]:
    """Return a page of the journal of a place, with names put on it; ``sensitive`` keeps who read what is closed."""
    entries = Entry.objects.filter(place__startswith=place.path)
    if sensitive:
        entries = entries.filter(verb__in=SENSITIVE)
    if text:
        entries = entries.filter(Q(label__folded=text) | Q(verb__folded=text) | Q(kind__folded=text))
    page = Paginator(entries, 50).get_page(number)
    return page, told(list(page.object_list))
