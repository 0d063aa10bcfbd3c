"""What is concluded about one line, before anything is written."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from gouvernail.connectors.notes import Note
from gouvernail.connectors.records import Record
from gouvernail.registers.operations import snapshot

ROW = "row"
"""The key of the answer about the whole line: ``skip`` leaves it out."""


@dataclass(slots=True)
class Judgement:
    """What applying the import would do with a line; ``values`` are packed, ``changes`` in words."""

    record: Record
    outcome: str
    title: str
    key: str = ""
    object_id: int | None = None
    fingerprint: str = ""
    values: dict[str, str | None] = field(default_factory=dict)
    changes: dict[str, list[str]] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    needs_creation: bool = False


def fingerprint(obj: models.Model) -> str:
    """Return a digest of all the fields of an object, to tell later that it has not moved."""
    text = json.dumps(snapshot(obj), sort_keys=True, ensure_ascii=False)
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()


def corrected_by_hand(held: Any, one: models.Field) -> bool:
    """Return whether a person changed a field since it was imported; a foreign key is known by its column too."""
    return not {one.name, one.attname}.isdisjoint(getattr(held, "corrected_fields", None) or ())
