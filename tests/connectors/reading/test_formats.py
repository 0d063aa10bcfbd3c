"""Every format gives the same lines and tables, or one French sentence."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouvernail.connectors.reading.formats import is_document, read_document
from gouvernail.connectors.reading.formats.raw import LONGEST_WORD
from gouvernail.connectors.spreadsheets import UnreadableFile
from tests.connectors.reading.making import MAKERS, PLAN, docx_plan, pdf_plan, pptx_plan


@pytest.mark.parametrize("name", MAKERS)
def test_a_table_is_read_cell_by_cell_in_every_format(name):
    document = read_document(MAKERS[name](), name)
    (table,) = document.tables
    assert [list(row) for row in table.rows] == PLAN
    assert document.lines[table.lines[0]].text == "\t".join(PLAN[0])
    assert "Plan d’action du numérique" in document.text


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("plan.pdf", "page 1, tableau 1, ligne 3"),
        ("plan.pptx", "diapositive 1, tableau 1, ligne 3"),
        ("plan.docx", "tableau 1, ligne 3"),
        ("plan.html", "tableau 1, ligne 3"),
    ],
)
def test_each_row_knows_its_place(name, where):
    (table,) = read_document(MAKERS[name](), name).tables
    assert str(table.place_of(2)) == where


@pytest.mark.parametrize("name", ["plan.docx", "plan.html", "plan.pdf"])
def test_no_name_and_no_number_is_kept(name):
    document = read_document(MAKERS[name](), name)
    assert "DURANTEL" not in document.text
    assert "12 34" not in document.text
    assert {one.kind for one in document.masked} == {"name", "phone"}


def test_pages_of_a_pdf_are_counted_and_named():
    document = read_document(pdf_plan(), "plan.pdf")
    assert document.pages == 2
    assert str(document.filled[-1].place) == "page 2, ligne 1"


def test_a_hidden_slide_is_read_and_said():
    document = read_document(pptx_plan(), "plan.pptx")
    assert document.warnings == ("La diapositive 2 est masquée ; elle est lue quand même.",)
    assert document.pages == 2


def test_headings_of_a_word_document_are_known():
    lines = read_document(docx_plan(), "plan.docx").lines
    assert [line.text for line in lines if line.heading] == ["Plan d’action du numérique"]


def test_scripts_and_styles_of_a_page_are_not_text():
    text = read_document(MAKERS["plan.html"](), "plan.html").text
    assert "alert" not in text
    assert "p{}" not in text
    assert text.endswith("Fin")


def test_the_last_line_counts_without_a_line_break():
    assert read_document(b"Total\t12\nReste\t8", "fin.txt").tables[0].rows[-1] == ("Reste", "8")


def test_empty_cells_at_the_end_of_a_row_stay():
    assert read_document(b"A\t2026\t2027\nB\t1\t\n", "t.txt").tables[0].rows[1] == ("B", "1", "")


def test_a_text_of_an_old_windows_is_read_and_said():
    document = read_document("Réunion à l’été\n".encode("cp1252"), "vieux.txt")
    assert document.text.startswith("Réunion à l’été")
    assert "Windows-1252" in document.warnings[0]


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "vide.pdf", "est vide"),
        (b"%PDF-1.7 rien", "faux.pdf", "abîmé ou incomplet"),
        (b"%PDF-1.7", "x.docx", "n’est pas ce que son nom annonce"),
        (b"bonjour", "note.odt", "n’est pas un document lisible ici"),
        (b"PK\x03\x04 abime", "x.docx", "abîmé"),
        (b"   \n\n", "blanc.txt", "est vide"),
        (b"\x00\x01\x02\x03" * 20, "x.txt", "n’est pas ce que son nom annonce"),
        ("é".encode() * 10_500_000, "gros.txt", "dépasse 20 Mo"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "x.docx", "mot de passe"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(data, name, words):
    with pytest.raises(UnreadableFile) as error:
        read_document(data, name)
    assert words in str(error.value)
    assert str(error.value).startswith(name)


def test_an_archive_that_unpacks_without_measure_is_not_opened():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 400_000_000)
    with pytest.raises(UnreadableFile, match=r"démesuré.*depuis le logiciel qui l’a fait"):
        read_document(buffer.getvalue(), "bombe.docx")


def test_a_truncated_document_of_every_format_is_said():
    for name, make in MAKERS.items():
        if name.endswith(".html"):
            continue
        data = make()
        with pytest.raises(UnreadableFile):
            read_document(data[: len(data) // 2], name)


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=400))
def test_a_forged_pdf_is_refused_in_a_sentence_never_a_crash(data):
    with pytest.raises(UnreadableFile, match=r"\.$"):
        read_document(b"%PDF-1.4\n" + data, "forge.pdf")


@pytest.mark.parametrize(("name", "known"), [("a.PDF", True), ("a.docx", True), ("a.xlsx", False), ("a", False)])
def test_documents_are_known_by_their_name(name, known):
    assert is_document(name) is known


def test_a_line_without_measure_is_cut_at_a_space():
    text = "mot " * 3_000
    lines = read_document(text.encode(), "long.txt").filled
    assert all(len(line.text) <= 4_000 for line in lines)
    assert " ".join(line.text for line in lines).split() == text.split()
    assert {str(line.place) for line in lines} == {"ligne 1"}


def test_an_endless_word_is_parted_in_lines_and_in_cells():
    data = ("_" * 3000 + "\n" + "Nom\tValeur\n" + "a\t" + "1" * 3000).encode()
    texts = [line.text for line in read_document(data, "formulaire.txt").lines]
    assert max(len(word) for text in texts for word in text.split()) <= LONGEST_WORD
    assert "".join(texts).count("_") == 3000
    page = b"<html><body><table><tr><td>a</td><td>" + b"1" * 3000 + b"</td></tr></table></body></html>"
    (row,) = read_document(page, "page.html").tables[0].rows
    assert max(map(len, row[1].split())) <= LONGEST_WORD


@pytest.mark.parametrize("data", [b"Un mot\n" * 12_001, b"Le budget est de 1 000 euros. " * 21_000])
def test_a_document_longer_than_anybody_waits_for_is_refused_in_a_sentence(data):
    with pytest.raises(UnreadableFile, match="trop long : plus de 12 000 lignes"):
        read_document(data, "long.txt")


@pytest.mark.parametrize(
    ("depth", "read", "words"),
    [
        (100, ["Avant", "Au fond", "Après"], None),
        (300, ["Avant", "Après"], "n’est pas lue"),
        (5_000, ["Avant"], "la suite n’en est pas lue"),
    ],
)
def test_what_stands_too_deep_in_a_page_is_said(depth, read, words):
    inside = "<div>" * depth + "<p>Au fond</p>" + "</div>" * depth
    page = f"<html><body><p>Avant</p>{inside}<p>Après</p></body></html>"
    document = read_document(page.encode(), "page.html")
    assert [line.text for line in document.lines] == read
    assert [words in one for one in document.warnings] == ([True] if words else [])


def test_a_page_deep_in_nothing_but_frames_is_not_said():
    page = "<html><body><p>Avant</p>" + "<div>" * 300 + "</div>" * 300 + "</body></html>"
    assert read_document(page.encode(), "page.html").warnings == ()
