"""The convocation of a meeting on a page: who receives it, what it says, the file to send, the sending."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gouvernail.documents.production import TYPES, drawn, file_name
from gouvernail.documents.sending import attachment
from gouvernail.governance.convening import Attachment, convene, convocation_of, may_send
from gouvernail.governance.finding import find_meeting
from gouvernail.governance.frozen import DECK, frozen_of
from gouvernail.governance.models import ItemPaper, Meeting
from gouvernail.governance.visibility import within
from gouvernail.kernel.text import slug
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT
from gouvernail.papers.sending import bytes_of
from gouvernail.registers.operations import RefusedError
from gouvernail.registers.registry import register_of


def convocation(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Show the convocation before it leaves."""
    meeting = find_meeting(request, place, pk, EDIT)
    context = {
        "heading": _("Convocation : %(meeting)s") % {"meeting": meeting},
        "meeting": meeting,
        "convocation": convocation_of(meeting, on=place.today(), host=request.get_host()),
        "may_send": may_send(meeting),
        "deck": frozen_of(meeting, DECK),
        "crumbs": [
            {"label": _("Séances"), "href": reverse("meeting_list", args=[place.slug])},
            {"label": str(meeting), "href": register_of("meeting").href(place, meeting)},
        ],
    }
    return render(request, "documents/convocation.html", context)


def convocation_file(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Send the convocation as a draft that any mail program opens, with its files."""
    meeting = find_meeting(request, place, pk, EDIT)
    found = convocation_of(meeting, on=place.today(), host=request.get_host())
    mail = found.message(found.mailboxes, files_of(meeting, found.circle))
    mail.extra_headers["X-Unsent"] = "1"
    return attachment(mail.message().as_bytes(), f"convocation-{slug(str(meeting))}.eml", "message/rfc822")


@require_POST
def send(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Note that the meeting is convened, and write to the mailboxes when a mail server is set."""
    meeting = find_meeting(request, place, pk, EDIT)
    try:
        convene(
            meeting,
            actor=request.actor,
            on=place.today(),
            host=request.get_host(),
            attachments=partial(files_of, meeting),
        )
    except RefusedError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        done = _("Convocation envoyée.") if may_send(meeting) else _("La séance est notée convoquée.")
        messages.success(request, done)
    return redirect("meeting_convocation", place.slug, pk)


def files_of(meeting: Meeting, circle: str) -> list[Attachment]:
    """Return what goes with a convocation, for a circle: the files of the points it may read, and the frozen deck.

    A deck that is not frozen stays here: what leaves by mail does not change afterwards.
    """
    papers = ItemPaper.objects.filter(item__in=meeting.agenda.filter(within(circle))).order_by("item__order", "pk")
    found = [(one.name, bytes_of(one), TYPES.get(one.extension, "application/octet-stream")) for one in papers]
    if frozen_of(meeting, DECK, circle) is not None:
        found.insert(0, (file_name(meeting, DECK, "pdf"), drawn(meeting, DECK, "pdf", circle), TYPES["pdf"]))
    return found
