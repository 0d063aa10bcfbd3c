"""The pages of documents: the list, one to bring, what was read of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.connectors.reading import receiving, working
from gouvernail.connectors.reading.applying import runs_of
from gouvernail.connectors.reading.enums import Answer, ReadingState
from gouvernail.connectors.reading.forms import DocumentForm
from gouvernail.connectors.reading.models import DocumentReading
from gouvernail.connectors.reading.presenting import (
    NOT_READ,
    TONES,
    list_of_documents,
    parts_shown,
    reading_badge,
    subtitle,
    tabs,
    tiles,
    what_is_ready,
)
from gouvernail.connectors.reading.queries import document_at, documents_at, fault_counts, faults, shown_gravity
from gouvernail.connectors.reading.rules.registry import rules
from gouvernail.connectors.spreadsheets import UnreadableFile
from gouvernail.kernel.numbers_fr import format_number
from gouvernail.kernel.text import slug
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT
from gouvernail.registers.exporting import MEDIA_TYPES, write_table
from gouvernail.registers.operations import RefusedError

AT_ONCE_SECONDS = 2.0
"""Most documents are read in less; a longer one shows how far it is on its page."""


def documents(request: HttpRequest, place: Organisation) -> HttpResponse:
    """List the documents read here and below."""
    table, page = list_of_documents(documents_at(place), place, request.GET.get("page"))
    may_edit = request.actor.can(EDIT, "imports", place)
    context = {
        "heading": _("Documents lus"),
        "intro": _("Un audit, un support de comité, un calendrier de marché : ce qu’ils proposent, et leurs défauts."),
        "table": table,
        "page": page,
        "create_href": reverse("document_read_start", args=[place.slug]) if may_edit else "",
        "create_label": _("Lire un document"),
    }
    return render(request, "ui/list.html", context)


def start(request: HttpRequest, place: Organisation) -> HttpResponse:
    """Bring a document."""
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["fichier"]
        try:
            reading = receiving.bring(place, request.actor, sent.name, sent.read())
        except UnreadableFile as error:
            form.add_error("fichier", str(error))
        except RefusedError as error:
            form.add_error(None, error.messages[0])
        else:
            working.wait_a_little(reading, AT_ONCE_SECONDS)
            if reading.state != ReadingState.FAILED:
                _say_if_known(request, reading)
                return redirect("document_read", place.slug, reading.pk)
            form.add_error("fichier", reading.refusal)  # said beside the field, while the person is still there
            reading.delete()
    context = {
        "heading": _("Lire un document"),
        "subtitle": _("Rien ne sera écrit avant votre accord, et le document n’est pas gardé."),
        "form": form,
        "submit_label": _("Lire le document"),
        "cancel_href": reverse("documents_read", args=[place.slug]),
        "rule_count": len(rules()),
    }
    return render(request, "reading/start.html", context, status=422 if request.method == "POST" else 200)


def _say_if_known(request: HttpRequest, reading: DocumentReading) -> None:
    """A document applied already may be read again; its person is told."""
    same = DocumentReading.objects.filter(
        organisation=reading.organisation, sha256=reading.sha256, state=ReadingState.APPLIED
    ).first()
    if same and same.finished_at:
        day = f"{same.finished_at:%d/%m/%Y}"
        messages.info(request, _("Ce document a déjà été appliqué le %(day)s.") % {"day": day})


def document(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Show what was read of a document: its proposals, its faults, what it states."""
    reading = document_at(place, pk)
    if reading.state in NOT_READ:
        return _progress(request, place, reading)
    if _is_part(request):
        return HttpResponse(headers={"HX-Refresh": "true"})  # read: show the whole page
    runs = runs_of(reading)
    counts = fault_counts(reading)
    shown = shown_gravity(counts, request.GET.get("gravite", ""))
    page = faults(reading, shown, request.GET.get("page"))
    ready = what_is_ready(runs)
    may_edit = request.actor.can(EDIT, "imports", reading.organisation)
    context = {
        "heading": reading.file_name,
        "subtitle": subtitle(reading),
        "reading": reading,
        "state": reading_badge(reading),
        "tiles": tiles(reading, runs, counts),
        "parts": parts_shown(runs, place),
        "tabs": tabs(counts, shown, request.path),
        "tone": TONES[shown],
        "page": page,
        "querystring": f"gravite={shown}",
        "titles": {one.code: one.title for one in rules()},
        "answers": Answer.choices,
        "may_edit": may_edit,
        "open": may_edit and reading.state == ReadingState.READY,
        "ready": ready,
        "apply_label": ngettext("Appliquer %(n)s proposition", "Appliquer %(n)s propositions", ready)
        % {"n": format_number(ready)},
        "committees": [one for one in reading.mentions if one["kind"] == "committee"],
        "decisions": [one for one in reading.mentions if one["kind"] == "decision"],
    }
    return render(request, "reading/document.html", context)


def _progress(request: HttpRequest, place: Organisation, reading: DocumentReading) -> HttpResponse:
    """Show how far the reading is, or why it failed; renews itself with htmx, and by a link without it."""
    may_edit = request.actor.can(EDIT, "imports", reading.organisation)
    context = {
        "heading": reading.file_name,
        "subtitle": _("Rien ne sera écrit avant votre accord, et le document n’est pas gardé."),
        "reading": reading,
        "failed": reading.state == ReadingState.FAILED,
        "interrupted": working.is_interrupted(reading),
        "may_edit": may_edit,
    }
    template = "reading/progress_part.html" if _is_part(request) else "reading/progress.html"
    return render(request, template, context)


def _is_part(request: HttpRequest) -> bool:
    """Whether only the progress of a reading is asked for."""
    return bool(request.htmx) and request.htmx.target == "reading-progress"


def faults_file(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Send the faults of a document as a spreadsheet, to hand back to its author."""
    reading = document_at(place, pk)
    headers = [_("Endroit"), _("Gravité"), _("Règle"), _("Constat"), _("Texte"), _("Proposition"), _("Confiance (%)")]
    headers.append(_("Réponse"))
    rows = [
        [
            one.place,
            one.gravity,
            one.code,
            one.sentence,
            one.raw,
            one.proposal,
            one.confidence,
            one.get_answer_display(),
        ]
        for one in reading.faults.all()
    ]
    title = _("Défauts")
    notes = [_("Défauts relevés dans %(file)s. Rien n’y a été corrigé.") % {"file": reading.file_name}]
    data = write_table(headers, rows, format="xlsx", title=title, notes=notes)
    name = f"defauts-{slug(reading.file_name.rpartition('.')[0]) or reading.pk}.xlsx"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=MEDIA_TYPES["xlsx"], headers=disposition)
