"""Open a document whatever its format: PDF, DOCX, PPTX, web page or text."""

from __future__ import annotations

from pathlib import PurePath

from django.utils.translation import gettext as _

from gouvernail.connectors.reading.formats import docx, html, pdf, plain, slides
from gouvernail.connectors.reading.formats.raw import Raw, document_of
from gouvernail.connectors.reading.model import Document
from gouvernail.connectors.reading.progress import OPENED, Tell, to_nobody
from gouvernail.connectors.spreadsheets import UnreadableFile
from gouvernail.connectors.spreadsheets.safety import MAX_BYTES, kind_of

EXTENSIONS = {
    ".pdf": "pdf", ".docx": "docx", ".pptx": "pptx", ".html": "html", ".htm": "html", ".txt": "texte", ".md": "texte",
}  # fmt: skip
"""The names of the files that can be read, with what they hold."""

MAX_CHARACTERS = 600_000
MAX_LINES = 12_000
"""Beyond, the rules would read for more than a quarter of a minute, at the expense of everybody's pages."""

_OF_SHEETS = "depuis votre tableur, sans images ni lignes vides mises en forme"
_READERS = {"pdf": pdf.read, "docx": docx.read, "pptx": slides.read, "html": html.read, "texte": plain.read}


def is_document(file_name: str) -> bool:
    """Whether a file is one of those by its name."""
    return PurePath(file_name).suffix.lower() in EXTENSIONS


def read_document(data: bytes, file_name: str, tell: Tell = to_nobody) -> Document:
    """Read a document, personal data masked; ``UnreadableFile`` says in one French sentence why it cannot be read."""
    name = PurePath(file_name).name
    kind = checked_kind(data, name)
    tell(0, _("Ouverture du document"))
    raw: Raw = _READERS[kind](data, name, tell)
    if len(raw.lines) > MAX_LINES or sum(len(line.text) for line in raw.lines) > MAX_CHARACTERS:
        raise UnreadableFile(
            _(
                "%(name)s est trop long : plus de 12 000 lignes ou de 600 000 caractères (environ 250 pages). "
                "Découpez-le en plusieurs fichiers."
            )
            % {"name": name}
        )
    if not any(line.text.strip() for line in raw.lines):
        raise UnreadableFile(
            _(
                "%(name)s ne contient aucun texte : c’est sans doute une image numérisée. Demandez le fichier "
                "d’origine, ou passez-le d’abord dans un outil de reconnaissance de caractères."
            )
            % {"name": name}
        )
    tell(OPENED, _("Les données de personnes sont masquées"))
    return document_of(name, kind, raw)


def checked_kind(data: bytes, name: str) -> str:
    """Return what a document is by its name and its first bytes, without reading it; ``UnreadableFile`` otherwise."""
    expected = EXTENSIONS.get(PurePath(name).suffix.lower())
    if expected is None:
        raise UnreadableFile(
            _("%(name)s n’est pas un document lisible ici. Formats acceptés : PDF, DOCX, PPTX, HTML, TXT.")
            % {"name": name}
        )
    if not data.strip():
        raise UnreadableFile(_("%(name)s est vide. Vérifiez le fichier, puis déposez-le de nouveau.") % {"name": name})
    if len(data) > MAX_BYTES:
        raise UnreadableFile(
            _("%(name)s dépasse %(most)s Mo. Retirez les images, ou découpez-le.")
            % {"name": name, "most": MAX_BYTES // 1024 // 1024}
        )
    try:
        found = kind_of(data, name)
    except UnreadableFile as error:  # said of spreadsheets
        raise UnreadableFile(
            str(error).replace(_OF_SHEETS, _("depuis le logiciel qui l’a fait, sans images"))
        ) from error
    shown = {"csv": "texte", "html": "html", "xml": "html"}.get(found, found)
    if shown == expected or (expected in ("texte", "html") and shown in ("texte", "html")):
        return expected
    raise UnreadableFile(
        _(
            "%(name)s n’est pas ce que son nom annonce. Ouvrez-le dans le logiciel qui l’a fait et enregistrez-le "
            "de nouveau au format PDF, DOCX ou PPTX."
        )
        % {"name": name}
    )
