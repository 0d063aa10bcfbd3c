"""What the lines of a file of requests mean: requests without anybody in them, or why they are refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import blake2b
from operator import itemgetter
from typing import Any

from gouvernail.connectors.sources.records import RequestRecord
from gouvernail.connectors.sources.request_columns import day_and_instant
from gouvernail.connectors.spreadsheets.streamed import Line

NO_CATEGORY = "(sans catégorie)"
LONGEST_REFERENCE, LONGEST_CATEGORY, LONGEST_REASON = 40, 120, 200
_DATES = {
    "opened_on": "Créée le", "opened_at": "Heure de création", "answered_at": "Prise en charge le",
    "closed_on": "Résolue le", "closed_at": "Heure de résolution",
}  # fmt: skip
_WORDS = {"kind": "Nature", "category": "Catégorie", "department": "Service", "organisation": "Collectivité"}

TEXTS = ("reference", *_WORDS, *_DATES)
"""What is read of each line, and the order in which it is; all but the first is kept as it was said."""

Sealing = Callable[[Sequence[str]], list[Any]]


def requests_of(
    lines: Sequence[Line], columns: Mapping[str, int], sketches: Sealing, keys: Callable[[str], int | None]
) -> Iterator[RequestRecord]:
    """Yield one request a line; ``columns`` gives where each field stands, titles and equipment only if wanted."""
    width = max(columns.values()) + 1
    rows = [values if len(values) >= width else values + [""] * (width - len(values)) for _line, values in lines]
    told = tuple(name for name in TEXTS[1:] if name in columns)
    labels = [(_WORDS | _DATES)[name] for name in told]
    pick = itemgetter(columns["reference"], *(columns[name] for name in told))
    titled, named = columns.get("title_sketch"), columns.get("equipment_key")
    drawn = sketches([row[titled] for row in rows]) if titled is not None else [b""] * len(rows)
    for (line, _values), row, sketch in zip(lines, rows, drawn, strict=True):
        reference, *texts = map(str.strip, pick(row))
        equipment = row[named].strip() if named is not None else ""
        raw = dict(zip(labels, texts, strict=True))
        yield _request(line, reference, raw, sketch, keys(equipment) if equipment else None)


def number_of(reference: str) -> int:
    """Return the number by which a reference is followed: itself, or a digest of it below zero when it is none."""
    if reference.isascii() and reference.isdecimal() and len(reference) <= 18 and reference == str(int(reference)):
        return int(reference)
    return -1 - (int.from_bytes(blake2b(reference.encode(), digest_size=8).digest()) >> 1)


def _request(line: int, reference: str, raw: dict[str, str], sketch: bytes, key: int | None) -> RequestRecord:
    said = raw.get
    category, kind = said("Catégorie", ""), said("Nature", "")
    opened = closed = None
    opened_at = answered_at = closed_at = fault = ""
    try:
        opened, opened_at = _date(raw, "Créée le", "Heure de création")
        closed, closed_at = _date(raw, "Résolue le", "Heure de résolution")
        if answered := said("Prise en charge le"):
            answered_at = day_and_instant(answered)[1]
        if not reference:
            fault = "la référence manque. Donnez-lui celle de l’outil."
        elif len(reference) > LONGEST_REFERENCE:
            fault = f"la référence a plus de {LONGEST_REFERENCE} caractères. Raccourcissez-la."
        elif opened is None:
            fault = "la date d’ouverture manque. Écrivez-la, par exemple 12/02/2026."
        elif closed and closed < opened:
            fault = "la demande est résolue avant d’avoir été ouverte. Corrigez l’une des deux dates."
    except ValueError as error:
        opened = closed = None
        fault = str(error)
    return RequestRecord(
        number_of(reference or f"ligne {line}"),
        reference,
        kind or category or NO_CATEGORY,
        category[:LONGEST_CATEGORY],
        said("Service", ""),
        opened,
        closed,
        "",
        raw,
        f"Ligne {line} : {fault}"[:LONGEST_REASON] if fault else "",
        said("Collectivité", ""),
        sketch,
        key,
        opened_at,
        answered_at,
        closed_at,
    )


def _date(raw: Mapping[str, str], day: str, hour: str) -> tuple[Any, str]:
    """The day and the instant, from the column of days, or of hours where there is one."""
    in_days, in_hours = raw.get(day, ""), raw.get(hour, "")
    found, at = day_and_instant(in_days)
    if not in_hours:
        return found, at
    there, exactly = day_and_instant(in_hours)
    if found is not None and found != there:
        raise ValueError(f"« {in_days} » et « {in_hours} » ne sont pas le même jour. Corrigez l’un des deux.")
    return there, exactly or at
