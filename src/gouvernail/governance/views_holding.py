"""Holding a meeting on one page: who is there, what is said, and each decision as it is taken."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gouvernail.governance import noting, operations
from gouvernail.governance.addresses import step_addresses
from gouvernail.governance.agenda import seat_the_committee
from gouvernail.governance.approving import approve_minutes, to_approve_at
from gouvernail.governance.attendance import presences_of, quorum_of
from gouvernail.governance.calendar import day_in_words
from gouvernail.governance.finding import find_decision, find_meeting
from gouvernail.governance.forms import RecordForm
from gouvernail.governance.giving import give_action, given_in, may_give
from gouvernail.governance.giving_form import GiveActionForm
from gouvernail.governance.live import version_of
from gouvernail.governance.models import CommitteeKind, Meeting, MeetingState, Presence, SentOn
from gouvernail.governance.note_fields import NoteField, NoteLine
from gouvernail.governance.reading import agenda_of, decisions_seen_of, steps_of
from gouvernail.governance.rules import quorum_is_missing
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import DECIDE
from gouvernail.registers.operations import RefusedError
from gouvernail.registers.registry import register_of


def hold(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Show the page on which the meeting is held."""
    return _page(request, place, find_meeting(request, place, pk, DECIDE))


@require_POST
def open_meeting(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Open the meeting: from then on decisions are recorded and the deck stays as it is."""
    meeting = find_meeting(request, place, pk, DECIDE)
    return _try(request, place, meeting, "", lambda: _open(meeting, request, place))


def _open(meeting: Meeting, request: HttpRequest, place: Organisation) -> None:
    operations.hold_meeting(meeting, actor=request.actor, on=place.today())
    seat_the_committee(meeting)


@require_POST
def approve(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Approve the minutes of the meeting before."""
    meeting = find_meeting(request, place, pk, DECIDE)
    done = _("Le relevé de la séance précédente est approuvé.")
    return _try(request, place, meeting, "", lambda: approve_minutes(meeting, actor=request.actor), done)


@require_POST
def record(request: HttpRequest, place: Organisation, pk: int, decision_pk: int) -> HttpResponse:
    """Record what the committee did with a decision; the button pressed is the outcome."""
    meeting = find_meeting(request, place, pk, DECIDE)
    decision = find_decision(request, place, decision_pk, DECIDE)
    if decision.meeting_id != meeting.pk:
        raise Http404
    form = RecordForm(request.POST, decision=decision)
    if form.is_valid():
        values, seen = form.cleaned_data, request.POST.get(form.add_prefix("seen"), "")
        kept = {name: values[name] for name in ("outcome", "amended_wording", "postponed_to", "comment", "reservation")}
        try:
            operations.record_decision(
                decision, votes=form.votes(), actor=request.actor, on=place.today(), seen=seen, **kept
            )
        except RefusedError as refusal:
            for sentence in refusal.messages:
                form.add_error(None, sentence)
        else:
            return _back(place, meeting, f"#decision-{decision.pk}")
    return _page(request, place, meeting, {decision.pk: form})


@require_POST
def presences(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Note who is there."""
    meeting = find_meeting(request, place, pk, DECIDE)
    noted = {
        one.pk: value
        for one in meeting.attendances.all()
        if (value := request.POST.get(f"presence-{one.pk}", "")) in Presence.values
    }
    added = request.POST.get("invite", "")[:120]
    return _try(
        request,
        place,
        meeting,
        "#presences",
        lambda: operations.record_attendance(meeting, noted, actor=request.actor, added=added),
        _("Présences notées."),
    )


@require_POST
def notes(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Keep what was said."""
    meeting = find_meeting(request, place, pk, DECIDE)
    by_item = {
        one.pk: request.POST[f"note-{one.pk}"] for one in meeting.agenda.all() if f"note-{one.pk}" in request.POST
    }
    general = request.POST.get("notes", meeting.notes)
    seen = {
        int(name.removeprefix("vu-")): value
        for name, value in request.POST.items()
        if name.startswith("vu-") and name.removeprefix("vu-").isdecimal()
    }
    try:
        conflicts = noting.take_notes(meeting, general, by_item, actor=request.actor, seen=seen)
    except RefusedError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return _back(place, meeting, "#notes")
    if conflicts:
        meeting.refresh_from_db()
        return _page(request, place, meeting, conflicts={one.key: one for one in conflicts})
    messages.success(request, _("Notes enregistrées."))
    return _back(place, meeting, "#notes")


@require_POST
def send_on(request: HttpRequest, place: Organisation, pk: int, item_pk: int) -> HttpResponse:
    """Put a point off, send it up, or take that back."""
    meeting = find_meeting(request, place, pk, DECIDE)
    item = meeting.agenda.select_related("meeting__organisation").filter(pk=item_pk).first()
    if item is None:
        raise Http404
    where = request.POST.get("suite", "")
    return _try(request, place, meeting, f"#point-{item_pk}", lambda: noting.send_on(item, where, actor=request.actor))


@require_POST
def give(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Give an action from a point: it goes to the action plan."""
    meeting = find_meeting(request, place, pk, DECIDE)
    form = GiveActionForm(request.POST, items=list(meeting.agenda.all()))
    if form.is_valid():
        values = form.cleaned_data
        given = {name: values[name] for name in ("title", "owner_role", "due")}
        try:
            give_action(form.item, actor=request.actor, **given)
        except RefusedError as refusal:
            for sentence in refusal.messages:
                form.add_error(None, sentence)
        else:
            return _back(place, meeting, "#given")
    return _page(request, place, meeting, give_form=form)


def live(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Answer the page again when something changed since ``version``, nothing (204) otherwise."""
    meeting = find_meeting(request, place, pk, DECIDE)
    if request.GET.get("version", "") == version_of(meeting):
        return HttpResponse(status=204)
    return _page(request, place, meeting)


@require_POST
def act(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Create the action that carries out a decision taken, and show it."""
    decision = find_decision(request, place, pk, DECIDE)
    try:
        action = operations.act_on_decision(decision, actor=request.actor)
    except RefusedError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect(register_of("decision").href(place, decision))
    messages.success(
        request,
        _("L’action « %(action)s » est née de la décision : vérifiez porteur et échéance.") % {"action": action},
    )
    return redirect(register_of("action").href(place, action))


def _try(request: HttpRequest, place: Organisation, meeting: Meeting, anchor: str, act, done: str = "") -> HttpResponse:
    try:
        act()
    except RefusedError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        if done:
            messages.success(request, done)
    return _back(place, meeting, anchor)


def _page(
    request: HttpRequest,
    place: Organisation,
    meeting: Meeting,
    bound: dict[int, RecordForm] | None = None,
    conflicts: dict[int, noting.NoteConflict] | None = None,
    give_form: GiveActionForm | None = None,
) -> HttpResponse:
    bound, conflicts = bound or {}, conflicts or {}
    lines = decisions_seen_of(meeting, request.actor)
    open_now = meeting.state == MeetingState.HELD
    lines_of_agenda = agenda_of(meeting, place=place, actor=request.actor)
    if give_form is None and open_now and lines_of_agenda and may_give(meeting, request.actor):
        give_form = GiveActionForm(items=[one.item for one in lines_of_agenda])
    refused = bool(bound or conflicts or (give_form and give_form.is_bound))
    forms: list[tuple[Any, RecordForm | None]] = [
        (line, bound.get(line.decision.pk) or RecordForm(decision=line.decision) if open_now else None)
        for line in lines
    ]
    context = {
        "heading": _("Tenir : %(meeting)s") % {"meeting": meeting},
        "meeting": meeting,
        "day": day_in_words(meeting.held_on),
        "is_open": open_now,
        "can_open": meeting.state == MeetingState.SHOWN,
        "is_prepared": meeting.state == MeetingState.PREPARED,
        "steps": steps_of(meeting, step_addresses(place, meeting)),
        "decisions": forms,
        "pending": sum(1 for line in lines if line.is_pending),
        "presences": presences_of(meeting),
        "presence_choices": Presence.choices,
        "quorum": quorum_of(meeting),
        "no_quorum": quorum_is_missing(meeting),
        "lines": [NoteLine(one, conflicts.get(one.item.pk)) for one in lines_of_agenda],
        "given": given_in(meeting, actor=request.actor),
        "give_form": give_form,
        "general": NoteField(noting.GENERAL, meeting.notes, conflicts.get(noting.GENERAL)),
        "send_choices": [
            (one.value, one.verb)
            for one in SentOn
            if one != SentOn.ABOVE or meeting.committee.kind != CommitteeKind.COPIL
        ],
        "to_approve": to_approve_at(meeting),
        "version": version_of(meeting),
        "live_href": reverse("meeting_live", args=[place.slug, meeting.pk]),
        "sheet_href": register_of("meeting").href(place, meeting),
        "crumbs": [
            {"label": _("Séances"), "href": reverse("meeting_list", args=[place.slug])},
            {"label": str(meeting), "href": register_of("meeting").href(place, meeting)},
        ],
    }
    return render(request, "governance/hold.html", context, status=422 if refused else 200)


def _back(place: Organisation, meeting: Meeting, anchor: str) -> HttpResponse:
    return redirect(reverse("meeting_hold", args=[place.slug, meeting.pk]) + anchor)
