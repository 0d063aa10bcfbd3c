"""Days in an iCalendar file (RFC 5545): whole-day events that any diary reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LINE_OCTETS = 75


@dataclass(frozen=True)
class Day:
    """One whole-day event: ``key`` makes it the same event the next time the file is read."""

    key: str
    on: date
    title: str
    text: str = ""
    url: str = ""


def calendar(name: str, days: Iterable[Day], *, host: str, made_at: datetime) -> str:
    """Return the text of a calendar; ``host`` makes the identifiers unique, ``made_at`` is an aware moment."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Gouvernail//FR", f"X-WR-CALNAME:{escaped(name)}"]
    for one in days:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{one.key}@{host}",
            f"DTSTAMP:{made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{one.on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{one.on + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{escaped(one.title)}",
            *([f"DESCRIPTION:{escaped(one.text)}"] if one.text else []),
            *([f"URL:{one.url}"] if one.url else []),
            "END:VEVENT",
        ]
    return "".join(f"{folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def escaped(text: str) -> str:
    """Return a text with the characters that iCalendar keeps for itself escaped."""
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "\\n")):
        text = text.replace(plain, written)
    return text


def folded(line: str) -> str:
    """Return a line cut at 75 octets, never inside a character."""
    parts: list[str] = []
    current = ""
    for character in line:
        if len((current + character).encode()) > LINE_OCTETS - bool(parts):
            parts.append(current)
            current = ""
        current += character
    return "\r\n ".join([*parts, current])
