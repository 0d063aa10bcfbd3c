"""Freezing what a meeting shows and what it decided: from then on the documents say what they said that day."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gouvernail.documents.catalogue.copil_deck.content import copil_deck
from gouvernail.documents.catalogue.minutes.content import minutes
from gouvernail.documents.house_style.keeping import forget_unworn, keep_look
from gouvernail.documents.kit import to_json
from gouvernail.governance.frozen import DECK, MINUTES, freeze_deck, freeze_minutes
from gouvernail.governance.models import FrozenDocument, Meeting
from gouvernail.governance.visibility import closed_circles
from gouvernail.journal.chain import mark_of_now
from gouvernail.organisations.actors import Actor


def freeze_meeting(meeting: Meeting, *, actor: Actor, on: date) -> FrozenDocument:
    """Freeze the deck of a meeting as things stand on ``on``; see ``governance.frozen`` for what is refused."""
    narrower = {circle: to_json(copil_deck(meeting, on, circle)) for circle in closed_circles(meeting)}
    with transaction.atomic():
        frozen = freeze_deck(meeting, to_json(copil_deck(meeting, on)), actor=actor, narrower=narrower)
        _keep(meeting, DECK)
    return frozen


def establish_minutes(meeting: Meeting, *, actor: Actor) -> FrozenDocument:
    """Establish the minutes of a meeting held, as they stand now."""
    mark = mark_of_now()
    narrower = {
        circle: to_json(minutes(meeting, is_draft=False, circle=circle, mark=mark))
        for circle in closed_circles(meeting)
    }
    story = to_json(minutes(meeting, is_draft=False, mark=mark))
    with transaction.atomic():
        frozen = freeze_minutes(meeting, story, actor=actor, narrower=narrower)
        _keep(meeting, MINUTES)
    return frozen


def _keep(meeting: Meeting, name: str) -> None:
    """Keep the look of the day; what was given back to the preparation leaves none behind."""
    keep_look(meeting, name)
    forget_unworn()
