"""Writing an archive while Gouvernail runs: the copy is that of one instant."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from gouvernail import __version__
from gouvernail.cli import databases
from gouvernail.cli.archives.manifest import KEY, MANIFEST, PORTABLE, SQLITE, Manifest, sha256_of
from gouvernail.cli.archives.reading import verify_archive
from gouvernail.cli.refusals import Refusal


def write_archive(path: Path, *, portable: bool = False) -> Manifest:
    """Write the archive at ``path``, whole or not at all, and read it again before saying it is done.

    SQLite is copied as a file by its online backup; any other engine, or ``portable``, by a dump that every engine
    reads. The archive holds the secret key: only its owner may read it.
    """
    if databases.is_empty():
        raise Refusal("il n’y a encore rien à sauvegarder : la base de données est vide.")
    path = path.absolute()
    if path.is_dir():
        raise Refusal(f"{path} est un dossier : donnez le nom d’un fichier.")
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".sauvegarde-", dir=path.parent) as name:
        folder = Path(name)
        files = [_copy_sqlite(folder / SQLITE) if databases.is_sqlite() and not portable else _dump(folder / PORTABLE)]
        files += _copy_key(folder / KEY)
        manifest = Manifest(
            version=__version__,
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            migrations=[f"{app}.{migration}" for app, migration in databases.applied_migrations()],
            digests={file.name: sha256_of(file) for file in files},
        )
        draft = _pack(folder / "archive.zip", manifest, files)
        verify_archive(draft)
        draft.replace(path)
    return manifest


def _copy_sqlite(copy: Path) -> Path:
    with closing(sqlite3.connect(databases.sqlite_file())) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing left beside it
    return copy


def _dump(path: Path) -> Path:
    from gouvernail.cli.archives.portable import dump

    with path.open("w", encoding="utf-8") as handle:
        dump(handle)
    return path


def _copy_key(copy: Path) -> list[Path]:
    key = settings.DATA_FOLDER / KEY
    if not key.exists():  # the key then comes from the environment, which its owner keeps
        return []
    shutil.copyfile(key, copy)
    return [copy]


def _pack(path: Path, manifest: Manifest, files: list[Path]) -> Path:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as handle:
        with zipfile.ZipFile(handle, "w", compression=zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(MANIFEST, manifest.to_json())
            for file in files:
                archive.write(file, file.name)
        handle.flush()
        os.fsync(handle.fileno())
    return path
