"""What the sheet of a meeting shows of its documents: the deck and the minutes, their state, the buttons."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from gouvernail.documents.views import prepare_offer
from gouvernail.governance.frozen import DECK, MINUTES, frozen_of
from gouvernail.governance.models import Meeting, MeetingState
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import DECIDE, EDIT, VIEW
from gouvernail.registers.panels import Panel, SheetAction


def meeting_documents(request: HttpRequest, place: Organisation, meeting: Meeting) -> Panel | None:
    """Show the deck and the minutes of a meeting."""
    actor = request.actor
    if not actor.can(VIEW, "documents", meeting.organisation):
        return None
    decides = actor.can(DECIDE, "governance", meeting.organisation)
    held = meeting.state in (MeetingState.HELD, MeetingState.CLOSED)
    return Panel(
        "documents/meeting_panel.html",
        {
            "meeting": meeting,
            "place": place,
            "deck": frozen_of(meeting, DECK),
            "minutes": frozen_of(meeting, MINUTES),
            "is_held": held,
            "is_closed": meeting.state == MeetingState.CLOSED,
            "can_freeze": decides and meeting.state == MeetingState.PREPARED,
            "can_unfreeze": decides and meeting.state == MeetingState.SHOWN,
            "can_establish": decides and meeting.state == MeetingState.HELD,
            "can_reopen": decides and meeting.state == MeetingState.CLOSED,
            "can_convene": not held and actor.can(EDIT, "governance", meeting.organisation),
            "deck_offer": prepare_offer(place, meeting, "support"),
            "minutes_offer": prepare_offer(place, meeting, "releve"),
            "pending": meeting.decisions.filter(outcome="proposee").count() if held else 0,
        },
        side=True,
    )


def meeting_actions(request: HttpRequest, place: Organisation, meeting: Meeting) -> list[SheetAction]:
    """Offer the deck, or the minutes once the meeting was held, at the head of the sheet."""
    if not request.actor.can(VIEW, "documents", meeting.organisation):
        return []
    if meeting.state in (MeetingState.HELD, MeetingState.CLOSED):
        return [SheetAction(_("Voir le relevé"), reverse("meeting_minutes", args=[place.slug, meeting.pk]), "gavel")]
    label = _("Préparer le support") if meeting.state == MeetingState.PREPARED else _("Voir le support")
    return [SheetAction(label, reverse("meeting_deck", args=[place.slug, meeting.pk]), "presentation")]
