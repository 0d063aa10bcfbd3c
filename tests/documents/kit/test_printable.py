"""Characters that no file may hold are taken out; what a reader sees is left as it is."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from docx import Document
from pptx import Presentation

from gouvernail.documents.kit import deck_to_pdf, deck_to_pptx, report_to_docx, report_to_pdf
from gouvernail.documents.kit.printable import printable
from gouvernail.documents.kit.story import ChartBlock, Section, Slide, Tile, Tiles
from gouvernail.ui.charts import model
from tests.documents.kit import sample

DIRTY = "Sal\x00e\x0b\r\ntexte\x1b\ud800\uffff & <b>"
CLEAN = "Sale\n\ntexte & <b>"


def _blocks():
    series = (model.Series(DIRTY, (1,)), model.Series(DIRTY, (2,)))
    chart = model.ColumnChart(DIRTY, DIRTY, categories=(DIRTY,), series=series)
    sheet = replace(sample.SCENARIO, title=DIRTY, wording=DIRTY, owner=DIRTY)
    return (Tiles((Tile(DIRTY, DIRTY, DIRTY),)), ChartBlock(chart), ChartBlock(sample.ROADMAP), sheet, sample.ACTIONS)


def test_texts_are_cleaned_wherever_they_are():
    deck = printable(sample.sample_deck(title=DIRTY, slides=(Slide(DIRTY, _blocks()),)))
    assert deck.title == deck.slides[0].title == CLEAN
    assert deck.slides[0].blocks[1].chart.series[0].label == CLEAN


def test_what_can_be_printed_is_left_alone():
    for document in (printable(sample.sample_deck()), printable(sample.sample_report())):
        assert printable(document) == document


def test_a_number_stays_with_its_word():
    assert printable("COPIL SI n° 1 : 12 %") == "COPIL SI n°\u00a01\u00a0: 12\u202f%"


@pytest.mark.parametrize("title", [DIRTY, "", "\n", "日本語のとても長い題名" * 9])
def test_every_drawing_takes_any_text(title):
    slides = (Slide(title, _blocks(), notes=DIRTY), Slide(title, _blocks(), columns=2))
    deck = sample.sample_deck(title=title, organisation=DIRTY, slides=slides)
    report = sample.sample_report(title=title, organisation=DIRTY, sections=(Section(DIRTY, _blocks()),))
    assert Presentation(io.BytesIO(deck_to_pptx(deck))).slides
    assert Document(io.BytesIO(report_to_docx(report))).tables
    assert deck_to_pdf(deck).startswith(b"%PDF")
    assert report_to_pdf(report).startswith(b"%PDF")
