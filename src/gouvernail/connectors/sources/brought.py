"""Large files that people bring: kept on disk between the page and the reading, and by nothing once it is opened.

A reading opens its file and takes its name away at once: whatever becomes of the process, the file goes with it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from gouvernail.registers.operations import RefusedError

MEGABYTE = 1024 * 1024


def too_large(size: int) -> str:
    """Return the sentence that refuses a file of so many bytes; empty when it is within measure."""
    if size <= settings.LARGEST_REQUESTS_FILE:
        return ""
    return _(
        "Ce fichier dépasse %(size)s Mo. Découpez-le, ou demandez à qui tient le serveur de relever "
        "GOUVERNAIL_REQUESTS_FILE_MB."
    ) % {"size": settings.LARGEST_REQUESTS_FILE // MEGABYTE}


def keep(run_pk: int, blocks: Iterable[bytes]) -> None:
    """Keep the file of a reading until it begins; ``RefusedError`` when the disk has no room for it."""
    path = _path(run_pk)
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as kept:
            kept.writelines(blocks)
    except OSError as error:
        forget(run_pk)
        raise RefusedError(
            _("Le serveur n’a pas pu garder ce fichier le temps de le lire. Libérez de la place, puis recommencez.")
        ) from error


@contextmanager
def opened(run_pk: int) -> Iterator[BinaryIO | None]:
    """Open the file of a reading, if it has one, and leave nothing of it on disk."""
    try:
        file = _path(run_pk).open("rb")
    except FileNotFoundError:
        yield None
        return
    with file:
        forget(run_pk)
        yield file


def forget(run_pk: int) -> None:
    """Delete the file of a reading that will not take place."""
    _path(run_pk).unlink(missing_ok=True)


def _path(run_pk: int) -> Path:
    return settings.DATA_FOLDER / "brought" / str(run_pk)
