"""The sittings of a place: which comes next, and what is waiting to be decided."""

from __future__ import annotations

from datetime import date

from gouvernail.governance.models import Decision, Meeting, MeetingState, Outcome
from gouvernail.governance.wording import number_key
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.registers.registry import register_of

TO_COME = (MeetingState.PREPARED, MeetingState.SHOWN)
WAITING = (Outcome.PROPOSED, Outcome.POSTPONED)


def next_meeting(place: Organisation, actor: Actor, on: date) -> Meeting | None:
    """Return the nearest meeting still to be held at or below a place; the place's own comes before one below it."""
    found = (
        register_of("meeting").objects(place, actor).filter(state__in=TO_COME, held_on__last_day__gte=on.isoformat())
    )
    return min(
        found, key=lambda one: (one.organisation_id != place.pk, one.held_on.first_day, one.number), default=None
    )


def pending_decisions(place: Organisation, actor: Actor, limit: int = 8) -> list[Decision]:
    """Return the decisions put or postponed and not yet taken, of the nearest meetings first."""
    found = register_of("decision").objects(place, actor).filter(outcome__in=WAITING)
    far = date.max

    def rank(one: Decision) -> tuple:
        return (one.meeting.held_on.first_day if one.meeting else far, number_key(one))

    return sorted(found, key=rank)[:limit]
