"""OpenDocument files through LibreOffice, when the machine has it: the same deck or report, converted apart.

LibreOffice runs with a profile of its own in a folder that is thrown away, without network use, for at most two
minutes; whoever waits may stop it.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

SOURCES = {"odp": "pptx", "odt": "docx"}
"""What each OpenDocument format is converted from."""
NAMES = ("soffice", "libreoffice")
TIME_LIMIT = 120.0
_BEAT = 0.1


class OfficeMissingError(Exception):
    """LibreOffice is not on this machine; the message is a French sentence."""

    def __init__(self) -> None:
        super().__init__(
            "Les formats ODP et ODT demandent LibreOffice, qui n’est pas installé sur le serveur. "
            "Prenez le PPTX ou le DOCX : LibreOffice les ouvre."
        )


class ConversionError(Exception):
    """LibreOffice was stopped or failed; the message is a French sentence."""


def find_office() -> str | None:
    """Return where LibreOffice is, or ``None``."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def convert(data: bytes, extension: str, *, stopped: Callable[[], bool] = lambda: False) -> bytes:
    """Return ``data`` (a PPTX for ``odp``, a DOCX for ``odt``) in the OpenDocument format ``extension``.

    Raises ``OfficeMissingError`` without LibreOffice, ``ConversionError`` when it fails, takes more than
    ``TIME_LIMIT`` seconds or when ``stopped`` says to give up.
    """
    program = find_office()
    if program is None:
        raise OfficeMissingError
    with tempfile.TemporaryDirectory(prefix="gouvernail-office-") as name:
        folder = Path(name)
        source = folder / f"document.{SOURCES[extension]}"
        source.write_bytes(data)
        command = [
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            extension,
            "--outdir",
            str(folder),
            str(source),
        ]
        _run(command, folder, stopped)
        target = source.with_suffix(f".{extension}")
        if not target.exists():
            raise ConversionError("LibreOffice n’a pas pu convertir ce document. Prenez le PPTX, le DOCX ou le PDF.")
        return target.read_bytes()


def _run(command: list[str], folder: Path, stopped: Callable[[], bool]) -> None:
    process = subprocess.Popen(  # noqa: S603 - the program found on this machine, on a file we wrote
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    limit = time.monotonic() + TIME_LIMIT
    try:
        while process.poll() is None:
            if stopped():
                raise ConversionError("La conversion a été arrêtée.")
            if time.monotonic() > limit:
                raise ConversionError("LibreOffice n’a pas répondu en deux minutes : la conversion est abandonnée.")
            time.sleep(_BEAT)
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End LibreOffice and what it started, when it still runs."""
    import os
    import signal

    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
