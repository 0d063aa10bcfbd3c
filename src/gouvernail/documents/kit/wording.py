"""The few sentences that every drawing adds to a story: footer, notes, mark of a demonstration."""

from __future__ import annotations

from gouvernail.documents.kit.layout.shapes import Page
from gouvernail.documents.kit.story import Deck, Report

DEMO = "Démonstration : données fictives"
FULL_TEXTS = "Textes complets de cette diapositive :"


def footer_of(document: Deck | Report) -> str:
    """Return the footer of a document, with the mark of a demonstration when it is one."""
    text = document.footer or " · ".join(part for part in (document.organisation, document.title) if part)
    return f"{text} · {DEMO}" if document.is_demo else text


def notes_of(page: Page) -> str:
    """Return the speaker notes of a page: those of the story, then the full text of whatever had to be cut."""
    parts = [page.notes] if page.notes else []
    if page.lost:
        parts.append("\n".join([FULL_TEXTS, *(f"• {text}" for text in page.lost)]))
    return "\n\n".join(parts)
