"""A document once read, whatever its format was: pages, lines with their place, tables with their cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gouvernail.kernel.text import fold

_UNITS = {"page": gettext_lazy("page"), "diapositive": gettext_lazy("diapositive")}


@dataclass(frozen=True)
class Place:
    """Where something stands, numbers from 1.

    ``unit`` is "page", "diapositive", "document" (its paragraphs are counted) or "" (a text has lines only).
    """

    unit: str = ""
    page: int = 0
    line: int = 0
    table: int = 0
    row: int = 0

    def __str__(self) -> str:
        parts = [f"{_UNITS[self.unit]} {self.page}"] if self.unit in _UNITS and self.page else []
        if self.table:
            parts.append(_("tableau %(number)s") % {"number": self.table})
            if self.row:
                parts.append(_("ligne %(number)s") % {"number": self.row})
        elif self.line and self.unit == "document":
            parts.append(_("paragraphe %(number)s") % {"number": self.line})
        elif self.line:
            parts.append(_("ligne %(number)s") % {"number": self.line})
        return ", ".join(parts) or _("document")


@dataclass(frozen=True)
class Line:
    """A line as it stands, personal data masked; ``number`` is its rank in the whole document, from 0."""

    text: str
    place: Place
    number: int
    heading: bool = False

    @cached_property
    def folded(self) -> str:
        """The line without accents, capitals and doubled spaces."""
        return fold(self.text)


@dataclass(frozen=True)
class Table:
    """A table: rows of cells, an absent cell an empty text; ``lines`` are the ranks of its rows as lines."""

    place: Place
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]

    def place_of(self, row: int) -> Place:
        """Return where a row (from 0) stands."""
        return Place(self.place.unit, self.place.page, 0, self.place.table, row + 1)


@dataclass(frozen=True)
class Masked:
    """Personal data that was hidden as it was read: what it was ("name", "phone", "email"), where, cut or not."""

    kind: str
    line: int
    split: bool = False


@dataclass(frozen=True)
class Document:
    """A document: every line in reading order (those of tables too, cells joined by a tab), and its tables."""

    name: str
    kind: str
    lines: tuple[Line, ...]
    tables: tuple[Table, ...] = ()
    masked: tuple[Masked, ...] = ()
    pages: int = 0
    warnings: tuple[str, ...] = field(default=())

    @cached_property
    def filled(self) -> tuple[Line, ...]:
        """The lines that hold something."""
        return tuple(line for line in self.lines if line.text.strip())

    @cached_property
    def text(self) -> str:
        """The whole text, a line break between lines."""
        return "\n".join(line.text for line in self.lines)

    @cached_property
    def folded(self) -> str:
        """The whole text without accents or capitals, line by line."""
        return "\n".join(line.folded for line in self.lines)

    @cached_property
    def words(self) -> dict[str, int]:
        """How many times each word of three letters or more stands in the document, in lower case, accents kept."""
        import re
        from collections import Counter

        return Counter(word.casefold() for word in re.findall(r"[^\W\d_]{3,}", self.text))

    def around(self, line: Line, before: int = 0, after: int = 0) -> Iterator[Line]:
        """Yield the filled lines beside one, itself excluded, in reading order."""
        position = self._rank[line.number]
        for one in self.filled[max(0, position - before) : position + after + 1]:
            if one is not line:
                yield one

    @cached_property
    def _rank(self) -> dict[int, int]:
        return {line.number: rank for rank, line in enumerate(self.filled)}
