"""Convening a committee: who is written to, by function, with the agenda and the diary entry; sent or kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.governance.acts import demand, journal
from gouvernail.governance.calendar import day_in_words
from gouvernail.governance.frozen import now_at
from gouvernail.governance.icalendar import calendar_of
from gouvernail.governance.models import Circle, Meeting, MeetingState, Seat
from gouvernail.governance.timing import timing_of
from gouvernail.governance.visibility import WITHIN, within
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.rights import EDIT
from gouvernail.registers.operations import RefusedError

Attachment = tuple[str, bytes, str]
Attachments = Callable[[str], Sequence[Attachment]]
"""What gives the files to join to a message, for the circle that will read it."""


def _no_file(circle: str) -> Sequence[Attachment]:
    return ()


TO_COME = (MeetingState.PREPARED, MeetingState.SHOWN)


@dataclass(frozen=True)
class Convocation:
    """What is sent: subject, text, diary entry, the mailboxes of the functions, and the functions without one.

    ``circles`` says what each mailbox may read; ``text`` is that of ``circle``.
    """

    meeting: Meeting
    subject: str
    text: str
    calendar: str
    circles: Mapping[str, str]
    unreachable: tuple[str, ...]
    warnings: tuple[str, ...]
    circle: str = Circle.OPEN

    @property
    def mailboxes(self) -> tuple[str, ...]:
        """The mailboxes of the functions."""
        return tuple(self.circles)

    def message(self, to: Sequence[str], attachments: Sequence[Attachment]) -> EmailMessage:
        """Return the message with its files; the diary entry comes first."""
        mail = EmailMessage(self.subject, self.text, to=list(to))
        mail.attach("seance.ics", self.calendar, "text/calendar")
        for name, content, content_type in attachments:
            mail.attach(name, content, content_type)
        return mail


def convocation_of(meeting: Meeting, *, on: date, host: str, circle: str = Circle.OPEN) -> Convocation:
    """Return the convocation of a meeting as things stand on ``on``; nothing is sent nor written.

    Its text names the points that ``circle`` may read, and no others.
    """
    seats = list(meeting.committee.seats.all())
    context = {
        "meeting": meeting,
        "day": day_in_words(meeting.held_on),
        "items": list(meeting.agenda.filter(within(circle))),
        "timing": timing_of(meeting),
    }
    return Convocation(
        meeting=meeting,
        subject=_("Convocation : %(meeting)s, %(day)s") % {"meeting": meeting, "day": context["day"]},
        text=render_to_string("governance/email/convocation_message.txt", context).strip() + "\n",
        calendar=calendar_of(meeting.organisation, [meeting], host=host),
        circles=circles_of(seats),
        circle=circle,
        unreachable=tuple(one.function for one in seats if not one.mailbox),
        warnings=tuple(_warnings(meeting, on)),
    )


def circles_of(seats: Iterable[Seat]) -> dict[str, str]:
    """Return what each mailbox may read; one that serves several seats reads what the least of them may."""
    found: dict[str, str] = {}
    for seat in sorted((one for one in seats if one.mailbox), key=lambda one: one.mailbox):
        known = found.setdefault(seat.mailbox, seat.circle)
        found[seat.mailbox] = min(known, seat.circle, key=lambda one: len(WITHIN[one]))
    return found


def _warnings(meeting: Meeting, on: date):
    if not meeting.held_on.is_exact:
        yield _("Le jour de la séance n’est pas fixé : l’agenda joint est vide.")
    elif (notice := meeting.committee.notice_days) is not None:
        last_day = meeting.held_on.first_day - timedelta(days=notice)
        if on > last_day:
            words = ngettext("%(count)s jour", "%(count)s jours", notice) % {"count": notice}
            yield _("Le délai de convocation de %(notice)s est dépassé depuis le %(day)s.") % {
                "notice": words,
                "day": f"{last_day:%d/%m/%Y}",
            }
    if not meeting.agenda.exists():
        yield _("L’ordre du jour est vide.")


def convene(meeting: Meeting, *, actor: Actor, on: date, host: str, attachments: Attachments = _no_file) -> Convocation:
    """Note that a meeting is convened and, when a mail server is set, write to each mailbox; return what was sent.

    Each mailbox receives the points and the files that its seat may read.

    A demonstration writes to nobody. Raises ``PermissionDenied`` without the right, ``RefusedError`` when the meeting
    is held already or has no day.
    """
    demand(actor, EDIT, meeting.organisation)
    with transaction.atomic():
        locked = Meeting.objects.select_for_update(of=("self",)).select_related("committee", "organisation")
        meeting = locked.get(pk=meeting.pk)
        if meeting.state not in TO_COME:
            raise RefusedError(_("Cette séance est tenue : elle ne se convoque plus."))
        if not meeting.held_on.is_exact:
            raise RefusedError(_("Fixez d’abord le jour de la séance."))
        found = convocation_of(meeting, on=on, host=host)
        meeting.convened_at = now_at(meeting.organisation)
        meeting.save(update_fields=["convened_at", "updated_at"])
        sends = may_send(meeting) and bool(found.mailboxes)
        journal(actor, "convoquer", meeting, {"envoyée": sends, "boîtes": len(found.mailboxes) if sends else 0})
    if sends:
        for mailbox, circle in found.circles.items():  # one message each: nobody reads the addresses of the others
            told = convocation_of(meeting, on=on, host=host, circle=circle)
            told.message([mailbox], attachments(circle)).send()
    return found


def may_send(meeting: Meeting) -> bool:
    """Say whether messages leave from here: a mail server is set, and this is no demonstration."""
    return bool(settings.EMAIL_HOST) and not meeting.organisation.is_demo
