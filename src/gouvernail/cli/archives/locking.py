"""Being alone on the data while they are replaced."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from gouvernail.cli.refusals import Refusal


@contextmanager
def alone_on_the_data() -> Iterator[None]:
    """Hold the data folder alone; refuse while a server runs on it (the server holds the shared lock)."""
    descriptor = os.open(settings.DATA_FOLDER / "serving.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Refusal("Gouvernail est en marche sur ces données. Arrêtez-le, puis recommencez.") from error
        yield
    finally:
        os.close(descriptor)
