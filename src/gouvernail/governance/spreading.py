"""Sending established minutes to those who sit: each mailbox receives what its seat may read."""

from __future__ import annotations

from collections.abc import Callable

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils.translation import gettext as _

from gouvernail.governance.acts import demand, journal
from gouvernail.governance.convening import Attachment, circles_of, may_send
from gouvernail.governance.frozen import now_at
from gouvernail.governance.models import Meeting, MeetingState
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.rights import EDIT
from gouvernail.registers.operations import RefusedError


def spread_minutes(meeting: Meeting, minutes_for: Callable[[str], Attachment], *, actor: Actor) -> int:
    """Note that the minutes are sent and, where a mail server is set, send them; return to how many mailboxes.

    ``minutes_for`` gives the file for a circle. A demonstration writes to nobody. Raises ``PermissionDenied`` without
    the right, ``RefusedError`` until the minutes are established, or when no seat has a mailbox.
    """
    demand(actor, EDIT, meeting.organisation)
    with transaction.atomic():
        query = Meeting.objects.select_for_update(of=("self",)).select_related("organisation", "committee")
        meeting = query.get(pk=meeting.pk)
        if meeting.state != MeetingState.CLOSED:
            raise RefusedError(_("Établissez d’abord le relevé : un projet ne se diffuse pas."))
        circles = circles_of(meeting.committee.seats.all())
        if not circles:
            raise RefusedError(_("Aucun siège n’a de boîte fonctionnelle : renseignez-les dans la composition."))
        files = {circle: minutes_for(circle) for circle in set(circles.values())}
        sends = may_send(meeting)
        meeting.minutes_sent_at = now_at(meeting.organisation)
        meeting.save(update_fields=["minutes_sent_at", "updated_at"])
        journal(actor, "diffuser", meeting, {"envoyé": sends, "boîtes": len(circles) if sends else 0})
    if not sends:
        return 0
    for mailbox, circle in circles.items():  # one message each: nobody reads the addresses of the others
        subject = _("Relevé de décisions : %(meeting)s") % {"meeting": meeting}
        text = _("Madame, Monsieur,\n\nVous trouverez ci-joint le relevé de décisions de la séance %(meeting)s.\n")
        mail = EmailMessage(subject, text % {"meeting": meeting}, to=[mailbox])
        mail.attach(*files[circle])
        mail.send()
    return len(circles)
