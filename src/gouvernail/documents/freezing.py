"""Freezing what a meeting shows and what it decided: from then on the documents say what they said that day."""

from __future__ import annotations

from datetime import date

from gouvernail.documents.catalogue.copil_deck.content import copil_deck
from gouvernail.documents.catalogue.minutes.content import minutes
from gouvernail.documents.kit import to_json
from gouvernail.governance.frozen import freeze_deck, freeze_minutes
from gouvernail.governance.models import FrozenDocument, Meeting
from gouvernail.organisations.actors import Actor


def freeze_meeting(meeting: Meeting, *, actor: Actor, on: date) -> FrozenDocument:
    """Freeze the deck of a meeting as things stand on ``on``; see ``governance.frozen`` for what is refused."""
    return freeze_deck(meeting, to_json(copil_deck(meeting, on)), actor=actor)


def establish_minutes(meeting: Meeting, *, actor: Actor) -> FrozenDocument:
    """Establish the minutes of a meeting held, as they stand now."""
    return freeze_minutes(meeting, to_json(minutes(meeting, is_draft=False)), actor=actor)
