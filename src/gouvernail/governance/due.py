"""Convocations that leave by themselves: so many days before the meeting, as the committee fixed it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.conf import settings

from gouvernail.governance.convening import TO_COME, Attachment, convene
from gouvernail.governance.models import Meeting
from gouvernail.organisations.actors import system_actor
from gouvernail.registers.operations import RefusedError

SENDER = "convocations"
FilesOf = Callable[[Meeting, str], list[Attachment]]


def due_convocations(on: date) -> list[Meeting]:
    """Return the meetings to convene on ``on``: their notice begins, none was sent, and they are still to come.

    A meeting whose agenda is empty waits: nobody is convened to nothing. Demonstrations convene nobody.
    """
    waiting = Meeting.objects.filter(
        state__in=TO_COME, convened_at=None, committee__notice_days__isnull=False, organisation__is_demo=False
    )
    found = waiting.select_related("committee", "organisation__parent").order_by("held_on", "pk")
    return [one for one in found if _is_due(one, on) and one.agenda.exists()]


def _is_due(meeting: Meeting, on: date) -> bool:
    if not meeting.held_on.is_exact:
        return False
    day = meeting.held_on.first_day
    return day - timedelta(days=meeting.committee.notice_days) <= on <= day


def send_due(on: date, files_of: FilesOf) -> list[Meeting]:
    """Convene what is due, one by one; what is refused waits for the next time. Return what was convened."""
    sent = []
    for meeting in due_convocations(on):
        try:
            convene(
                meeting,
                actor=system_actor(SENDER),
                on=on,
                host=settings.ALLOWED_HOSTS[0],
                attachments=lambda circle, one=meeting: files_of(one, circle),
            )
        except RefusedError:
            continue
        sent.append(meeting)
    return sent
