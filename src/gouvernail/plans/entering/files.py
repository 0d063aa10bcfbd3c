"""A table of years brought as a spreadsheet: the room above that reads them gives its reader here."""

from __future__ import annotations

from collections.abc import Callable

Reader = Callable[[bytes, str], list[list[str]]]
"""Takes the content of a file and its name, gives the rows of its first sheet as texts; ``ValueError`` in French."""
HEAVIEST = 5_000_000
"""Bytes of a file that is read at most."""

_readers: list[Reader] = []


def use_reader(reader: Reader) -> None:
    """Read files with ``reader`` from now on."""
    _readers[:] = [reader]


def text_of_file(content: bytes, name: str) -> str:
    """Return the first sheet of a file as a pasted table, tabs between columns; ``ValueError`` in French."""
    rows = _readers[0](content, name)
    return "\n".join("\t".join(_cell(cell) for cell in row) for row in rows)


def _cell(text: str) -> str:
    """A cell on one line, without tab: a column stays a column."""
    return " ".join(text.split())
