"""Freezes a story into JSON and thaws it, so that what was shown in a meeting can be drawn again years later.

Each dataclass becomes an object that carries its name under ``type``; a tuple becomes a list; a day becomes
``{"day": "2026-01-13"}``. Nothing else exists in a story, so nothing else is accepted.
"""

from __future__ import annotations

import math
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any

from gouvernail.documents.kit import story
from gouvernail.ui.charts import model

SCHEMA = 1
"""Version of the frozen form. Raise it when a frozen story can no longer be read as it is, and write the passage."""


def _known_types() -> dict[str, type]:
    found = {}
    for module in (story, model):
        for name, value in vars(module).items():
            if isinstance(value, type) and is_dataclass(value) and value.__module__ == module.__name__:
                found[name] = value
    return found


KNOWN_TYPES = _known_types()


def to_json(document: story.Deck | story.Report) -> dict[str, Any]:
    """Return ``document`` as plain JSON values, with the version of the form under ``schema``.

    Raises ``TypeError`` for a value that a story may not hold (Decimal, instant, list…) and ``ValueError`` for a
    number that JSON cannot say (infinite, not a number).
    """
    return {"schema": SCHEMA, "story": _freeze(document)}


def from_json(frozen: dict[str, Any]) -> story.Deck | story.Report:
    """Return the story that ``to_json`` froze, equal to the one given to it.

    Raises ``ValueError``, with a sentence for the reader, when the version or a part of the form is unknown.
    """
    version = frozen.get("schema") if isinstance(frozen, dict) else None
    if version != SCHEMA:
        raise ValueError(
            f"Ce document figé est à la version « {version} » ; cette application ne lit que la version {SCHEMA}. "
            "Il a été figé par une autre version de l’application, ou n’est pas un document figé."
        )
    document = _thaw(frozen.get("story"))
    if not isinstance(document, story.Deck | story.Report):
        raise ValueError("Ce document figé n’est ni un support ni un relevé : son contenu n’est pas reconnu.")
    return document


def _freeze(value: Any) -> Any:
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError("Un nombre infini ou indéfini ne peut pas être figé.")
        return value
    if isinstance(value, date) and not isinstance(value, datetime):
        return {"day": value.isoformat()}
    if isinstance(value, tuple):
        return [_freeze(item) for item in value]
    if type(value).__name__ in KNOWN_TYPES and is_dataclass(value):
        frozen = {field.name: _freeze(getattr(value, field.name)) for field in fields(value)}
        return {"type": type(value).__name__, **frozen}
    raise TypeError(f"a story holds no {type(value).__name__}")


def _thaw(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_thaw(item) for item in value)
    if not isinstance(value, dict):
        return value
    if set(value) == {"day"}:
        return date.fromisoformat(value["day"])
    return _thaw_object(value)


def _thaw_object(value: dict[str, Any]) -> Any:
    name = value.get("type")
    kind = KNOWN_TYPES.get(name) if isinstance(name, str) else None
    if kind is None:
        raise ValueError(f"Ce document figé contient un élément inconnu : « {name} ».")
    given = {key: _thaw(item) for key, item in value.items() if key != "type"}
    unknown = sorted(set(given) - {field.name for field in fields(kind)})
    if unknown:
        raise ValueError(f"Ce document figé contient un champ inconnu dans « {name} » : « {unknown[0]} ».")
    try:
        return kind(**given)
    except TypeError as error:
        raise ValueError(f"Ce document figé est incomplet : il manque un champ dans « {name} ».") from error
