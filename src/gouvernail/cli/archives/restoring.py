"""Restoring an archive: verified first, then put in place whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import connections

from gouvernail.cli import databases
from gouvernail.cli.archives.locking import alone_on_the_data
from gouvernail.cli.archives.manifest import KEY, PORTABLE, Manifest
from gouvernail.cli.archives.reading import extract_archive
from gouvernail.cli.archives.swapping import ASIDE, new_staging, swap
from gouvernail.cli.archives.writing import write_archive
from gouvernail.cli.refusals import Refusal
from gouvernail.cli.updating import backup_path


def restore_archive(path: Path, manifest: Manifest) -> Path | None:
    """Put the archive in the place of the present data; return where those were kept, or None if there were none."""
    empty = databases.is_empty()
    unknown = sorted(set(manifest.migrations) - {f"{app}.{name}" for app, name in databases.known_migrations()})
    if unknown:
        raise Refusal(
            f"cette sauvegarde vient d’une version plus récente de Gouvernail ({manifest.version}). "
            "Mettez-le d’abord à jour."
        )
    with alone_on_the_data():
        kept = _load_portable(path, manifest) if manifest.is_portable else _swap_file(path)
    return None if empty else kept


def _swap_file(path: Path) -> Path:
    if not databases.is_sqlite():
        raise Refusal(
            "cette sauvegarde est un fichier SQLite, et cette installation utilise PostgreSQL. "
            "Refaites-la depuis SQLite avec « gouvernail backup --portable »."
        )
    connections.close_all()
    database = databases.sqlite_file()
    staging = new_staging(database)
    try:
        extract_archive(path, staging)
        swap(staging, database, settings.DATA_FOLDER / KEY)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return database.with_name(database.name + ASIDE)


def _load_portable(path: Path, manifest: Manifest) -> Path | None:
    """Load a dump in one transaction. The key follows: cut short just between, people sign in again, no more."""
    from gouvernail.cli.archives.portable import load

    kept = None if databases.is_empty() else backup_path("avant-restauration")
    if kept:
        write_archive(kept)
    databases.migrate()
    present = {f"{app}.{name}" for app, name in databases.applied_migrations()}
    if set(manifest.migrations) != present:
        raise Refusal(
            f"cette sauvegarde vient de la version {manifest.version}. Restaurez-la avec cette version, "
            "puis mettez Gouvernail à jour."
        )
    with tempfile.TemporaryDirectory(prefix=".restauration-", dir=settings.DATA_FOLDER) as name:
        folder = Path(name)
        extract_archive(path, folder)
        with (folder / PORTABLE).open(encoding="utf-8") as stream:
            load(stream)
        if (folder / KEY).exists():
            (folder / KEY).replace(settings.DATA_FOLDER / KEY)
    return kept
