"""Putting a restored SQLite file in the place of the present one, so that no instant leaves anything in between.

The verified files wait in a folder beside the database. Renaming that folder is the one step that decides: killed
before it, nothing has changed; killed after it, the next command or the next start finishes the work.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.db import connection

from gouvernail.cli.archives.manifest import KEY, SQLITE
from gouvernail.cli.refusals import Refusal

STAGING, READY, ASIDE = ".restauration-en-cours", ".restauration-prete", ".before-restore"


def new_staging(database: Path) -> Path:
    """Return a new empty folder beside the database; what an earlier attempt left there goes."""
    staging = database.with_name(STAGING)
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(mode=0o700, parents=True)
    return staging


def swap(staging: Path, database: Path, key: Path) -> None:
    """Replace the database and the secret key by the verified files of ``staging``, keeping the old ones aside."""
    if database.exists():
        _fold(database)
        _keep_aside(database)
    if key.exists() and (staging / KEY).exists():
        _keep_aside(key)
    ready = database.with_name(READY)
    staging.rename(ready)
    _write_down(ready.parent)
    finish(ready, database, key)


def finish(ready: Path, database: Path, key: Path) -> None:
    """Move the waiting files to their place; may be called again after having been cut short anywhere."""
    restored = ready / SQLITE
    if restored.exists():
        for suffix in ("-wal", "-shm"):
            database.with_name(database.name + suffix).unlink(missing_ok=True)
        restored.replace(database)
    if (ready / KEY).exists():
        draft = key.with_name(f"{KEY}.restored")
        shutil.copy2(ready / KEY, draft)  # the key may live on another disk than the database
        draft.replace(key)
        (ready / KEY).unlink()
    _write_down(database.parent)
    shutil.rmtree(ready)


def finish_interrupted_swap() -> None:
    """Finish a restoration that was cut short after its decision; does nothing otherwise."""
    if connection.vendor != "sqlite":
        return
    database, key = Path(connection.settings_dict["NAME"]), settings.DATA_FOLDER / KEY
    ready = database.with_name(READY)
    if not ready.is_dir():
        return
    finish(ready, database, key)
    if not os.environ.get("GOUVERNAIL_SECRET_KEY") and key.exists():
        settings.SECRET_KEY = key.read_text().strip()


def _fold(database: Path) -> None:
    """Bring everything into the one file; SQLite refuses while anybody else has it open, and so do we."""
    try:
        with closing(sqlite3.connect(database, timeout=2)) as opened:
            opened.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        raise Refusal("la base de données est ouverte par un autre programme. Arrêtez-le, puis recommencez.") from error
    except sqlite3.DatabaseError:
        return  # broken beyond reading: it is kept aside as it is


def _keep_aside(path: Path) -> None:
    draft, aside = path.with_name(f"{path.name}{ASIDE}.part"), path.with_name(f"{path.name}{ASIDE}")
    draft.unlink(missing_ok=True)
    try:
        os.link(path, draft)
    except OSError:  # a file system without hard links
        shutil.copy2(path, draft)
    draft.replace(aside)
    draft.unlink(missing_ok=True)  # two names of one file: replacing one by the other keeps both


def _write_down(folder: Path) -> None:
    with contextlib.suppress(OSError):  # some file systems cannot flush a folder
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
