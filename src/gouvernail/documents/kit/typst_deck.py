"""Draws a deck as PDF: the same pages as the PPTX, at the same places, one landscape page a slide."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from gouvernail.documents.kit.layout import grid
from gouvernail.documents.kit.layout.pages import lay_out
from gouvernail.documents.kit.layout.shapes import Box, Page
from gouvernail.documents.kit.story import Deck
from gouvernail.documents.kit.style import worn
from gouvernail.documents.kit.typst_run import compile_pdf, day_parts
from gouvernail.documents.kit.typst_shapes import plain_shape
from gouvernail.documents.kit.wording import UNTITLED, footer_of, notes_of

ANNEX = "Annexe : textes complets"
_PLACES = {
    "title": grid.TITLE,
    "source": grid.SOURCE,
    "date": grid.DATE,
    "number": grid.NUMBER,
    "logo": grid.LOGO,
    "cover_logo": grid.COVER_LOGO,
    "cover_title": grid.COVER_TITLE,
    "cover_text": grid.COVER_TEXT,
    "cover_detail": grid.COVER_DETAIL,
}


def draw_deck(deck: Deck) -> bytes:
    """Return ``deck`` as the bytes of a PDF; what a slide had to cut is written in full on a last page."""
    return compile_pdf("deck.typ", deck_data(deck), on=deck.held_on)


def draw_handout(deck: Deck) -> bytes:
    """Return ``deck`` as the bytes of a PDF to hand out: two slides an A4 page, with what the speaker says of each."""
    return compile_pdf("handout.typ", handout_data(deck), on=deck.held_on)


def handout_data(deck: Deck) -> dict[str, Any]:
    """Return what the handout draws: the pages of the deck, each with its notes."""
    data = deck_data(deck)
    noted = [one | {"notes": notes_of(page)} for one, page in zip(data["pages"], lay_out(deck), strict=True)]
    return data | {"pages": noted}


def deck_data(deck: Deck) -> dict[str, Any]:
    """Return what the template draws: document facts, places of the grid, pages, and the texts cut on them."""
    pages = lay_out(deck)
    annex = [{"place": f"Diapositive {page.number}", "text": text} for page in pages for text in page.lost]
    return {
        "title": deck.title.strip() or UNTITLED,
        "author": deck.organisation,
        "description": deck.subtitle,
        "keywords": ["Démonstration"] if deck.is_demo else [],
        "day": day_parts(deck.held_on),
        "width": grid.WIDTH,
        "height": grid.HEIGHT,
        "rule_top": grid.RULE_TOP,
        "places": {name: asdict(box) for name, box in _places().items()},
        "pages": [_plain_page(page, deck) for page in pages],
        "footer": footer_of(deck),
        "annex": annex,
        "annex_title": ANNEX,
    }


def _places() -> dict[str, Box]:
    return _PLACES | {"footer": grid.footer(beside_logo=worn().logo is not None)}


def _plain_page(page: Page, deck: Deck) -> dict[str, Any]:
    opening = page.kind == "opening"
    return {
        "kind": page.kind,
        "title": page.title,
        "title_size": page.title_size,
        "subtitle": page.subtitle,
        "detail": page.detail,
        "source": page.source,
        "shapes": [plain_shape(shape) for shape in page.shapes],
        "footer": footer_of(deck) if not opening or deck.is_demo else "",
        "date": "" if opening else deck.held_on_text,
        "shown_number": "" if opening else str(page.number),
    }
