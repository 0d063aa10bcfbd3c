"""Open an export of a console: find its headers, and the columns one chose; refuse when one of them is gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gouvernail.connectors.sources.faults import Fault, SourceError
from gouvernail.connectors.spreadsheets import Sheet, UnreadableFile, read_workbook
from gouvernail.connectors.spreadsheets.headers import header_key

LOOKED_AT = 30
"""Headers stand among the first lines, under a title at most."""


def rows_of(data: bytes, name: str, columns: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Yield the lines of the first sheet that has all the chosen columns, by the name each is chosen for."""
    try:
        workbook = read_workbook(data, name)
    except UnreadableFile as error:
        raise SourceError(Fault.ANSWER, str(error)) from error
    wanted = {called: header_key(header) for called, header in columns.items() if header.strip()}
    missing: set[str] = set(wanted)
    for sheet in workbook.sheets:
        at, absent = _headers(sheet, wanted)
        if not absent:
            yield from _below(sheet, at)
            return
        missing = min(missing, absent, key=len)
    raise SourceError(
        Fault.ANSWER,
        "Colonnes absentes de cet export : « " + " », « ".join(sorted(columns[one] for one in missing)) + " ».",
        "Vérifiez que c’est l’export de cette console, ou corrigez les colonnes dans les réglages de la source.",
    )


def _headers(sheet: Sheet, wanted: Mapping[str, str]) -> tuple[tuple[int, dict[str, int]], set[str]]:
    """The line of the headers with the place of each column, and what is missing from the best line."""
    best: tuple[int, dict[str, int]] = (0, {})
    for rank, row in enumerate(sheet.rows[:LOOKED_AT]):
        keys = {
            header_key(str(cell)): place for place, cell in reversed(list(enumerate(row.cells))) if cell is not None
        }
        found = {called: keys[key] for called, key in wanted.items() if key in keys}
        if len(found) > len(best[1]):
            best = (rank, found)
    return best, set(wanted) - set(best[1])


def _below(sheet: Sheet, at: tuple[int, dict[str, int]]) -> Iterator[dict[str, Any]]:
    rank, places = at
    for row in sheet.rows[rank + 1 :]:
        cells = row.cells
        yield {called: cells[place] if place < len(cells) else None for called, place in places.items()}
