"""What a reader of one format gives, before personal data is masked."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field

from gouvernail.connectors.reading.masking import mask_lines
from gouvernail.connectors.reading.model import Document, Line, Place, Table

LONGEST = 4_000
"""How many characters a line, or a cell, holds at most."""

LONGEST_WORD = 400
"""How many characters follow each other without a space: rules search a longer run in the square of its length."""

_ENDLESS = re.compile(rf"(\S{{{LONGEST_WORD}}})(?=\S)")

FORGED = (KeyError, ValueError, TypeError, AttributeError, IndexError, RecursionError, zipfile.BadZipFile, SyntaxError)
"""What the readers of Office files stumble on in a file that no office suite wrote."""


def spaced(text: str) -> str:
    """Return a text in which an endless word is parted by spaces."""
    return _ENDLESS.sub(r"\1 ", text)


def cut(text: str) -> list[str]:
    """Return a text in pieces of ``LONGEST`` characters at most, cut at a space when there is one."""
    pieces = []
    while len(text) > LONGEST:
        end = text.rfind(" ", 1, LONGEST)
        end = LONGEST if end <= 0 else end
        pieces.append(text[:end])
        text = text[end:].lstrip(" ")
    return [*pieces, text]


@dataclass(frozen=True)
class RawLine:
    """A line as it was found; ``heading`` when the format itself says that it is one."""

    text: str
    place: Place
    heading: bool = False


@dataclass
class Raw:
    """Lines in reading order, and tables as ranges of lines (first, number of rows) whose cells a tab separates."""

    lines: list[RawLine] = field(default_factory=list)
    tables: list[tuple[Place, int, int]] = field(default_factory=list)
    pages: int = 0
    warnings: list[str] = field(default_factory=list)

    def add_line(self, text: str, place: Place, *, heading: bool = False) -> None:
        """Add a line; one without measure is cut at a space, so that no rule has to search it whole."""
        for piece in cut(spaced(text)):
            self.lines.append(RawLine(piece, place, heading))

    def add_table(self, place: Place, rows: Sequence[Sequence[str | None]]) -> None:
        """Add a table, one line a row; breaks inside a cell become spaces."""
        first = len(self.lines)
        for rank, row in enumerate(rows, 1):
            cells = [spaced(" ".join((cell or "").split()))[:LONGEST] for cell in row]
            where = Place(place.unit, place.page, 0, place.table, rank)
            self.lines.append(RawLine("\t".join(cells), where))
        self.tables.append((place, first, len(rows)))


def document_of(name: str, kind: str, raw: Raw) -> Document:
    """Mask personal data, then number the lines and cut the tables out of them."""
    texts, masked = mask_lines([line.text for line in raw.lines])
    lines = tuple(
        Line(text, line.place, number, line.heading)
        for number, (text, line) in enumerate(zip(texts, raw.lines, strict=True))
    )
    tables = tuple(
        Table(
            place,
            tuple(tuple(cell.strip() for cell in lines[rank].text.split("\t")) for rank in range(first, first + count)),
            tuple(range(first, first + count)),
        )
        for place, first, count in raw.tables
    )
    return Document(name, kind, lines, tables, tuple(masked), raw.pages, tuple(raw.warnings))
