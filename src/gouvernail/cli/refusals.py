"""Why a command could not do its work, said in French."""

from __future__ import annotations

import errno
import sqlite3
import sys


class Refusal(Exception):  # noqa: N818 (a refusal is an answer, not a defect)
    """A command cannot do its work; its message is the French sentence shown to the person."""


FULL = "le disque est plein : libérez de la place, puis recommencez"
READ_ONLY = "le disque ou le dossier est en lecture seule"
ERRNOS = {errno.ENOSPC: FULL, errno.EDQUOT: FULL, errno.EROFS: READ_ONLY}
PLACES = {
    errno.ENOENT: "ce fichier n’existe pas",
    errno.EISDIR: "c’est un dossier",
    errno.ENOTDIR: "un dossier de ce chemin est un fichier",
}
SQLITE_WORDS = {
    "disk is full": FULL,
    "readonly database": READ_ONLY,
    "unable to open database file": "le dossier de données n’existe pas, est en lecture seule ou n’est pas à vous",
    "database is locked": "un autre programme écrit dans la base : réessayez dans un instant",
}


def french_reason(error: Exception) -> str:
    """Return a French sentence for an error whose cause is outside Gouvernail, or an empty string for a defect.

    Django is looked up among the loaded modules: an error of the database cannot come before it is loaded.
    """
    utils = sys.modules.get("django.db.utils")
    if utils and isinstance(error, utils.ProgrammingError | utils.OperationalError | sqlite3.OperationalError):
        if _a_table_is_missing(str(error)):
            return (
                "la base de données n’est pas prête. Lancez « gouvernail demo » pour la démonstration, "
                "ou « gouvernail serve » pour vos propres données."
            )
        return f"la base de données ne répond pas comme prévu ({database_words(error)})."
    if isinstance(error, PermissionError):
        return f"droits insuffisants sur {error.filename}."
    if isinstance(error, OSError) and (error.filename or error.errno in ERRNOS):
        words = (ERRNOS | PLACES).get(error.errno or 0, error.strerror)
        return f"impossible de lire ou d’écrire {error.filename or 'sur le disque'} ({words})."
    return ""


def database_words(error: Exception) -> str:
    """Return why the database does not answer: in French where the reason is a common one, in its own words else."""
    message = str(error).strip().split("\n")[0]
    return next((words for known, words in SQLITE_WORDS.items() if known in message), message)


def _a_table_is_missing(message: str) -> bool:
    return "no such table" in message or "no such column" in message or "does not exist" in message
