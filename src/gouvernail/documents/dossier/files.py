"""What a dossier is made of: named files, their checksums, and the archive that holds them."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

CHECKSUMS = "SHA256SUMS"


@dataclass(frozen=True)
class DossierFile:
    """One file: its path in the archive, what it is in French, its bytes."""

    path: str
    title: str
    content: bytes

    @property
    def digest(self) -> str:
        """The SHA-256 of its bytes."""
        return hashlib.sha256(self.content).hexdigest()


def json_bytes(value: Any) -> bytes:
    """Return plain values as JSON that a person can read, the same bytes for the same values."""
    return (json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def checksums(files: Sequence[DossierFile]) -> DossierFile:
    """Return the list of checksums, as ``sha256sum -c`` reads it."""
    lines = "".join(f"{one.digest}  {one.path}\n" for one in files)
    return DossierFile(CHECKSUMS, "Empreintes SHA-256 de tous les fichiers (sha256sum -c SHA256SUMS)", lines.encode())


def archive(files: Sequence[DossierFile], on: date) -> bytes:
    """Return the ZIP of these files, in their order, all dated ``on``: same content, same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for one in files:
            entry = zipfile.ZipInfo(one.path, (max(on.year, 1980), on.month, on.day, 12, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, one.content)
    return buffer.getvalue()
