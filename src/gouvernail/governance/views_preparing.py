"""Preparing a meeting: its agenda beside what the place proposes, each gesture a form that works without scripts."""

from __future__ import annotations

from itertools import groupby

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from gouvernail.governance import agenda
from gouvernail.governance.addresses import step_addresses
from gouvernail.governance.calendar import day_in_words
from gouvernail.governance.finding import find_committee, find_meeting
from gouvernail.governance.forms import AgendaItemForm
from gouvernail.governance.models import AgendaItem, ItemKind, Meeting, MeetingState
from gouvernail.governance.proposals import propose
from gouvernail.governance.reading import agenda_of, item_badge, steps_of
from gouvernail.governance.timing import timing_of
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT
from gouvernail.registers.operations import RefusedError
from gouvernail.registers.registry import register_of


@require_POST
def next_meeting(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Create the next meeting of a committee, or find the one in preparation, and go and prepare it."""
    committee = find_committee(request, place, pk, EDIT)
    meeting = agenda.prepare_next_meeting(committee, actor=request.actor, on=place.today())
    messages.success(
        request,
        _("%(meeting)s, proposé pour : %(day)s. Cochez les points à mettre à l’ordre du jour.")
        % {"meeting": meeting, "day": day_in_words(meeting.held_on)},
    )
    return redirect("meeting_prepare", place.slug, meeting.pk)


def prepare(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Show the agenda and what is proposed; take in what was ticked."""
    meeting = find_meeting(request, place, pk, EDIT)
    if meeting.state != MeetingState.PREPARED:
        messages.info(request, _("L’ordre du jour ne se modifie plus : le support est figé ou la séance tenue."))
        return redirect("meeting_sheet", place.slug, pk)
    proposals = propose(meeting, actor=request.actor, today=place.today())
    if request.method == "POST":
        ticked = set(request.POST.getlist("proposal"))
        count = agenda.take_in(meeting, [one for one in proposals if one.key in ticked], actor=request.actor)
        messages.success(
            request,
            ngettext("%(count)s point ajouté à l’ordre du jour.", "%(count)s points ajoutés à l’ordre du jour.", count)
            % {"count": count}
            if count
            else _("Aucun point coché : l’ordre du jour n’a pas changé."),
        )
        return _back(place, meeting)
    groups = [(item_badge(kind), list(found)) for kind, found in groupby(proposals, key=lambda one: one.kind)]
    context = {
        "heading": _("Préparer : %(meeting)s") % {"meeting": meeting},
        "meeting": meeting,
        "day": day_in_words(meeting.held_on),
        "crumbs": _crumbs(place, meeting),
        "steps": steps_of(meeting, step_addresses(place, meeting)),
        "timing": timing_of(meeting),
        "lines": agenda_of(meeting, place=place, actor=request.actor),
        "groups": groups,
        "proposal_count": len(proposals),
        "form": AgendaItemForm(initial={"kind": ItemKind.INFORMATION}),
        "new_decision_href": f"{reverse('decision_create', args=[place.slug])}"
        f"?meeting={meeting.pk}&number={agenda.next_number(meeting)}",
    }
    return render(request, "governance/prepare.html", context)


@require_POST
def add_item(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Add a free point."""
    meeting = find_meeting(request, place, pk, EDIT)
    form = AgendaItemForm(request.POST)
    if not form.is_valid():
        return _item_page(request, place, meeting, form, _("Ajouter un point"), 422)
    return _do(request, place, meeting, agenda.add_item, meeting, **_words(form))


def edit_item(request: HttpRequest, place: Organisation, pk: int, item_pk: int) -> HttpResponse:
    """Change the words of a point."""
    meeting = find_meeting(request, place, pk, EDIT)
    item = _item(meeting, item_pk)
    form = AgendaItemForm(request.POST or None, instance=item)
    if request.method == "POST" and form.is_valid():
        return _do(request, place, meeting, agenda.change_item, _item(meeting, item_pk), **_words(form))
    status = 422 if request.method == "POST" else 200
    return _item_page(request, place, meeting, form, _("Modifier le point"), status)


@require_POST
def move_item(request: HttpRequest, place: Organisation, pk: int, item_pk: int) -> HttpResponse:
    """Move a point up or down."""
    meeting = find_meeting(request, place, pk, EDIT)
    step, button = (-1, "monter") if request.POST.get("sens") == "haut" else (1, "descendre")
    _do(request, place, meeting, agenda.move_item, _item(meeting, item_pk), step=step)
    return _back(place, meeting, f"{button}-{item_pk}")


@require_POST
def remove_item(request: HttpRequest, place: Organisation, pk: int, item_pk: int) -> HttpResponse:
    """Take a point off the agenda."""
    meeting = find_meeting(request, place, pk, EDIT)
    return _do(request, place, meeting, agenda.remove_item, _item(meeting, item_pk))


def _do(request: HttpRequest, place: Organisation, meeting: Meeting, act, target, **values) -> HttpResponse:
    try:
        act(target, **values, actor=request.actor)
    except RefusedError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return _back(place, meeting)


def _words(form: AgendaItemForm) -> dict[str, str]:
    return {name: form.cleaned_data[name] for name in ("title", "kind", "reason", *agenda.TOLD)}


def _item(meeting: Meeting, pk: int) -> AgendaItem:
    item = meeting.agenda.filter(pk=pk).select_related("meeting").first()
    if item is None:
        raise Http404
    return item


def _item_page(request, place: Organisation, meeting: Meeting, form, heading: str, status: int) -> HttpResponse:
    context = {
        "heading": heading,
        "subtitle": str(meeting),
        "form": form,
        "cancel_href": reverse("meeting_prepare", args=[place.slug, meeting.pk]),
        "crumbs": _crumbs(place, meeting),
    }
    return render(request, "ui/edit.html", context, status=status)


def _crumbs(place: Organisation, meeting: Meeting) -> list[dict[str, str]]:
    return [
        {"label": _("Séances"), "href": reverse("meeting_list", args=[place.slug])},
        {"label": str(meeting), "href": register_of("meeting").href(place, meeting)},
    ]


def _back(place: Organisation, meeting: Meeting, anchor: str = "ordre-du-jour") -> HttpResponse:
    """Go back to the agenda; the browser gives the focus back to the button that was pressed."""
    return redirect(f"{reverse('meeting_prepare', args=[place.slug, meeting.pk])}#{anchor}")
