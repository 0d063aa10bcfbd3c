"""The DOCX opens again, holds the whole story, with real headings, tables and fields."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import pytest
from docx import Document
from docx.oxml.ns import qn

from gouvernail.documents.kit import report_to_docx
from gouvernail.documents.kit.story import Report
from gouvernail.ui.charts.tables import chart_table
from tests.documents.kit import sample
from tests.documents.kit.texts import squeeze, texts_of


@pytest.fixture(scope="module")
def report():
    return sample.sample_report()


@pytest.fixture(scope="module")
def document(report):
    return Document(io.BytesIO(report_to_docx(report)))


def _shown(document):
    texts = [paragraph.text for paragraph in document.paragraphs]
    texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    texts += [paragraph.text for paragraph in document.sections[0].footer.paragraphs]
    texts += [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    return squeeze("\n".join(texts))


def test_every_text_of_the_story_is_there(report, document):
    shown = _shown(document)
    assert [text for text in texts_of(report) if squeeze(text) not in shown] == []


def test_sections_are_headings_and_the_title_a_title(report, document):
    styles = {(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs}
    assert ("Title", report.title) in styles
    assert {("Heading 1", section.heading) for section in report.sections} <= styles
    assert ("Heading 2", "Décision 2026-01 · Organisation du service SI") in styles


def test_data_tables_repeat_their_header_and_keep_rows_whole(document):
    (actions,) = [table for table in document.tables if table.rows[0].cells[0].text == "N°"]
    assert actions.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in actions.rows)
    assert len(actions.rows) == len(sample.ACTIONS.rows) + 1


def test_each_table_says_what_it_holds(document):
    for table in document.tables:
        assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))


def test_a_chart_is_a_described_picture_followed_by_its_figures(document):
    (picture,) = document.inline_shapes
    assert "Projets par statut" in picture._inline.docPr.get("descr")
    figures = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    assert all(list(row) in figures for row in chart_table(sample.STATUSES).rows)


def test_what_stands_above_a_chart_stays_on_its_page(document):
    paragraphs = list(document.paragraphs)
    at = next(rank for rank, one in enumerate(paragraphs) if one.text == sample.STATUSES.title)
    above = [one for one in paragraphs[at:] if one.text][:2]
    assert above[1].text == sample.STATUSES.summary
    assert all(one.paragraph_format.keep_with_next or one.style.paragraph_format.keep_with_next for one in above)


def test_decisions_are_framed_with_their_outcome_ticked(document):
    frames = [table.rows[0].cells[0].text for table in document.tables if "☐" in table.rows[0].cells[0].text]
    assert len(frames) == 3
    assert "☑ Adoptée" in frames[0]
    assert "☑ Amendée" in frames[1]
    assert "☑" not in frames[2]
    assert "Échéance\u00a0: à fixer" in frames[2]


def test_the_language_is_french_and_the_footer_counts_pages(report, document):
    languages = document.styles.element.xpath("//w:docDefaults//w:lang/@w:val")
    assert languages == ["fr-FR"]
    footer = document.sections[0].footer._element
    assert footer.xpath(".//w:fldSimple/@w:instr") == ["PAGE", "NUMPAGES"]
    assert f"{report.organisation} · {report.title}" in footer.xpath("string(.)")


def test_properties_say_what_and_when_without_the_clock(report, document):
    properties = document.core_properties
    assert properties.title == report.title
    assert properties.author == report.organisation
    assert properties.created == properties.modified == datetime(2026, 1, 13, 12, tzinfo=UTC)


def test_a_demonstration_says_so_in_its_footer():
    demo = Document(io.BytesIO(report_to_docx(sample.sample_report(is_demo=True))))
    assert "Démonstration" in demo.sections[0].footer.paragraphs[0].text


def test_an_empty_report_is_drawn():
    empty = Report("Relevé", "", "CC des Trois Rivières", sample.HELD_ON)
    assert Document(io.BytesIO(report_to_docx(empty))).paragraphs[1].text == "Relevé"


def test_no_old_copy_of_the_styles_contradicts_them():
    with zipfile.ZipFile(io.BytesIO(report_to_docx(sample.sample_report()))) as package:
        assert not [name for name in package.namelist() if "stylesWithEffects" in name]
        assert b"stylesWithEffects" not in package.read("[Content_Types].xml")
