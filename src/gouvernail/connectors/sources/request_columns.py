"""The columns of a file of requests and its dates: the same names, read as an import of the register reads them."""

from __future__ import annotations

import re
from datetime import UTC, date
from functools import lru_cache

from gouvernail.connectors.aliases import SHARED_COLUMN_ALIASES
from gouvernail.connectors.dates import read_date, read_instant
from gouvernail.connectors.fields import known_headers
from gouvernail.connectors.findings import Refused
from gouvernail.registers.registry import register_of

DEPARTMENT, ORGANISATION = "department", "organisation"
FIELDS = (
    "reference", "kind", "category", ORGANISATION, "opened_on", "closed_on", "opened_at", "answered_at", "closed_at",
    "title_sketch", "equipment_key",
)  # fmt: skip

_INSTANT = re.compile(
    r"(\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d\d-\d\d)[ T]+((?:[01]?\d|2[0-3])):([0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?"
)
"""What nearly all files write: the rest is read the long way."""


def request_headers() -> dict[str, tuple[str, ...]]:
    """Return, by field, the headers of a file of requests; the requester has none, and is not read."""
    known = known_headers(register_of("request"))
    departments = ("Service", "Service demandeur", *SHARED_COLUMN_ALIASES[DEPARTMENT])
    return {name: known[name] for name in FIELDS} | {DEPARTMENT: departments}


@lru_cache(maxsize=100_000)
def read_day(text: str) -> date | None:
    """Return the day of a text, whatever hour follows it; ``None`` for an empty one.

    Raises ``ValueError`` with a French sentence, a proposal in it where there is one.
    """
    if not text:
        return None
    try:
        found, doubt = read_date(text, exact=True)
    except Refused as error:
        raise ValueError(str(error)) from error
    if doubt is None:
        return found if isinstance(found, date) else None
    proposed = doubt.proposed
    meant = f" Sans doute {proposed:%d/%m/%Y} : corrigez-la." if isinstance(proposed, date) else ""
    raise ValueError(f"{doubt.sentence}{meant}")


def day_and_instant(text: str) -> tuple[date | None, str]:
    """Return the day of a text and its instant in UTC, « AAAA-MM-JJ HH:MM:SS », empty for a day without an hour.

    Raises ``ValueError`` with a French sentence.
    """
    usual = _INSTANT.fullmatch(text)
    if usual is None:
        return read_day(text), _instant(text)
    day, hour, minute, second = usual.groups()
    found = read_day(day)
    if int(hour) == int(minute) == int(second or 0) == 0:
        return found, ""  # a day that was written as an instant
    at = _hour_in_utc(day, hour)
    return found, f"{at}:{minute}:{second or '00'}" if at else _instant(text)


@lru_cache(maxsize=100_000)
def _hour_in_utc(day: str, hour: str) -> str:
    """Return an hour of a day in UTC; empty where the clock here is not whole hours apart."""
    at = read_instant(f"{day} {hour}:01")
    found = at.astimezone(UTC) if at else None
    return f"{found:%Y-%m-%d %H}" if found and found.minute == 1 else ""


def _instant(text: str) -> str:
    if not text:
        return ""
    try:
        found = read_instant(text)
    except Refused as error:
        raise ValueError(str(error)) from error
    return f"{found.astimezone(UTC):%Y-%m-%d %H:%M:%S}" if found else ""
