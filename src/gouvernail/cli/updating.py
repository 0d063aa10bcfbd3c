"""Bringing an installation up to the version of the code: backup, migrations, static files."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from gouvernail import __version__
from gouvernail.cli import databases

STAMP = ".gouvernail-stamp"


def update() -> None:
    """Save the database if its tables are about to change, migrate it, and lay out the static files."""
    if pending := databases.pending_migrations():
        if not databases.is_empty():
            kept = backup_path("avant-migration")
            from gouvernail.cli.archives.writing import write_archive

            write_archive(kept)
            print(f"Sauvegarde avant mise à jour : {kept}", flush=True)
        print(f"Mise à jour de la base de données ({len(pending)} migrations)…", flush=True)
    databases.migrate()
    _erase_what_was_promised()
    lay_out_static_files()


def _erase_what_was_promised() -> None:
    """Erase the files brought to an import and left there for longer than was said, and the sessions that ended."""
    from gouvernail.connectors.receiving import erase_old_files

    erase_old_files()
    call_command("clearsessions")


def backup_path(why: str) -> Path:
    """Return where an automatic backup goes: dated, in the ``backups`` folder of the data folder."""
    return settings.DATA_FOLDER / "backups" / f"{why}-{datetime.now():%Y-%m-%d-%H%M%S}.zip"


def lay_out_static_files() -> None:
    """Collect and compress the static files, only if they changed since the last time."""
    root = Path(settings.STATIC_ROOT)
    stamp, digest = root / STAMP, _static_digest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", verbosity=0, interactive=False, clear=root.exists())
    stamp.write_text(digest)


def _static_digest() -> str:
    digest = hashlib.sha256(__version__.encode())
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
