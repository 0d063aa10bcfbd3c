"""The lines of a sheet as records: the cells of the mapped columns, by field, with their line in the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from gouvernail.connectors.outlines import Mapped
from gouvernail.connectors.packing import pack_cell, unpack_cell
from gouvernail.connectors.spreadsheets import CellValue, HeaderMatch, Row, Sheet
from gouvernail.connectors.spreadsheets.headers import Column, is_total_row
from gouvernail.connectors.spreadsheets.model import MergedRange
from gouvernail.kernel.text import fold
from gouvernail.registers.exporting import unescape_cell

EXAMPLE = "exemple :"
"""How the example line of a file to fill begins, folded; such a line is never read as data."""


NOTHING: Mapping[str, Any] = MappingProxyType({})
"""What most lines hold of merged cells and answers: one for all, a hundred thousand empty ones would weigh."""


@dataclass(slots=True)
class Record:
    """One line: its cells by field, and what a person answered about it when it was shown.

    ``said`` is what was noticed of it where it was found, before its cells were read (see ``contents``); ``merged``
    gives, by field, the line of the merged cell that its value was taken from.
    """

    line: int
    cells: dict[str, CellValue]
    is_total: bool = False
    stray: tuple[str, ...] = ()
    same_number_as: int | None = None
    same_serial_as: int | None = None
    merged: Mapping[str, int] = field(default_factory=lambda: NOTHING)
    steps_back_from: str = ""
    said: tuple[dict[str, Any], ...] = ()
    decisions: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    corrections: Mapping[str, str] = field(default_factory=lambda: NOTHING)

    def cell(self, name: str) -> CellValue:
        """Return the cell of a field, or what a person typed in its place."""
        return self.corrections[name] if name in self.corrections else self.cells.get(name)


OF_THE_LINE = ":line"
"""Where a packed record keeps what is true of the whole line; no field has such a name."""


def pack_record(record: Record) -> dict[str, Any]:
    """Return what JSON keeps of the cells of a line; personal data in texts is masked."""
    packed = {name: pack_cell(cell) for name, cell in record.cells.items() if cell is not None}
    about = {
        "total": record.is_total,
        "stray": list(record.stray),
        "number": record.same_number_as,
        "serial": record.same_serial_as,
        "merged": dict(record.merged),
        "above": record.steps_back_from,
        "said": list(record.said),
    }
    if any(about.values()):
        packed[OF_THE_LINE] = about
    return packed


def unpack_record(
    line: int,
    packed: dict[str, Any],
    decisions: dict[str, str] | None = None,
    corrections: dict[str, str] | None = None,
) -> Record:
    """Return the record that ``pack_record`` packed, with what was answered about it."""
    about = packed.get(OF_THE_LINE, {})
    cells = {name: unpack_cell(cell) for name, cell in packed.items() if name != OF_THE_LINE}
    record = Record(line, cells, about.get("total", False), tuple(about.get("stray", ())))
    record.same_number_as, record.steps_back_from = about.get("number"), about.get("above", "")
    record.same_serial_as, record.merged = about.get("serial"), about.get("merged", {})
    record.said = tuple(about.get("said", ()))
    record.decisions, record.corrections = decisions or {}, corrections or {}
    return record


@dataclass(frozen=True)
class Reading:
    """The lines to compare, and French sentences for those left out."""

    records: list[Record]
    left_out: list[str]


def read_records(sheet: Sheet, outline: Mapping[str, Any], mapped: Mapped, name_field: str) -> Reading:
    """Read the lines below the headers; totals and notes at the bottom, blank and example lines are left out."""
    match = _match(outline, mapped)
    body, ignored = match.body(sheet.rows)
    left_out = [f"Ligne {row.line_number} : {row.reason}, non lue." for row in ignored]
    records = []
    for record in _records(body, match):
        if _is_example(record, name_field):
            left_out.append(f"Ligne {record.line} : ligne d’exemple, non lue.")
        elif all(cell is None for cell in record.cells.values()):
            left_out.append(f"Ligne {record.line} : rien dans les colonnes importées, non lue.")
        else:
            records.append(record)
    _spread_merged(records, sheet.merged, match)
    _compare_numbers(records)
    return Reading(records, left_out)


def _spread_merged(records: list[Record], merged: Iterable[MergedRange], match: HeaderMatch) -> None:
    """Give the lines of a cell merged over several the value that it shows beside them all, and note it."""
    tall = [one for one in merged if one.last_line > one.first_line]
    by_line = {record.line: record for record in records} if tall else {}
    for one in tall:
        first = by_line.get(one.first_line)
        names = [name for name, column in match.columns.items() if one.first_column == column.index]
        for name in names if first else ():
            for line in range(one.first_line + 1, one.last_line + 1):
                below = by_line.get(line)
                if below and below.cells.get(name) is None and first.cells.get(name) is not None:
                    below.cells[name] = first.cells[name]
                    below.merged = {**below.merged, name: one.first_line}


def _compare_numbers(records: list[Record]) -> None:
    """Note the lines that bear the number of an earlier one: a number that is shown is not always a key."""
    first: dict[tuple[str, str], int] = {}
    for record in records:
        number = record.cells.get("number")
        if number is not None:
            of_what = str(record.cells.get("project", ""))
            line = first.setdefault((fold(of_what), fold(str(number))), record.line)
            record.same_number_as = line if line != record.line else None


def _match(outline: Mapping[str, Any], mapped: Mapped) -> HeaderMatch:
    columns = {name: Column(index, label) for name, (index, label) in mapped.items()}
    used = {index for index, _ in mapped.values()}
    unknown = tuple(Column(one["index"], one["label"]) for one in outline["columns"] if one["index"] not in used)
    return HeaderMatch(outline["line"], columns, unknown, (), (), ())


def _records(body: tuple[Row, ...], match: HeaderMatch) -> Iterator[Record]:
    for row in body:
        cells = {name: _original(cell) for name, cell in match.values(row).items()}
        stray = tuple(letter for letter, _ in match.stray_cells(row))
        yield Record(row.line_number, cells, is_total_row(row), stray)


def _original(cell: CellValue) -> CellValue:
    """The cell as it was before an export made its text harmless."""
    return unescape_cell(cell.strip()) if isinstance(cell, str) else cell


def _is_example(record: Record, name_field: str) -> bool:
    cell = record.cells.get(name_field)
    return isinstance(cell, str) and fold(cell).startswith(EXAMPLE)
