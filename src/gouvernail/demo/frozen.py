"""The deck of the last meeting held, frozen as it was that day: the next one compares itself with it."""

from __future__ import annotations

from datetime import datetime, time

from django.utils import timezone

from gouvernail.documents.freezing import freeze_meeting
from gouvernail.governance.models import FrozenDocument, Meeting, MeetingState
from gouvernail.governance.proposals import previous_meeting
from gouvernail.organisations.actors import system_actor
from gouvernail.organisations.models import Organisation


def freeze_last_decks(place: Organisation, actor: str) -> int:
    """Freeze, in the name of ``actor``, the deck of each meeting that one in preparation follows; return how many."""
    count = 0
    for meeting in Meeting.objects.filter(organisation=place, state=MeetingState.PREPARED).order_by("pk"):
        last = previous_meeting(meeting)
        if last is None or not last.held_on.is_exact or FrozenDocument.objects.filter(meeting=last).exists():
            continue
        if last.state not in (MeetingState.HELD, MeetingState.CLOSED):
            continue
        day = last.held_on.first_day
        freeze_meeting(last, actor=system_actor(actor), on=day)
        noon = timezone.make_aware(datetime.combine(day, time(9)))
        FrozenDocument.objects.filter(meeting=last).update(frozen_at=noon)
        count += 1
    return count
