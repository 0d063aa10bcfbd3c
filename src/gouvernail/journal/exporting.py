"""The journal as a file that anybody may verify without this application."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from gouvernail.journal.chain import CHAINED
from gouvernail.journal.models import Entry, Head, Seal
from gouvernail.journal.offline import FORMAT, VERSION
from gouvernail.journal.sealing import public_key


def export_lines() -> Iterator[str]:
    """Yield the journal as JSON lines: what it is, each entry, each signed head."""
    head = Head.objects.filter(pk=1).first() or Head()
    yield _line(
        {
            "format": FORMAT,
            "version": VERSION,
            "last_number": head.last_number,
            "last_hash": head.last_hash,
            "public_key": public_key(),
        }
    )
    for entry in Entry.objects.filter(number__lte=head.last_number).order_by("number").iterator(chunk_size=2000):
        yield _line({"ligne": entry_values(entry)})
    for seal in Seal.objects.order_by("day"):
        yield _line({"tete": {**_plain(seal, ("number", "hash", "public_key", "signature")), "day": str(seal.day)}})


def entry_values(entry: Entry) -> dict[str, Any]:
    """Return an entry with all that its hash covers."""
    return {**_plain(entry, CHAINED), "at": entry.at.isoformat(), **_plain(entry, ("salt", "details", "hash"))}


def _plain(obj: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(obj, name) for name in names}


def _line(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False) + "\n"
