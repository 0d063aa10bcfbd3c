"""Office files that no office suite wrote: a sentence, never a crash, never millions of cells."""

import io
import zipfile

import docx
import pptx
import pytest

from gouvernail.connectors.reading.formats import read_document
from gouvernail.connectors.spreadsheets import UnreadableFile

TEXT, SLIDE = "word/document.xml", "ppt/slides/slide1.xml"


def document():
    made = docx.Document()
    made.add_paragraph("Constat")
    made.add_table(2, 2).rows[0].cells[0].text = "Montant"
    return saved(made)


def deck():
    made = pptx.Presentation()
    slide = made.slides.add_slide(made.slide_layouts[0])
    slide.shapes.title.text = "Constat"
    slide.shapes.add_table(2, 2, 0, 0, 100, 100)
    return saved(made)


def saved(made):
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def forged(data, member, old, new):
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as written:
        for name in source.namelist():
            content = source.read(name)
            if name == member:
                assert old in content
                content = new if new.startswith(b"<html") else content.replace(old, new, 1)
            written.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (b"<w:tcW", b'<w:gridSpan w:val="30000000"/><w:tcW', "plus de 500 colonnes"),
        (b"<w:tr>", b'<w:tr><w:trPr><w:gridBefore w:val="30000000"/></w:trPr>', "plus de 500 colonnes"),
        (b"<w:tcW", b'<w:gridSpan w:val="beaucoup"/><w:tcW', "abîmé"),
        (b"<w:tcW", b"<w:vMerge/><w:tcW", "abîmé"),
        (b"", b"<html/>", "abîmé"),
    ],
)
def test_a_forged_text_is_refused_in_a_sentence(old, new, words):
    with pytest.raises(UnreadableFile, match=words):
        read_document(forged(document(), TEXT, old, new), "audit.docx")


@pytest.mark.parametrize(
    ("old", "new"),
    [(b' id="2"', b""), (b'x="0"', b'x="loin"'), (b'type="ctrTitle"', b'type="inconnu"'), (b"", b"<html/>")],
)
def test_a_forged_deck_is_refused_in_a_sentence(old, new):
    with pytest.raises(UnreadableFile, match=r"abîmé ou incomplet.*logiciel de présentation"):
        read_document(forged(deck(), SLIDE, old, new), "copil.pptx")


def test_the_files_that_are_forged_were_readable():
    assert read_document(document(), "audit.docx").lines[0].text == "Constat"
    assert read_document(deck(), "copil.pptx").lines[0].text == "Constat"
