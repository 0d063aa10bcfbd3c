"""Reading the spreadsheets that people bring: the room above that knows how gives its reader here."""

from __future__ import annotations

from collections.abc import Callable

Reader = Callable[[bytes, str], list[list[str]]]
"""Takes the content of a file and its name, gives the rows of its first sheet as texts; ``ValueError`` in French."""

_readers: list[Reader] = []


def use_reader(reader: Reader) -> None:
    """Read files with ``reader`` from now on."""
    _readers[:] = [reader]


def can_read() -> bool:
    """Say whether files can be read here."""
    return bool(_readers)


def rows_of_file(content: bytes, name: str) -> list[list[str]]:
    """Return the rows of a file; ``ValueError`` with a French sentence when it cannot be read."""
    return _readers[0](content, name)
