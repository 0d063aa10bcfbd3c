"""PDF/UA-1 (ISO 14289-1) read back from the files: tags, title, language, headings, alternatives, tables, artifacts."""

from __future__ import annotations

from itertools import pairwise

import pytest

from gouvernail.documents.kit import deck_to_handout, deck_to_pdf, report_to_pdf
from gouvernail.documents.kit.layout.pages import lay_out
from tests.documents.kit import sample
from tests.documents.kit.tags import headings, kids, open_pdf, tags_of
from tests.documents.kit.test_style import STYLE


@pytest.fixture(scope="module", params=["deck", "report", "deck in a style", "handout"])
def pdf(request):
    """The PDF of each kind of document."""
    made = {
        "deck": lambda: deck_to_pdf(sample.sample_deck()),
        "handout": lambda: deck_to_handout(sample.sample_deck(), STYLE),
        "report": lambda: report_to_pdf(sample.sample_report()),
        "deck in a style": lambda: deck_to_pdf(sample.sample_deck(), STYLE),
    }[request.param]()
    with open_pdf(made) as opened:
        yield opened


def test_it_declares_itself_titled_french_and_tagged(pdf):
    root = pdf.Root
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"]
    assert root.MarkInfo.Marked is True or bool(root.MarkInfo.Marked)
    assert str(root.Lang) == "fr-FR"
    assert bool(root.ViewerPreferences.DisplayDocTitle), "the title is shown, not the name of the file"
    assert str(pdf.docinfo.Title)


def test_every_page_follows_the_structure_and_every_font_is_embedded(pdf):
    for page in pdf.pages:
        assert "/StructParents" in page.obj or not _has_text(page)
        for font in page.Resources.get("/Font", {}).values():
            descendant = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            descriptor = descendant.FontDescriptor
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys())
            assert "/ToUnicode" in font


def _has_text(page) -> bool:
    return bool(page.Resources.get("/Font"))


def test_headings_start_at_one_and_skip_no_level(pdf):
    levels = headings(pdf)
    assert levels[0] == 1
    for before, after in pairwise(levels):
        assert after <= before + 1, levels


def test_each_figure_has_an_alternative_that_says_something(pdf):
    figures = [one for one in tags_of(pdf) if one.kind == "Figure"]
    assert figures
    assert all(len(one.alt) > 10 for one in figures), [one.alt for one in figures]


def test_each_table_has_headers_and_rows_of_cells(pdf):
    tables = [one for one in tags_of(pdf) if one.kind == "Table"]
    assert tables
    for table in tables:
        inside = [one.kind for one in tags_below(table)]
        assert "TH" in inside
        assert "TD" in inside
        assert set(table.children()) <= {"THead", "TBody", "TFoot", "TR", "Caption"}


def tags_below(tag):
    from tests.documents.kit.tags import _walk

    return list(_walk(tag.element, 0))


def test_lists_are_lists(pdf):
    lists = [one for one in tags_of(pdf) if one.kind == "L"]
    assert lists
    assert all(set(one.children()) <= {"LI", "L", "Caption"} for one in lists)


def test_no_element_is_left_empty(pdf):
    leaves = [one for one in tags_of(pdf) if not kids(one.element) and one.kind not in ("TD", "TH")]
    assert [one.kind for one in leaves] == []


def test_a_deck_reads_its_titles_in_the_order_of_its_slides():
    with open_pdf(deck_to_pdf(sample.sample_deck())) as opened:
        ones = [level for level in headings(opened) if level == 1]
        assert len(ones) == len(lay_out(sample.sample_deck())) + 1, "one a slide, and the annex"
        assert len(opened.pages) == len(ones)
