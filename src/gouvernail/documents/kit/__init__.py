"""Draws a story (``story.py``) as a deck (PPTX, PDF) or as a written document (PDF, DOCX).

Pure Python: no database, no clock, no request. The drawing libraries are heavy and are imported only when a document
is asked for.
"""

from __future__ import annotations

from gouvernail.documents.kit.freeze import from_json, to_json
from gouvernail.documents.kit.letter import Letter
from gouvernail.documents.kit.printable import printable
from gouvernail.documents.kit.story import Deck, Report
from gouvernail.documents.kit.style import HOUSE, OwnTemplate, Style, dressed

__all__ = [
    "deck_on_template",
    "deck_to_handout",
    "deck_to_pdf",
    "deck_to_pptx",
    "from_json",
    "letter_to_docx",
    "report_to_docx",
    "report_to_pdf",
    "to_json",
]


def deck_to_pptx(deck: Deck, style: Style = HOUSE) -> bytes:
    """Return ``deck`` as a PPTX file: native editable charts and tables, speaker notes, one title a slide."""
    from gouvernail.documents.kit.pptx_deck import draw_deck

    with dressed(style):
        return draw_deck(printable(deck))


def deck_on_template(deck: Deck, template: OwnTemplate) -> bytes:
    """Return ``deck`` as a PPTX on a collectivité's own template, charts native, no placeholder left empty."""
    from gouvernail.documents.kit.pptx_own import draw_on_template

    return draw_on_template(printable(deck), template)


def deck_to_pdf(deck: Deck, style: Style = HOUSE) -> bytes:
    """Return ``deck`` as a tagged PDF file, one landscape page a slide, same slides and numbers as the PPTX."""
    from gouvernail.documents.kit.typst_deck import draw_deck

    with dressed(style):
        return draw_deck(printable(deck))


def deck_to_handout(deck: Deck, style: Style = HOUSE) -> bytes:
    """Return ``deck`` as a tagged A4 PDF to hand out: two slides a page, each with its notes and its sources."""
    from gouvernail.documents.kit.typst_deck import draw_handout

    with dressed(style):
        return draw_handout(printable(deck))


def letter_to_docx(letter: Letter, style: Style = HOUSE) -> bytes:
    """Return ``letter`` as a DOCX file whose fields are content controls."""
    from gouvernail.documents.kit.docx_letter import draw_letter

    with dressed(style):
        return draw_letter(printable(letter))


def report_to_pdf(report: Report, style: Style = HOUSE) -> bytes:
    """Return ``report`` as a tagged A4 PDF file."""
    from gouvernail.documents.kit.typst_report import draw_report

    with dressed(style):
        return draw_report(printable(report))


def report_to_docx(report: Report, style: Style = HOUSE) -> bytes:
    """Return ``report`` as a DOCX file with real headings, tables and page numbers."""
    from gouvernail.documents.kit.docx_report import draw_report

    with dressed(style):
        return draw_report(printable(report))
