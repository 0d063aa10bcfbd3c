"""Where each step of a meeting is done."""

from __future__ import annotations

from django.urls import reverse

from gouvernail.governance.models import Meeting, MeetingState
from gouvernail.organisations.models import Organisation


def step_addresses(place: Organisation, meeting: Meeting) -> dict[str, str]:
    """Return the page of each step; freezing and minutes are done on the meeting's own page, by the room above."""
    sheet = reverse("meeting_sheet", args=[place.slug, meeting.pk])
    preparing = meeting.state == MeetingState.PREPARED
    return {
        MeetingState.PREPARED: reverse("meeting_prepare", args=[place.slug, meeting.pk]) if preparing else "",
        MeetingState.SHOWN: f"{sheet}#documents",
        MeetingState.HELD: reverse("meeting_hold", args=[place.slug, meeting.pk]),
        MeetingState.CLOSED: f"{sheet}#documents",
    }
