"""The files of a point of the agenda: added, taken away, read by those who may read the point."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gouvernail.governance.attaching import attach_to, take_away
from gouvernail.governance.finding import find_meeting
from gouvernail.governance.models import AgendaItem, ItemPaper, Meeting, MeetingState
from gouvernail.governance.sights import note_sight_of
from gouvernail.governance.visibility import items_seen
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT
from gouvernail.papers.sending import AlteredFileError, send
from gouvernail.policies.forms import FileForm
from gouvernail.registers.registry import register_of


def papers(request: HttpRequest, place: Organisation, pk: int, item_pk: int) -> HttpResponse:
    """Show the files of a point, and add one."""
    meeting = find_meeting(request, place, pk, EDIT)
    item = _item(request, meeting, item_pk)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            attach_to(item, form.cleaned_data["file"], actor=request.actor)
        except ValidationError as refusal:
            form.add_error("file", " ".join(refusal.messages))
        else:
            messages.success(request, _("Le fichier est joint au point."))
            return redirect("agenda_papers", place.slug, pk, item_pk)
    preparing = meeting.state == MeetingState.PREPARED
    context = {
        "heading": _("Pièces : %(title)s") % {"title": item},
        "subtitle": str(meeting),
        "meeting": meeting,
        "item": item,
        "papers": list(item.papers.defer("content")),
        "form": form if meeting.state != MeetingState.CLOSED else None,
        "may_take_away": preparing,
        "back_href": reverse("meeting_prepare", args=[place.slug, pk])
        if preparing
        else register_of("meeting").href(place, meeting),
        "crumbs": [
            {"label": _("Séances"), "href": reverse("meeting_list", args=[place.slug])},
            {"label": str(meeting), "href": register_of("meeting").href(place, meeting)},
        ],
    }
    return render(request, "governance/papers.html", context, status=422 if request.method == "POST" else 200)


@require_POST
def remove(request: HttpRequest, place: Organisation, pk: int, item_pk: int, paper_pk: int) -> HttpResponse:
    """Take a file away."""
    meeting = find_meeting(request, place, pk, EDIT)
    paper = _paper(request, meeting, item_pk, paper_pk)
    try:
        take_away(paper, actor=request.actor)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Le fichier est retiré."))
    return redirect("agenda_papers", place.slug, pk, item_pk)


def paper(request: HttpRequest, place: Organisation, pk: int, item_pk: int, paper_pk: int) -> HttpResponse:
    """Send a file to somebody who may read its point."""
    meeting = register_of("meeting").objects(place, request.actor).filter(pk=pk).first()
    if meeting is None:
        raise Http404
    found = _paper(request, meeting, item_pk, paper_pk)
    try:
        answer = send(found)
    except AlteredFileError as error:
        messages.error(request, str(error))
        return redirect(register_of("meeting").href(place, meeting))
    note_sight_of(found.item, actor=request.actor, details={"fichier": found.name})
    return answer


def _item(request: HttpRequest, meeting: Meeting, pk: int) -> AgendaItem:
    item = meeting.agenda.filter(items_seen(request.actor), pk=pk).select_related("meeting__organisation").first()
    if item is None:
        raise Http404
    return item


def _paper(request: HttpRequest, meeting: Meeting, item_pk: int, pk: int) -> ItemPaper:
    item = _item(request, meeting, item_pk)
    found = item.papers.select_related("item__meeting__organisation").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
