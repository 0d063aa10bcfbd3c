"""Handing out an attached file: always to download, never to run in the page."""

from __future__ import annotations

import hashlib

from django.http import HttpResponse
from django.utils.translation import gettext as _

from gouvernail.papers.models import AttachedFile

TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
}


class AlteredFileError(Exception):
    """A file whose bytes are no longer those that were attached; its message is a French sentence."""


def bytes_of(paper: AttachedFile) -> bytes:
    """Return the bytes of a file; raise ``AlteredFileError`` when they are not those that were attached."""
    content = bytes(paper.content)
    if hashlib.sha256(content).hexdigest() != paper.digest:
        raise AlteredFileError(
            _("« %(name)s » a été modifié depuis son ajout : son empreinte ne correspond plus. Il n’est pas remis.")
            % {"name": paper.name}
        )
    return content


def send(paper: AttachedFile) -> HttpResponse:
    """Answer with the file, to keep."""
    return HttpResponse(
        bytes_of(paper),
        content_type=TYPES.get(paper.extension, "application/octet-stream"),
        headers={
            "Content-Disposition": f'attachment; filename="{paper.name}"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )


def size_in_words(size: int) -> str:
    """Write a size: « 12 Ko », « 3,4 Mo »."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))}\u00a0Ko"
    return f"{size / 1024 / 1024:.1f}\u00a0Mo".replace(".", ",")
