"""Reading an archive, and refusing one that is not exactly what its manifest says."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from gouvernail.cli.archives.manifest import MANIFEST, SQLITE, Manifest, read_manifest
from gouvernail.cli.refusals import Refusal


@contextmanager
def _opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive, read_manifest(archive.read(MANIFEST).decode())
    except FileNotFoundError as error:
        raise Refusal(f"le fichier {path} n’existe pas.") from error
    except (zipfile.BadZipFile, zlib.error, KeyError, UnicodeDecodeError, EOFError) as error:
        raise Refusal(f"{path} n’est pas une sauvegarde de Gouvernail, ou elle est abîmée.") from error


def verify_archive(path: Path) -> Manifest:
    """Check every file of the archive against its digest, and return the manifest."""
    with _opened(path) as (archive, manifest):
        for name, digest in manifest.digests.items():
            with archive.open(name) as handle:
                if hashlib.file_digest(handle, "sha256").hexdigest() != digest:
                    raise Refusal(f"{path} a été modifiée ou abîmée : {name} n’est plus celui qui a été sauvegardé.")
    return manifest


def extract_archive(path: Path, folder: Path) -> Manifest:
    """Verify the archive, then lay its files out in ``folder``, written down to the disk and for its owner alone."""
    manifest = verify_archive(path)
    with _opened(path) as (archive, _manifest):
        for name in manifest.digests:
            descriptor = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as target, archive.open(name) as source:
                shutil.copyfileobj(source, target)
                target.flush()
                os.fsync(target.fileno())
    if SQLITE in manifest.digests:
        _refuse_broken_database(folder / SQLITE)
    return manifest


def _refuse_broken_database(path: Path) -> None:
    try:
        with closing(sqlite3.connect(path)) as database:
            answer = database.execute("PRAGMA integrity_check").fetchone()[0]
            orphans = database.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as error:
        raise Refusal(f"la base de la sauvegarde est abîmée ({error}).") from error
    if answer != "ok" or orphans:
        raise Refusal("la base de la sauvegarde est abîmée.")
