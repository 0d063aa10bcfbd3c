"""Minutes are approved by the next meeting; from then on they are not reopened."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from gouvernail.governance.acts import demand, journal
from gouvernail.governance.models import Meeting, MeetingState
from gouvernail.governance.proposals import previous_meeting
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.rights import DECIDE
from gouvernail.registers.operations import RefusedError


def to_approve_at(meeting: Meeting) -> Meeting | None:
    """Return the meeting whose minutes await the approval of this one, which is being held."""
    if meeting.state != MeetingState.HELD:
        return None
    previous = previous_meeting(meeting)
    waits = previous and previous.state == MeetingState.CLOSED and previous.approved_at_id is None
    return previous if waits else None


def approve_minutes(meeting: Meeting, *, actor: Actor) -> Meeting:
    """Approve, in ``meeting``, the minutes of the one before; return the approved one.

    Raises ``PermissionDenied`` without the right to decide, ``RefusedError`` when nothing awaits approval.
    """
    demand(actor, DECIDE, meeting.organisation)
    with transaction.atomic():
        locked = Meeting.objects.select_for_update(of=("self",)).select_related("committee", "organisation")
        meeting = locked.get(pk=meeting.pk)
        previous = to_approve_at(meeting)
        if previous is None:
            raise RefusedError(_("Aucun relevé n’attend l’approbation de cette séance."))
        previous.approved_at = meeting
        previous.save(update_fields=["approved_at", "updated_at"])
        journal(actor, "approuver", previous, {"séance": str(meeting)})
    return previous
