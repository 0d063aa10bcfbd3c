"""Passages of a text that lead somewhere: cut where they stand on their own, drawn as links in DOCX and PDF."""

import io
import re
import zlib
from datetime import date

from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.documents.kit import report_to_docx, report_to_pdf
from gouvernail.documents.kit.freeze import from_json, to_json
from gouvernail.documents.kit.linking import runs_of
from gouvernail.documents.kit.story import Callout, Paragraph, Report, Section, StatusCell, Table

BASE = "https://si.example/c/ville/etudes/1/"


def test_a_passage_is_linked_where_it_stands_on_its_own():
    runs = runs_of("12,5 % puis 2,5 % et 5 %.", [("5 %", "#cinq"), ("2,5 %", "#deux")])
    assert runs == [("12,5 % puis ", ""), ("2,5 %", "#deux"), (" et ", ""), ("5 %", "#cinq"), (".", "")]


def test_the_longest_passage_wins():
    assert runs_of("« Coût financier »", [("Coût", "#a"), ("Coût financier", "#b")])[1] == ("Coût financier", "#b")


def test_without_passage_a_text_is_one_run():
    assert runs_of("Rien", []) == [("Rien", "")]
    assert runs_of("Rien", [("rien", "#a"), ("Rien", "")]) == [("Rien", "")]


words = st.text(alphabet="ab1,5 %«»", max_size=30)


@given(words, st.lists(st.tuples(words, st.sampled_from(["", "#a", "#b"])), max_size=5))
def test_cutting_loses_nothing(text, links):
    assert "".join(said for said, _href in runs_of(text, links)) == text


def cell(text: str, tone: str, end: str) -> StatusCell:
    return StatusCell(text, tone, BASE + end)


def linked() -> Report:
    return Report(
        title="Note",
        subtitle="",
        organisation="Ville",
        held_on=date(2026, 1, 13),
        sections=(
            Section(
                "Comparer",
                (
                    Paragraph(("premier pour 97\u202f%", "sans lien"), links=((("97\u202f%", BASE + "p#rang"),), ())),
                    Callout("À savoir", "", "noté 4", links=(("4", BASE + "c#case"),)),
                    Table(
                        ("A",), ((StatusCell("Bonne", "good", BASE + "t#un"),), (StatusCell("3", "", BASE + "t#x"),))
                    ),
                ),
            ),
        ),
    )


EXPECTED = {BASE + end for end in ("p#rang", "c#case", "t#un", "t#x")}


def test_a_docx_leads_to_each_address_and_keeps_its_words():
    document = Document(io.BytesIO(report_to_docx(linked())))
    assert {one.target_ref for one in document.part.rels.values() if one.is_external} == EXPECTED
    assert [one.text for one in document.paragraphs if "premier" in one.text] == ["premier pour 97\u202f%"]
    assert document.tables[-1].cell(2, 0).text == "3"


def test_a_pdf_leads_to_each_address():
    content = report_to_pdf(linked())
    parts = [content] + [_inflated(one) for one in re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL)]
    found = {uri.decode() for part in parts for uri in re.findall(rb"/URI ?\((.*?)\)", part)}
    assert found == EXPECTED


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error:
        return b""


def test_links_are_frozen_and_come_back():
    assert from_json(to_json(linked())) == linked()
