"""What ``gouvernail check`` looks at, one finding after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError, connection

from gouvernail.cli import databases
from gouvernail.cli.refusals import database_words


@dataclass(frozen=True)
class Finding:
    """One thing that was checked: sound or not, and the French sentence that says it."""

    sound: bool
    sentence: str


def inspect() -> Iterator[Finding]:
    """Yield the findings; stop at the first that makes the next ones meaningless."""
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        yield Finding(False, f"Base de données : elle ne répond pas ({database_words(error)}).")
        return
    if databases.is_empty():
        yield Finding(False, f"Base de données {databases.engine_label()} : vide, jamais préparée.")
        return
    yield Finding(True, f"Base de données {databases.engine_label()} : elle répond.")
    if databases.is_sqlite():
        yield _file_integrity()
    pending = databases.pending_migrations()
    if pending:
        yield Finding(False, f"Migrations : {len(pending)} à appliquer ({', '.join(pending[:3])}…).")
        return
    yield Finding(True, "Migrations : toutes appliquées.")
    yield from _journal()
    yield _secret_key()


def _file_integrity() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        answer = cursor.fetchone()[0]
        cursor.execute("PRAGMA foreign_key_check")
        orphans = len(cursor.fetchall())
    if answer != "ok":
        return Finding(False, f"Fichier SQLite : abîmé ({answer}).")
    if orphans:
        return Finding(False, f"Fichier SQLite : {orphans} lignes renvoient à un objet qui n’existe plus.")
    return Finding(True, "Fichier SQLite : intègre.")


def _journal() -> Iterator[Finding]:
    from gouvernail.journal.chain import flaws
    from gouvernail.journal.models import Entry

    found = False
    for flaw in flaws():
        found = True
        yield Finding(False, f"Journal : {flaw.reason}")
    if not found:
        last = Entry.objects.order_by("-number").values_list("hash", flat=True).first() or "aucune"
        # Whoever can write to the database could write the whole journal anew: a copy of this says that nobody did.
        yield Finding(
            True, f"Journal : chaîne intacte ({Entry.objects.count()} lignes). Empreinte à noter ailleurs : {last[:16]}"
        )


def _secret_key() -> Finding:
    path = settings.DATA_FOLDER / "secret.key"
    if path.exists() and path.stat().st_mode & 0o077:
        return Finding(False, f"Clé secrète : lisible par d’autres que vous (chmod 600 {path}).")
    return Finding(True, "Clé secrète : lisible par son seul propriétaire.")
