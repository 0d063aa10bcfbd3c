"""What the journal says of the objects of a dossier, each line with the hashes that prove it."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from gouvernail.journal.chain import CHAINED
from gouvernail.journal.models import Entry, Head

COLUMNS = ("number", "at", "verb", "kind", "object_id", "label", "actor", "hash")


def entries_about(nodes: Iterable[tuple[str, int]]) -> list[Entry]:
    """Return the lines about these objects, oldest first (one query)."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for kind, pk in nodes:
        by_kind[kind].append(str(pk))
    wanted = Q(pk__in=[])
    for kind, pks in by_kind.items():
        wanted |= Q(kind=kind, object_id__in=pks)
    return list(Entry.objects.filter(wanted).order_by("number"))


def as_values(entries: Iterable[Entry]) -> dict[str, Any]:
    """Return the lines with all that their hash covers, and the head of the chain they belong to."""
    head = Head.objects.filter(pk=1).first()
    return {
        "tete": {"numero": head.last_number, "empreinte": head.last_hash} if head else None,
        "champs_chaines": list(CHAINED),
        "lignes": [_values(one) for one in entries],
    }


def _values(entry: Entry) -> dict[str, Any]:
    values = {name: getattr(entry, name) for name in CHAINED} | {"at": entry.at.isoformat()}
    return values | {"salt": entry.salt, "details": entry.details, "hash": entry.hash}


def as_csv(entries: Iterable[Entry]) -> bytes:
    """Return the lines as a CSV for a spreadsheet; a person is only an opaque identifier."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";")
    writer.writerow(["n°", "le", "acte", "objet", "identifiant", "libellé", "auteur", "empreinte"])
    for one in entries:
        writer.writerow([_safe(one.at.isoformat() if name == "at" else getattr(one, name)) for name in COLUMNS])
    return buffer.getvalue().encode("utf-8-sig")


def _safe(value: Any) -> Any:
    """Keep a spreadsheet from reading a text as a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" else value
