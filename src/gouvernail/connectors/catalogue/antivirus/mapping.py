"""What the lines of a console mean: one machine, protected or not; a word nobody explained decides nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from gouvernail.connectors.sources.identity import name_key
from gouvernail.connectors.sources.records import EquipmentRecord
from gouvernail.kernel.text import fold

USUAL_GOOD = "À jour, OK, Protégé, Up to date, Protected, Oui, Actif, Active, Online"
USUAL_BAD = "Non protégé, Obsolète, Outdated, Expired, Not protected, Non, Inactif, Disabled, Erreur, At risk"


def word_list(text: str) -> frozenset[str]:
    """Return the words of « À jour, OK », as they are compared."""
    return frozenset(fold(word).strip() for word in re.split(r"[,;\n]", text) if word.strip())


def protection(value: Any, good: frozenset[str], bad: frozenset[str]) -> bool | None:
    """Return whether a word means protected; ``None`` when nobody said what it means."""
    if isinstance(value, bool):
        return value
    folded = fold(str(value or "")).strip()
    return True if folded in good else False if folded in bad else None


def machines(
    rows: Iterable[Mapping[str, Any]], good: frozenset[str], bad: frozenset[str], unknown: set[str]
) -> Iterator[EquipmentRecord]:
    """Yield one record a machine: of two lines for one name, the last contact counts, else the worse state.

    ``unknown`` receives the words that nobody explained; their machines are left as they are.
    """
    kept: dict[str, tuple[str, bool | None]] = {}
    for row in rows:
        name, word = name_key(row.get("name")), row.get("state")
        if not name:
            continue
        state = protection(word, good, bad)
        if state is None and word not in (None, ""):
            unknown.add(str(word))
        contact = instant_text(row.get("contact"))
        before = kept.get(name)
        if before is None or (contact, state is not True) > (before[0], before[1] is not True):
            kept[name] = (contact, state)
    for name, (_contact, state) in kept.items():
        if state is not None:
            yield EquipmentRecord(name=name, protected=state, key=name, creates=False)


_DAY_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:\s+(\d{1,2}):(\d{2}))?")


def instant_text(value: Any) -> str:
    """Return a last contact as a text that sorts by time; empty when it says nothing."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    found = _DAY_FIRST.match(str(value or "").strip())
    if not found:
        return str(value or "").strip()
    day, month, year, hour, minute = (int(part or 0) for part in found.groups())
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}"
