"""Saying in the journal who read a point, a decision or a document that is closed to some."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from gouvernail.governance.models import AgendaItem, Circle, Decision, Meeting
from gouvernail.governance.visibility import WITHIN
from gouvernail.journal.sights import note_sight
from gouvernail.organisations.actors import Actor


def note_sight_of(obj: AgendaItem | Decision, *, actor: Actor, details: dict[str, Any] | None = None) -> None:
    """Note that somebody read this point or decision, when it is closed to some; nothing otherwise."""
    if obj.circle == Circle.OPEN or actor.system:
        return
    target: Meeting | Decision = obj.meeting if isinstance(obj, AgendaItem) else obj
    label = _("%(meeting)s : %(point)s") % {"meeting": target, "point": obj} if target is not obj else str(obj)
    _note(target, label, actor, details)


def note_document(meeting: Meeting, document: str, circle: str, *, actor: Actor) -> None:
    """Note that somebody read a document of a meeting which holds what is closed to others."""
    marks = {*meeting.agenda.values_list("circle", flat=True), *meeting.decisions.values_list("circle", flat=True)}
    if actor.system or not marks & set(WITHIN[circle]) - {Circle.OPEN}:
        return
    _note(meeting, _("%(meeting)s : %(document)s") % {"meeting": meeting, "document": document}, actor, None)


def _note(target: Meeting | Decision, label: str, actor: Actor, details: dict[str, Any] | None) -> None:
    note_sight(
        actor=actor.key,
        kind="meeting" if isinstance(target, Meeting) else "decision",
        object_id=target.pk,
        place=target.organisation.path,
        label=label,
        details=details,
    )
