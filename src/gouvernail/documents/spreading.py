"""Minutes that go out: sent to those who sit, each as their seat may read."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gouvernail.documents.drawing import TYPES
from gouvernail.documents.production import drawn, file_name
from gouvernail.governance.finding import find_meeting
from gouvernail.governance.frozen import MINUTES
from gouvernail.governance.models import Meeting, MeetingState
from gouvernail.governance.spreading import spread_minutes
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT
from gouvernail.registers.operations import RefusedError
from gouvernail.registers.panels import SheetAction
from gouvernail.registers.registry import register_of


def meeting_actions(request: HttpRequest, place: Organisation, meeting: Meeting) -> list[SheetAction]:
    """Offer to send minutes that are established."""
    if meeting.state != MeetingState.CLOSED or not request.actor.can(EDIT, "governance", meeting.organisation):
        return []
    label = _("Diffuser de nouveau") if meeting.minutes_sent_at else _("Diffuser le relevé")
    return [SheetAction(label, reverse("meeting_spread", args=[place.slug, meeting.pk]), "mail", method="post")]


@require_POST
def spread(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Send the minutes."""
    meeting = find_meeting(request, place, pk, EDIT)
    name = file_name(meeting, MINUTES, "pdf")
    try:
        count = spread_minutes(
            meeting, lambda circle: (name, drawn(meeting, MINUTES, "pdf", circle), TYPES["pdf"]), actor=request.actor
        )
    except RefusedError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        done = _("Relevé envoyé à %(count)s boîtes.") % {"count": count} if count else _("Le relevé est noté diffusé.")
        messages.success(request, done)
    return redirect(register_of("meeting").href(place, meeting))
