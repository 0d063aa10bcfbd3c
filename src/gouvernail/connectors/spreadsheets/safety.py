"""What is checked before a file is opened: its size, that it is what its name says, what its archive announces.

A spreadsheet is a zip archive that anybody can forge: a few kilobytes may unpack to gigabytes. Sizes are read in
the archive's directory first, then every entry is unpacked once to check that the directory told the truth.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import PurePath

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from gouvernail.connectors.spreadsheets.model import UnreadableFile

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED_BYTES = 300 * 1024 * 1024
MAX_RATIO = 250
MAX_ENTRIES = 5_000
_RATIO_FLOOR = 1024 * 1024  # small, very regular entries compress beyond any ratio and harm nobody

_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OPEN_DOCUMENT_SHEET = b"application/vnd.oasis.opendocument.spreadsheet"
_EXTENSIONS = {
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".xls": "xls",
    ".ods": "ods",
    ".csv": "csv",
    ".txt": "csv",
    ".tsv": "csv",
}
_NAMES = {
    "xlsx": lazy("un classeur XLSX"),
    "xls": lazy("un classeur XLS"),
    "ods": lazy("un classeur ODS"),
    "csv": lazy("un fichier CSV"),
    "pdf": lazy("un PDF"),
    "html": lazy("une page web"),
    "xml": lazy("un fichier XML"),
    "docx": lazy("un document de traitement de texte"),
    "pptx": lazy("une présentation"),
    "xlsb": lazy("un classeur XLSB"),
    "zip": lazy("une archive ZIP"),
    "binary": lazy("d’un type inconnu"),
}
_SAVE_AS = lazy("Ouvrez-le dans votre tableur et enregistrez-le au format XLSX, ODS ou CSV")


def check_file(data: bytes, filename: str) -> str:
    """The kind of a file ("xlsx", "xls", "ods", "csv") that is safe to read; ``UnreadableFile`` otherwise."""
    name = PurePath(filename).name or _("Ce fichier")
    if not data.strip():
        raise UnreadableFile(_("%(name)s est vide. Vérifiez l’export, puis déposez-le de nouveau.") % {"name": name})
    if len(data) > MAX_BYTES:
        raise UnreadableFile(
            _("%(name)s dépasse %(size)s Mo. Retirez les feuilles et les images inutiles, ou découpez-le.")
            % {"name": name, "size": MAX_BYTES // 1024 // 1024}
        )
    kind = kind_of(data, name)
    if kind not in set(_EXTENSIONS.values()):
        raise UnreadableFile(
            _("%(name)s est %(found)s, pas un tableur. %(save)s.")
            % {"name": name, "found": _NAMES[kind], "save": _SAVE_AS}
        )
    expected = _EXTENSIONS.get(PurePath(name).suffix.lower())
    if expected is None:
        raise UnreadableFile(
            _("L’extension de %(name)s n’est pas reconnue alors que c’est %(found)s. Renommez-le en .%(kind)s.")
            % {"name": name, "found": _NAMES[kind], "kind": kind}
        )
    if kind != expected:
        raise UnreadableFile(
            _(
                "%(name)s se présente comme %(expected)s mais c’est %(found)s. Renommez-le en .%(kind)s "
                "ou enregistrez-le de nouveau depuis votre tableur."
            )
            % {"name": name, "expected": _NAMES[expected], "found": _NAMES[kind], "kind": kind}
        )
    return kind


def kind_of(data: bytes, name: str) -> str:
    """Return what a file is by its first bytes and, for an archive, by what it holds once judged safe to open."""
    if data.startswith(_ZIP):
        return _kind_of_archive(data, name)
    if data.startswith(_COMPOUND):
        return _kind_of_compound(data, name)
    if data.startswith(b"%PDF"):
        return "pdf"
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table")):
        return "html"
    if start.startswith(b"<?xml"):
        return "html" if b"<html" in start else "xml"
    if b"\0" in data and not _looks_utf16(data):
        return "binary"
    return "csv"


def _looks_utf16(data: bytes) -> bool:
    """Whether the text carries the UTF-16 mark, or has a zero in every other byte as Latin letters have there."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    sample = data[:2000]
    half = len(sample) // 2
    return half > 0 and max(sample[0::2].count(0), sample[1::2].count(0)) > 0.7 * half


def _kind_of_compound(data: bytes, name: str) -> str:
    """A compound file holds a stream named in UTF-16: the workbook itself, or an encrypted one."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UnreadableFile(password_sentence(name))
    if "Workbook".encode("utf-16-le") in data or "Book\0".encode("utf-16-le") in data:
        return "xls"
    return "docx" if "WordDocument".encode("utf-16-le") in data else "binary"


def _kind_of_archive(data: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_directory(archive, name)
            return _kind_of_contents(archive, name)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError, zlib.error) as error:
        if isinstance(error, UnreadableFile):
            raise
        raise UnreadableFile(damaged_sentence(name)) from error
    except RuntimeError as error:  # zipfile's way to say that an entry is encrypted
        raise UnreadableFile(password_sentence(name)) from error


def _check_directory(archive: zipfile.ZipFile, name: str) -> None:
    entries = archive.infolist()
    too_big = UnreadableFile(
        _(
            "%(name)s se décompresse en un contenu démesuré et n’est pas ouvert par sécurité. "
            "Enregistrez-le de nouveau depuis votre tableur, sans images ni lignes vides mises en "
            "forme."
        )
        % {"name": name}
    )
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        raise too_big
    for entry in entries:
        if entry.file_size > _RATIO_FLOOR and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise too_big
    if archive.testzip() is not None:  # reads no further than announced, then compares the checksum
        raise UnreadableFile(damaged_sentence(name))


def _kind_of_contents(archive: zipfile.ZipFile, name: str) -> str:
    names = set(archive.namelist())
    if "mimetype" in names:
        kind = archive.read("mimetype").strip()
        if kind.startswith(_OPEN_DOCUMENT_SHEET):
            if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
                raise UnreadableFile(password_sentence(name))
            return "ods"
        return "pptx" if b"presentation" in kind else "docx" if b"opendocument" in kind else "zip"
    for member, kind_name in (
        ("xl/workbook.xml", "xlsx"),
        ("xl/workbook.bin", "xlsb"),
        ("word/document.xml", "docx"),
        ("ppt/presentation.xml", "pptx"),
    ):
        if member in names:
            return kind_name
    return "zip"


def damaged_sentence(name: str) -> str:
    """The sentence for a file that does not open."""
    return _(
        "%(name)s est abîmé ou incomplet. Ouvrez-le dans votre tableur, enregistrez-le, puis déposez-le de nouveau."
    ) % {"name": name}


def password_sentence(name: str) -> str:
    """The sentence for an encrypted file."""
    return _(
        "%(name)s est protégé par un mot de passe. Enregistrez-en une copie sans mot de passe, puis déposez-la."
    ) % {"name": name}
