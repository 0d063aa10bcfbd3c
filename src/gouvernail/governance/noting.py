"""What is said in a meeting, point by point, written by several people at once: nothing overwritten, nothing lost."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from gouvernail.governance.acts import demand, journal
from gouvernail.governance.models import AgendaItem, CommitteeKind, Meeting, MeetingState, SentOn
from gouvernail.governance.operations import open_for_notes
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.rights import DECIDE
from gouvernail.registers.operations import RefusedError

GENERAL = 0
"""The key of what is said outside the points of the agenda."""


@dataclass(frozen=True)
class NoteConflict:
    """A note that somebody else changed meanwhile: its key, what stands there now, what was about to replace it."""

    key: int
    stored: str
    typed: str


def digest_of(text: str) -> str:
    """Return the short fingerprint of a note as it is on screen."""
    return hashlib.sha256(plain(text).encode()).hexdigest()[:16]


def plain(text: str) -> str:
    """Return a note as it is kept: browsers send their own line ends."""
    return text.replace("\r\n", "\n").strip()


def take_notes(
    meeting: Meeting,
    notes: str,
    by_item: Mapping[int, str],
    *,
    actor: Actor,
    seen: Mapping[int, str] | None = None,
) -> list[NoteConflict]:
    """Keep what was said, in summary and under each point of the agenda; no name is asked for.

    ``seen`` gives the fingerprint of each note as the person had it on screen (``GENERAL`` for the summary). A note
    changed meanwhile by somebody else is not overwritten: it comes back as a conflict, the others are kept.
    """
    demand(actor, DECIDE, meeting.organisation)
    seen = seen or {}
    conflicts: list[NoteConflict] = []

    def may_write(key: int, stored: str, typed: str) -> bool:
        if typed == stored:
            return False
        if key in seen and seen[key] != digest_of(stored):
            if seen[key] != digest_of(typed):  # a note left as it was seen takes nothing from the other's
                conflicts.append(NoteConflict(key, stored, typed))
            return False
        return True

    with transaction.atomic():
        meeting = open_for_notes(meeting)
        changed = []
        for item in meeting.agenda.all():
            typed = plain(by_item.get(item.pk, item.minutes))
            if may_write(item.pk, item.minutes, typed):
                item.minutes = typed
                item.save(update_fields=["minutes"])
                changed.append(item.title)
        if may_write(GENERAL, meeting.notes, plain(notes)):
            meeting.notes = plain(notes)
            meeting.save(update_fields=["notes", "updated_at"])
            changed.append(_("propos tenus"))
        if changed:
            journal(actor, "releve", meeting, {"points": changed})
    return conflicts


def send_on(item: AgendaItem, where: str, *, actor: Actor) -> AgendaItem:
    """Put a point off to the next meeting, or send it up to the COPIL; an empty ``where`` takes that back."""
    demand(actor, DECIDE, item.meeting.organisation)
    if where and where not in SentOn.values:
        raise RefusedError(_("Choisissez : reporté, ou remonté au COPIL."))
    with transaction.atomic():
        meeting = open_for_notes(item.meeting)
        if where == SentOn.ABOVE and meeting.committee.kind == CommitteeKind.COPIL:
            raise RefusedError(_("Le COPIL n’a pas d’instance au-dessus de lui : reportez le point."))
        item = meeting.agenda.get(pk=item.pk)
        if item.sent_on != where:
            item.resumed_by.filter(meeting__state=MeetingState.PREPARED).delete()  # it goes nowhere, or elsewhere
            item.sent_on = where
            item.save(update_fields=["sent_on"])
            words = item.get_sent_on_display() or _("traité en séance")
            journal(actor, "ordre_du_jour", meeting, {"point": item.title, "suite": str(words)})
    return item
