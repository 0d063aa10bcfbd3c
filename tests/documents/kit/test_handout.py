"""The handout: every slide of the deck with what is said of it, two a page."""

from __future__ import annotations

from dataclasses import replace

import pikepdf
from pypdfium2 import PdfDocument

from gouvernail.documents.kit import deck_to_handout
from gouvernail.documents.kit.layout.pages import lay_out
from gouvernail.documents.kit.story import Slide
from gouvernail.documents.kit.typst_deck import handout_data
from tests.documents.kit import sample
from tests.documents.kit.tags import headings, open_pdf


def test_every_slide_is_there_with_its_notes_and_its_sources():
    deck = sample.sample_deck()
    data = handout_data(deck)
    pages = lay_out(deck)
    assert [one["title"] for one in data["pages"]] == [page.title for page in pages]
    said = next(one for one in data["pages"] if one["title"] == deck.slides[1].title)
    assert deck.slides[1].notes in said["notes"]
    assert deck.slides[1].source in said["notes"]
    with open_pdf(deck_to_handout(deck)) as opened:
        assert len(headings(opened)) == len(pages)
        assert len(opened.pages) == -(-len(pages) // 2)
        assert all(_is_a4(page) for page in opened.pages)


def _is_a4(page: pikepdf.Page) -> bool:
    return [round(float(one)) for one in page.mediabox] == [0, 0, 595, 842]


def test_long_notes_flow_onto_the_next_page():
    slides = (Slide("Un titre", notes="Une phrase que l’on dit. " * 300),)
    with open_pdf(deck_to_handout(replace(sample.sample_deck(), slides=slides))) as opened:
        assert len(opened.pages) > 1


def test_many_short_lines_push_the_next_slide_rather_than_run_under_it():
    notes = "\n".join(f"{rank}. Point de l’ordre du jour" for rank in range(1, 14))
    slides = (Slide("Avant"), Slide("Premier titre", notes=notes), Slide("Second titre"))
    pages = PdfDocument(deck_to_handout(replace(sample.sample_deck(), slides=slides)))
    last_line, title = _place(pages, "13. Point"), _place(pages, "Second titre")
    assert last_line < title, "the next slide comes after the last line, lower or on another page"


def _place(pages: PdfDocument, words: str) -> tuple[int, float]:
    """The page where words stand, and how far down its bottom they are."""
    for number, page in enumerate(pages):
        text = page.get_textpage()
        if found := text.search(words).get_next():
            return number, -text.get_charbox(found[0])[1]
    raise AssertionError(words)
