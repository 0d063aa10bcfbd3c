"""What may be attached: by its size, its name, and what its first bytes say it is. Nothing that runs."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import dataclass
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from gouvernail.kernel.text import slug

LARGEST = 10 * 1024 * 1024
"""Ten mebibytes: a scanned contract of a hundred pages holds in it, and a backup stays quick."""
LONGEST_NAME = 100
SIGNATURES = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff", "jpeg": b"\xff\xd8\xff"}
PACKED = {
    "docx": "word/document.xml",
    "xlsx": "xl/workbook.xml",
    "pptx": "ppt/presentation.xml",
    "odt": "content.xml",
    "ods": "content.xml",
    "odp": "content.xml",
}
"""Formats that are archives, with the part that makes each what it is."""
PLAIN = ("txt", "csv")
EXTENSIONS = (*SIGNATURES, *PACKED, *PLAIN)
MACROS = ("vbaproject.bin", "basic/")


@dataclass(frozen=True)
class Accepted:
    """A file that may be kept: a clean name, its extension, its bytes."""

    name: str
    extension: str
    content: bytes

    @property
    def digest(self) -> str:
        """The SHA-256 of its bytes."""
        return hashlib.sha256(self.content).hexdigest()


def accept(upload: UploadedFile) -> Accepted:
    """Read an uploaded file; raise ``ValidationError`` in French when it is too large, empty, or not what it says."""
    extension = PurePath(upload.name or "").suffix.lower().lstrip(".")
    if extension not in EXTENSIONS:
        raise ValidationError(
            _("« %(name)s » : ce format n’est pas accepté. Formats acceptés : %(formats)s.")
            % {"name": upload.name, "formats": ", ".join(sorted(EXTENSIONS))}
        )
    if (upload.size or 0) > LARGEST:
        raise ValidationError(
            _("« %(name)s » dépasse %(limit)s Mo : réduisez-le, ou joignez-en un extrait.")
            % {"name": upload.name, "limit": LARGEST // 1024**2}
        )
    content = upload.read()
    if not content:
        raise ValidationError(_("« %(name)s » est vide.") % {"name": upload.name})
    if reason := _why_not(extension, content):
        raise ValidationError(f"« {upload.name} » : {reason}")
    return Accepted(clean_name(upload.name or "", extension), extension, content)


def clean_name(name: str, extension: str) -> str:
    """Return a name that any system keeps: « Offre réseau (v2).PDF » gives « offre-reseau-v2.pdf »."""
    return f"{slug(PurePath(name.replace(chr(92), '/')).stem)[:LONGEST_NAME] or 'piece'}.{extension}"


def _why_not(extension: str, content: bytes) -> str:
    if extension in SIGNATURES and not content.startswith(SIGNATURES[extension]):
        return _("son contenu n’est pas celui d’un fichier %(format)s.") % {"format": extension.upper()}
    if extension in PACKED:
        return _why_not_packed(extension, content)
    if extension in PLAIN and b"\x00" in content:
        return _("ce n’est pas du texte.")
    return ""


def _why_not_packed(extension: str, content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = [one.lower() for one in archive.namelist()]
    except zipfile.BadZipFile:
        names = []
    if PACKED[extension] not in names:
        return _("son contenu n’est pas celui d’un fichier %(format)s.") % {"format": extension.upper()}
    if any(name.startswith(MACROS[1]) or name.endswith(MACROS[0]) for name in names):
        return _("il contient des macros : enregistrez-le sans elles.")
    return ""
