"""The PDF drawings: dated, tagged, literal, and independent of the machine."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import replace

import pytest
import typst

from gouvernail.documents.kit import deck_to_pdf, report_to_pdf
from gouvernail.documents.kit.layout.pages import lay_out
from gouvernail.documents.kit.story import Callout, ChartBlock, Paragraph, Report, Section, Slide, Table, Tile, Tiles
from gouvernail.documents.kit.typst_deck import ANNEX, deck_data
from gouvernail.documents.kit.typst_report import report_data
from gouvernail.documents.kit.typst_run import FONTS, SOURCES, chart_png
from gouvernail.ui.charts import model
from tests.documents.kit import sample
from tests.documents.kit.texts import squeeze, texts_of

HOSTILE = '#import "x" *a_b$ \\ [c] <d> @e `f` // g'


def _query(template, data, selector, field=None):
    found = typst.query(
        str(SOURCES / template),
        selector,
        field=field,
        root=str(SOURCES),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data)},
    )
    return json.loads(found)


def _text_in(content):
    if isinstance(content, dict):
        own = content["text"] if content.get("func") == "text" and isinstance(content.get("text"), str) else ""
        return own + "".join(_text_in(value) for key, value in content.items() if key != "text" or not own)
    if isinstance(content, list):
        return "".join(_text_in(item) for item in content)
    return ""


def _pdf_text(pdf, tmp_path):
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed: the text of the PDF cannot be read back")
    path = tmp_path / "document.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return squeeze(done.stdout.decode())


@pytest.fixture(scope="module")
def deck_pdf():
    return deck_to_pdf(sample.sample_deck())


@pytest.fixture(scope="module")
def report_pdf():
    return report_to_pdf(sample.sample_report())


@pytest.mark.parametrize("name", ["deck_pdf", "report_pdf"])
def test_a_pdf_is_tagged_titled_and_dated_by_the_meeting(name, request):
    pdf = request.getfixturevalue(name)
    assert pdf.startswith(b"%PDF")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert b"/Marked true" in pdf
    assert b"/Lang(fr-FR)" in pdf
    assert b"CC des Trois Rivi" in pdf
    assert b"D:20260113" in pdf


def test_the_same_story_gives_the_same_file():
    assert deck_to_pdf(sample.sample_deck()) == deck_to_pdf(sample.sample_deck())


def test_a_deck_has_a_page_a_slide_then_its_annex(deck_pdf):
    pages = lay_out(sample.sample_deck())
    assert len(re.findall(rb"/Type/Page\b(?!s)", deck_pdf)) == len(pages) + 1


def test_each_page_of_a_deck_has_its_title_as_a_heading():
    deck = sample.sample_deck()
    headings = [_text_in(body) for body in _query("deck.typ", deck_data(deck), "heading", "body")]
    assert headings == [*(page.title for page in lay_out(deck)), ANNEX]


def test_a_deck_without_a_cut_text_has_no_annex():
    deck = sample.sample_deck(slides=(Slide("Un titre"),))
    headings = [_text_in(body) for body in _query("deck.typ", deck_data(deck), "heading", "body")]
    assert ANNEX not in headings


def test_markup_in_a_text_comes_out_as_it_is_written(tmp_path):
    chart = model.BarChart(HOSTILE, HOSTILE, categories=(HOSTILE,), series=(model.Series(HOSTILE, (1,)),))
    blocks = (
        Tiles((Tile("1", HOSTILE, HOSTILE),)),
        Callout(HOSTILE, HOSTILE, HOSTILE),
        Table((HOSTILE,), ((HOSTILE,),)),
        Paragraph((HOSTILE, HOSTILE), HOSTILE),
        ChartBlock(chart),
        replace(sample.SCENARIO, wording=HOSTILE, context=(HOSTILE,), options=(HOSTILE,), title=HOSTILE),
    )
    deck = sample.sample_deck(title=HOSTILE, organisation=HOSTILE, slides=(Slide(HOSTILE, blocks, source=HOSTILE),))
    headings = _query("deck.typ", deck_data(deck), "heading", "body")
    assert _text_in(headings[0]) == HOSTILE
    report = Report(HOSTILE, HOSTILE, HOSTILE, sample.HELD_ON, ((HOSTILE, HOSTILE),), (Section(HOSTILE, blocks),))
    headings = [_text_in(body) for body in _query("report.typ", report_data(report), "heading", "body")]
    assert headings[:2] == [HOSTILE, HOSTILE]
    assert _pdf_text(deck_to_pdf(deck), tmp_path).count('#import "x" *a_b$') >= 10
    assert _pdf_text(report_to_pdf(report), tmp_path).count('#import "x" *a_b$') >= 10


def test_the_title_of_the_document_is_literal_too():
    assert b"#import" in deck_to_pdf(sample.sample_deck(title=HOSTILE, slides=()))


def _words(text):
    return set(re.findall(r"\w{4,}", squeeze(text)))


def test_every_text_of_the_minutes_is_in_the_pdf(report_pdf, tmp_path):
    shown = _words(_pdf_text(report_pdf, tmp_path))
    report = sample.sample_report()
    missing = {word for text in texts_of(report) for word in _words(text)} - shown
    assert {word for word in missing if not word.startswith("pondérations")} == set()


def test_every_text_of_the_deck_but_the_notes_is_in_the_pdf(deck_pdf, tmp_path):
    shown = _words(_pdf_text(deck_pdf, tmp_path))
    data = deck_data(sample.sample_deck())
    shown |= {word for page in data["pages"] for shape in page["shapes"] for word in _words(shape.get("alt", ""))}
    slides = tuple(replace(slide, notes="") for slide in sample.SLIDES)
    assert {word for text in texts_of(slides) for word in _words(text)} - shown == set()


def test_all_symbols_are_in_the_fonts_of_the_house(deck_pdf):
    names = set(re.findall(rb"/BaseFont/(?:[A-Z]{6}\+)?([\w-]+)", deck_pdf))
    assert names
    assert all(name.startswith(b"Inter") for name in names)


def test_pictures_and_roadmap_have_an_alternative(deck_pdf):
    data = deck_data(sample.sample_deck())
    shapes = [shape for page in data["pages"] for shape in page["shapes"]]
    described = [shape for shape in shapes if shape["type"] == "ChartArea" or shape.get("drawn")]
    assert len(described) == 9
    assert all(len(shape["alt"]) > 20 for shape in described)


def test_a_chart_becomes_a_picture():
    assert chart_png(sample.STATUSES, 5.0).startswith(b"\x89PNG")


def test_an_empty_report_is_drawn():
    empty = Report("Relevé", "", "CC des Trois Rivières", sample.HELD_ON)
    assert report_to_pdf(empty).startswith(b"%PDF")


def test_a_sign_that_no_font_has_costs_the_mark_and_not_the_document():
    pdf = deck_to_pdf(sample.sample_deck(title="Bilan 日 2026", slides=()))
    assert pdf.startswith(b"%PDF")
    assert b"pdfuaid" not in pdf
    assert b"/Marked true" in pdf
