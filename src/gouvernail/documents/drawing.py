"""A story drawn in any of its formats, in the style and on the template of the place it is of."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from gouvernail.documents.house_style.reading import Look, look_of
from gouvernail.documents.kit import deck_on_template, deck_to_pdf, deck_to_pptx, report_to_docx, report_to_pdf
from gouvernail.documents.kit.office import SOURCES, convert
from gouvernail.documents.kit.story import Deck, Report
from gouvernail.organisations.models import Organisation

DECK_FORMATS = ("pptx", "pdf", "odp")
REPORT_FORMATS = ("pdf", "docx", "odt")
TYPES = {
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "zip": "application/zip",
}
SLOW = frozenset(SOURCES)
"""Formats that take seconds: a page asks for them beside (``work``)."""


def formats_of(document: Deck | Report) -> tuple[str, ...]:
    """Return the formats in which a document is drawn."""
    return DECK_FORMATS if isinstance(document, Deck) else REPORT_FORMATS


def draw(
    document: Deck | Report,
    extension: str,
    place: Organisation,
    *,
    look: Look | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> bytes:
    """Return ``document`` as the bytes of a file of ``place``, in the look it has today or in the one given.

    Raises ``ValueError`` for a format it has not, ``OfficeMissingError`` and ``ConversionError`` for ODP and ODT.
    """
    if extension not in formats_of(document):
        raise ValueError(_("Ce document n’existe pas au format « %(format)s ».") % {"format": extension})
    look = look or look_of(place)
    if extension in SOURCES:
        return convert(draw(document, SOURCES[extension], place, look=look), extension, stopped=stopped)
    if isinstance(document, Deck):
        return _deck(document, extension, look)
    drawing = report_to_pdf if extension == "pdf" else report_to_docx
    return drawing(document, look.style)


def _deck(deck: Deck, extension: str, look: Look) -> bytes:
    if extension == "pdf":
        return deck_to_pdf(deck, look.style)
    return deck_on_template(deck, look.template) if look.template else deck_to_pptx(deck, look.style)
