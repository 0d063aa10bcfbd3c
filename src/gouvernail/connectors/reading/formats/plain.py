"""Plain text: its lines as they are; lines whose cells are separated by tabs make a table."""

from __future__ import annotations

from gouvernail.connectors.reading.formats.raw import Raw, RawLine
from gouvernail.connectors.reading.model import Place
from gouvernail.connectors.reading.progress import Tell
from gouvernail.connectors.spreadsheets.delimited import decode


def read(data: bytes, name: str, _tell: Tell) -> Raw:
    """Read a text; the last line counts even when no line break ends it."""
    text, warnings = decode(data, name)
    raw = Raw(warnings=list(warnings))
    page = 1
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        page += line.count("\f")
        raw.add_line(line.replace("\f", "").rstrip(" "), Place("", page, number))
    _find_tables(raw)
    return raw


def _find_tables(raw: Raw) -> None:
    """Take for a table two lines or more that follow each other and hold tabs."""
    first = None
    for number, line in enumerate([*raw.lines, RawLine("", Place())]):
        if "\t" in line.text:
            first = number if first is None else first
        elif first is not None:
            if number - first > 1:
                place = raw.lines[first].place
                raw.tables.append((Place("", 0, place.line, 0), first, number - first))
            first = None
