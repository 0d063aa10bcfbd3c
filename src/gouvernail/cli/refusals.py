"""Why a command could not do its work, said in French."""

from __future__ import annotations

import sys


class Refusal(Exception):  # noqa: N818 (a refusal is an answer, not a defect)
    """A command cannot do its work; its message is the French sentence shown to the person."""


def french_reason(error: Exception) -> str:
    """Return a French sentence for an error whose cause is outside Gouvernail, or an empty string for a defect.

    Django is looked up among the loaded modules: an error of the database cannot come before it is loaded.
    """
    utils = sys.modules.get("django.db.utils")
    if utils and isinstance(error, utils.ProgrammingError | utils.OperationalError):
        if _a_table_is_missing(str(error)):
            return (
                "la base de données n’est pas prête. Lancez « gouvernail demo » pour la démonstration, "
                "ou « gouvernail serve » pour vos propres données."
            )
        return f"la base de données ne répond pas comme prévu ({_first_line(error)})."
    if isinstance(error, PermissionError):
        return f"droits insuffisants sur {error.filename}."
    if isinstance(error, OSError) and error.filename:
        return f"impossible de lire ou d’écrire {error.filename} ({error.strerror})."
    return ""


def _a_table_is_missing(message: str) -> bool:
    return "no such table" in message or "no such column" in message or "does not exist" in message


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0]
