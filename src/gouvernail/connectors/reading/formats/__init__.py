"""Open a document whatever its format: PDF, DOCX, PPTX, web page or text."""

from __future__ import annotations

from pathlib import PurePath

from gouvernail.connectors.reading.formats import docx, html, pdf, plain, slides
from gouvernail.connectors.reading.formats.raw import Raw, document_of
from gouvernail.connectors.reading.model import Document
from gouvernail.connectors.spreadsheets import UnreadableFile
from gouvernail.connectors.spreadsheets.safety import MAX_BYTES, kind_of

EXTENSIONS = {
    ".pdf": "pdf", ".docx": "docx", ".pptx": "pptx", ".html": "html", ".htm": "html", ".txt": "texte", ".md": "texte",
}  # fmt: skip
"""The names of the files that can be read, with what they hold."""

MAX_CHARACTERS = 600_000
MAX_LINES = 12_000
"""A document is read while somebody waits for the page: beyond, they would wait for more than a quarter of a minute."""

_READERS = {"pdf": pdf.read, "docx": docx.read, "pptx": slides.read, "html": html.read, "texte": plain.read}


def is_document(file_name: str) -> bool:
    """Whether a file is one of those by its name."""
    return PurePath(file_name).suffix.lower() in EXTENSIONS


def read_document(data: bytes, file_name: str) -> Document:
    """Read a document, personal data masked; ``UnreadableFile`` says in one French sentence why it cannot be read."""
    name = PurePath(file_name).name
    kind = _checked_kind(data, name)
    raw: Raw = _READERS[kind](data, name)
    if len(raw.lines) > MAX_LINES or sum(len(line.text) for line in raw.lines) > MAX_CHARACTERS:
        raise UnreadableFile(
            f"{name} est trop long : plus de 12 000 lignes ou de 600 000 caractères (environ 250 pages). "
            "Découpez-le en plusieurs fichiers."
        )
    if not any(line.text.strip() for line in raw.lines):
        raise UnreadableFile(
            f"{name} ne contient aucun texte : c’est sans doute une image numérisée. Demandez le fichier d’origine, "
            "ou passez-le d’abord dans un outil de reconnaissance de caractères."
        )
    return document_of(name, kind, raw)


def _checked_kind(data: bytes, name: str) -> str:
    expected = EXTENSIONS.get(PurePath(name).suffix.lower())
    if expected is None:
        raise UnreadableFile(
            f"{name} n’est pas un document lisible ici. Formats acceptés : PDF, DOCX, PPTX, HTML, TXT."
        )
    if not data.strip():
        raise UnreadableFile(f"{name} est vide. Vérifiez le fichier, puis déposez-le de nouveau.")
    if len(data) > MAX_BYTES:
        raise UnreadableFile(f"{name} dépasse {MAX_BYTES // 1024 // 1024} Mo. Retirez les images, ou découpez-le.")
    found = kind_of(data, name)
    shown = {"csv": "texte", "html": "html", "xml": "html"}.get(found, found)
    if shown == expected or (expected in ("texte", "html") and shown in ("texte", "html")):
        return expected
    raise UnreadableFile(
        f"{name} n’est pas ce que son nom annonce. Ouvrez-le dans le logiciel qui l’a fait et enregistrez-le de "
        "nouveau au format PDF, DOCX ou PPTX."
    )
