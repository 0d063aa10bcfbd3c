"""What may be attached, and what comes out of it."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.papers.accepting import EXTENSIONS, LARGEST, LONGEST_NAME, accept, clean_name
from gouvernail.papers.models import AttachedFile, values_of
from gouvernail.papers.sending import AlteredFileError, bytes_of, send, size_in_words
from gouvernail.policies.models import VersionPaper

PDF = b"%PDF-1.7\nune page"


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def packed(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Offre.PDF", PDF),
        ("plan.png", b"\x89PNG\r\n\x1a\nreste"),
        ("note.docx", packed("[Content_Types].xml", "word/document.xml")),
        ("tableau.ods", packed("mimetype", "content.xml")),
        ("liste.csv", "n°;objet\n1;écran".encode()),
    ],
)
def test_what_people_attach_is_accepted(name, content):
    accepted = accept(upload(name, content))
    assert accepted.content == content
    assert accepted.extension == name.rsplit(".")[-1].lower()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("outil.exe", b"MZ", "ce format n’est pas accepté"),
        ("page.html", b"<script>", "ce format n’est pas accepté"),
        ("dessin.svg", b"<svg/>", "ce format n’est pas accepté"),
        ("sans-extension", PDF, "ce format n’est pas accepté"),
        ("vide.pdf", b"", "est vide"),
        ("faux.pdf", b"MZ\x90", "n’est pas celui d’un fichier PDF"),
        ("faux.docx", b"PK nothing", "n’est pas celui d’un fichier DOCX"),
        ("autre.docx", packed("xl/workbook.xml"), "n’est pas celui d’un fichier DOCX"),
        ("macro.docx", packed("word/document.xml", "word/vbaProject.bin"), "contient des macros"),
        ("macro.odt", packed("content.xml", "Basic/Standard/Module1.xml"), "contient des macros"),
        ("binaire.txt", b"a\x00b", "pas du texte"),
    ],
)
def test_what_may_harm_is_refused_with_its_reason(name, content, words):
    with pytest.raises(ValidationError) as refusal:
        accept(upload(name, content))
    assert words in refusal.value.messages[0]


def test_what_is_too_large_is_refused_before_it_is_read():
    large = upload("gros.pdf", PDF)
    large.size = LARGEST + 1
    with pytest.raises(ValidationError, match="dépasse 10 Mo"):
        accept(large)


@given(st.text(max_size=200), st.sampled_from(EXTENSIONS))
def test_a_name_never_leads_elsewhere(name, extension):
    cleaned = clean_name(f"{name}.{extension}", extension)
    stem = cleaned.removesuffix(f".{extension}")
    assert stem
    assert set(stem) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len(stem) <= LONGEST_NAME


def test_a_file_comes_out_as_it_went_in_or_not_at_all():
    paper = VersionPaper(**values_of(accept(upload("offre.pdf", PDF))))
    answer = send(paper)
    assert answer.content == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="offre.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    paper.content = PDF + b"!"
    with pytest.raises(AlteredFileError, match="modifié depuis son ajout"):
        bytes_of(paper)


def test_every_kept_file_is_one_of_these():
    assert issubclass(VersionPaper, AttachedFile)


@pytest.mark.parametrize(("size", "words"), [(10, "1\u00a0Ko"), (12_400, "12\u00a0Ko"), (3_600_000, "3,4\u00a0Mo")])
def test_sizes_are_written_in_french(size, words):
    assert size_in_words(size) == words
