"""Documents of a meeting: seen on screen, sent as files, frozen and unfrozen by deliberate acts."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gouvernail.documents.catalogue.register.content import register_report
from gouvernail.documents.drawing import SLOW, TYPES, draw
from gouvernail.documents.freezing import establish_minutes, freeze_meeting
from gouvernail.documents.house_style.keeping import digest_of_look
from gouvernail.documents.kit.office import OfficeMissingError, find_office
from gouvernail.documents.production import FORMATS, drawn, file_name, handout, story
from gouvernail.documents.sending import attachment
from gouvernail.documents.showing import cards_of
from gouvernail.documents.work.operations import WantedFile, ask
from gouvernail.governance.book import years_of
from gouvernail.governance.calendar import day_in_words
from gouvernail.governance.finding import find_committee, find_meeting
from gouvernail.governance.forms import ReasonForm
from gouvernail.governance.frozen import (
    DECK,
    MINUTES,
    AlteredDocumentError,
    frozen_of,
    reopen_minutes,
    unfreeze_deck,
)
from gouvernail.governance.models import Meeting
from gouvernail.governance.sights import note_document
from gouvernail.governance.visibility import circle_of, decisions_seen, meetings_seen
from gouvernail.kernel.text import slug
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import DECIDE, VIEW
from gouvernail.registers.operations import RefusedError
from gouvernail.registers.registry import register_of

NAMES = {"support": DECK, "releve": MINUTES}


def preview(request: HttpRequest, place: Organisation, pk: int, word: str) -> HttpResponse:
    """Show a document on screen, block by block, readable on a phone."""
    meeting, name = find_for_reading(request, place, pk), NAMES[word]
    try:
        document = story(meeting, name, circle_of(request.actor, meeting.organisation))
    except AlteredDocumentError as error:
        return altered_page(request, place, meeting, error)
    note_document(meeting, document.title, circle_of(request.actor, meeting.organisation), actor=request.actor)
    context = {
        "heading": document.title,
        "subtitle": f"{document.organisation} · {day_in_words(meeting.held_on)}",
        "document": document,
        "cards": cards_of(document),
        "frozen": frozen_of(meeting, name),
        "is_deck": name == DECK,
        "downloads": _downloads(place, meeting, word),
        "prepare": prepare_offer(place, meeting, word),
        "crumbs": _crumbs(place, meeting),
    }
    return render(request, "documents/preview.html", context)


def download(request: HttpRequest, place: Organisation, pk: int, word: str, extension: str) -> HttpResponse:
    """Send a document as a file; reading writes nothing, but who took what is closed to others."""
    meeting, name = find_for_reading(request, place, pk), NAMES.get(word, "")
    if extension not in FORMATS.get(name, ()) or extension in SLOW:
        raise Http404
    try:
        content = drawn(meeting, name, extension, circle_of(request.actor, meeting.organisation))
    except AlteredDocumentError as error:
        return altered_page(request, place, meeting, error)
    named = file_name(meeting, name, extension)
    note_document(meeting, named, circle_of(request.actor, meeting.organisation), actor=request.actor)
    return attachment(content, named, TYPES[extension])


def handout_file(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Send the deck to hand out: two slides a page, with notes and sources."""
    meeting = find_for_reading(request, place, pk)
    try:
        content = handout(meeting, circle_of(request.actor, meeting.organisation))
    except AlteredDocumentError as error:
        return altered_page(request, place, meeting, error)
    return attachment(content, file_name(meeting, DECK, "pdf").replace("support", "a-distribuer"), TYPES["pdf"])


@require_POST
def prepare(request: HttpRequest, place: Organisation, pk: int, word: str) -> HttpResponse:
    """Have a document drawn beside the page, in a format that takes time (ODP, ODT)."""
    meeting, name = find_for_reading(request, place, pk), NAMES.get(word, "")
    extension = request.POST.get("format", "")
    if extension not in FORMATS.get(name, ()):
        raise Http404
    try:
        circle = circle_of(request.actor, meeting.organisation)
        document, frozen = story(meeting, name, circle), frozen_of(meeting, name, circle)
        look = digest_of_look(frozen) if frozen else ""
        file = WantedFile(document, extension, file_name(meeting, name, extension), look)
        work = ask(meeting.organisation, f"{document.title} ({extension.upper()})", [file], actor=request.actor)
    except AlteredDocumentError as error:
        return altered_page(request, place, meeting, error)
    except RefusedError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect(register_of("meeting").href(place, meeting) + "#documents")
    return redirect("document_work", place.slug, work.pk)


def register_file(request: HttpRequest, place: Organisation, pk: int, year: int, extension: str) -> HttpResponse:
    """Send the register of a committee for a year as a file."""
    committee = find_committee(request, place, pk, VIEW)
    if extension not in ("pdf", "docx") or year not in years_of(committee):
        raise Http404
    name = f"registre-{slug(str(committee))}-{year}.{extension}"
    report = register_report(committee, year, place.today(), decisions_seen(request.actor))
    return attachment(draw(report, extension, committee.organisation), name, TYPES[extension])


@require_POST
def freeze(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Freeze the deck as things stand today."""
    meeting = find_meeting(request, place, pk, DECIDE)
    return _act(
        request,
        place,
        meeting,
        lambda: freeze_meeting(meeting, actor=request.actor, on=place.today()),
        _("Le support est figé : il se redessinera toujours tel qu’il est aujourd’hui."),
    )


@require_POST
def establish(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Establish the minutes."""
    meeting = find_meeting(request, place, pk, DECIDE)
    done = _("Le relevé de décisions est établi.")
    return _act(request, place, meeting, lambda: establish_minutes(meeting, actor=request.actor), done)


def unfreeze(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Ask why, then give the deck back to the preparation."""
    return _release(
        request,
        place,
        find_meeting(request, place, pk, DECIDE),
        unfreeze_deck,
        _("Défiger le support"),
        _("Le support suivra de nouveau la situation, au lieu de rester tel qu’il est. Le journal garde le motif."),
        _("Le support est défigé."),
    )


def reopen(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Ask why, then open the minutes again."""
    return _release(
        request,
        place,
        find_meeting(request, place, pk, DECIDE),
        reopen_minutes,
        _("Rouvrir le relevé"),
        _("Le relevé établi est abandonné ; il faudra l’établir de nouveau. Le journal garde le motif et l’empreinte."),
        _("Le relevé est rouvert."),
    )


def _release(request, place, meeting: Meeting, act, heading: str, sentence: str, done: str) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        return _act(request, place, meeting, lambda: act(meeting, reason=reason, actor=request.actor), done)
    context = {
        "heading": heading,
        "sentence": sentence,
        "form": form,
        "confirm_label": heading,
        "confirm_icon": "lock",
        "cancel_href": register_of("meeting").href(place, meeting),
        "crumbs": _crumbs(place, meeting),
    }
    return render(request, "ui/confirm.html", context, status=422 if request.method == "POST" else 200)


def _act(request: HttpRequest, place: Organisation, meeting: Meeting, act, done: str) -> HttpResponse:
    try:
        act()
    except RefusedError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, done)
    return redirect(register_of("meeting").href(place, meeting) + "#documents")


def altered_page(
    request: HttpRequest, place: Organisation, meeting: Meeting, error: AlteredDocumentError
) -> HttpResponse:
    """Answer that a frozen document was altered: nothing of it is shown."""
    context = {
        "heading": _("Document figé modifié"),
        "sentence": str(error),
        "blocked": True,
        "cancel_href": register_of("meeting").href(place, meeting),
        "crumbs": _crumbs(place, meeting),
    }
    return render(request, "ui/confirm.html", context, status=409)


def find_for_reading(request: HttpRequest, place: Organisation, pk: int) -> Meeting:
    """Return a meeting whose documents the person may see; they may see documents without the register's own right."""
    meeting = (
        Meeting.objects.select_related("organisation__parent", "committee")
        .filter(meetings_seen(request.actor), pk=pk, organisation__path__startswith=place.path)
        .first()
    )
    if meeting is None or not request.actor.can(VIEW, "documents", meeting.organisation):
        raise Http404
    return meeting


def _downloads(place: Organisation, meeting: Meeting, word: str) -> list[dict[str, str]]:
    formats = ("pptx", "pdf") if word == "support" else ("pdf", "docx")
    found = [
        {"label": one.upper(), "href": reverse("meeting_file", args=[place.slug, meeting.pk, word, one])}
        for one in formats
    ]
    if word == "support":
        found.append({"label": _("À distribuer"), "href": reverse("meeting_handout", args=[place.slug, meeting.pk])})
    return found


def prepare_offer(place: Organisation, meeting: Meeting, word: str) -> dict[str, str]:
    """Return what offers the OpenDocument format of a document: where to ask, or the sentence that says why not."""
    extension = "odp" if word == "support" else "odt"
    if find_office() is None:
        return {"missing": str(OfficeMissingError())}
    return {"format": extension, "href": reverse("meeting_prepare", args=[place.slug, meeting.pk, word])}


def _crumbs(place: Organisation, meeting: Meeting) -> list[dict[str, str]]:
    return [
        {"label": _("Séances"), "href": reverse("meeting_list", args=[place.slug])},
        {"label": str(meeting), "href": register_of("meeting").href(place, meeting)},
    ]
