"""The note, the sheet and the slides of a study: seen on screen, sent as files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gouvernail.documents.catalogue.study_note.content import study_note
from gouvernail.documents.catalogue.study_note.one_page import sheet_on_one_page, study_sheet
from gouvernail.documents.catalogue.study_slides.content import study_deck
from gouvernail.documents.drawing import TYPES, draw
from gouvernail.documents.kit.story import Deck, Report
from gouvernail.documents.showing import cards_of
from gouvernail.kernel.text import slug
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import VIEW
from gouvernail.registers.panels import SheetAction
from gouvernail.registers.registry import register_of
from gouvernail.studies.finding import find_study
from gouvernail.studies.models import Study


@dataclass(frozen=True)
class Kind:
    """A document of a study: its name, what it says, what draws it."""

    label: str | Promise
    content: Callable[[Study, date, str], Report | Deck]
    formats: tuple[str, ...]


KINDS = {
    "note": Kind(gettext_lazy("Note au DGS"), study_note, ("pdf", "docx")),
    "fiche": Kind(gettext_lazy("Fiche pour les élus"), study_sheet, ("pdf", "docx")),
    "diaporama": Kind(gettext_lazy("Diapositives"), study_deck, ("pptx", "pdf")),
}


def preview(request: HttpRequest, place: Organisation, pk: int, word: str) -> HttpResponse:
    """Show a document of a study on screen."""
    study, kind = _study(request, place, pk), _kind(word)
    document = kind.content(study, place.today(), "")
    context = {
        "heading": document.title,
        "subtitle": document.subtitle,
        "document": document,
        "cards": cards_of(document),
        "frozen": None,
        "is_deck": word == "diaporama",
        "downloads": [
            {"label": extension.upper(), "href": reverse("study_file", args=[place.slug, pk, word, extension])}
            for extension in kind.formats
        ],
        "crumbs": [
            {"label": _("Études"), "href": reverse("study_list", args=[place.slug])},
            {"label": study.title, "href": register_of("study").href(place, study)},
        ],
    }
    return render(request, "documents/preview.html", context)


def download(request: HttpRequest, place: Organisation, pk: int, word: str, extension: str) -> HttpResponse:
    """Send a document of a study as a file; reading writes nothing."""
    study, kind = _study(request, place, pk), _kind(word)
    if extension not in kind.formats:
        raise Http404
    on, base = place.today(), request.build_absolute_uri("/").rstrip("/")
    if word == "fiche":
        sheet = sheet_on_one_page(study, on, base, lambda page: draw(page, "pdf", study.organisation))
        # Office software runs its fonts wider than the PDF does: there the sheet is always set tight.
        document: Report | Deck = sheet if extension == "pdf" else replace(sheet, compact=True)
    else:
        document = kind.content(study, on, base)
    name = f"{on:%Y-%m-%d}-{slug(study.title)}-{word}.{extension}"
    return HttpResponse(
        draw(document, extension, study.organisation),
        content_type=TYPES[extension],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def study_documents(request: HttpRequest, place: Organisation, study: Study) -> list[SheetAction]:
    """Offer the documents of a study at the head of its pages."""
    if not request.actor.can(VIEW, "documents", study.organisation):
        return []
    icons = {"note": "file-text", "fiche": "license", "diaporama": "presentation"}
    return [
        SheetAction(str(kind.label), reverse("study_document", args=[place.slug, study.pk, word]), icons[word])
        for word, kind in KINDS.items()
    ]


def _study(request: HttpRequest, place: Organisation, pk: int) -> Study:
    study = find_study(request, place, pk)
    if not request.actor.can(VIEW, "documents", study.organisation):
        raise Http404
    return study


def _kind(word: str) -> Kind:
    if word not in KINDS:
        raise Http404
    return KINDS[word]
