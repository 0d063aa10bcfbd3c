"""What a spreadsheet file holds once read: sheets, rows with their line in the file, typed cells."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal


class UnreadableFile(ValueError):  # noqa: N818 (named for what people read)
    """A file that cannot be read safely; its message is one French sentence that says what to do."""


@dataclass(frozen=True)
class CellError:
    """An error that the spreadsheet itself shows ("#REF!"), or a formula that was never computed; not a text."""

    code: str

    def __str__(self) -> str:
        return self.code


NOT_COMPUTED = CellError("formule non calculée")

CellValue = str | int | Decimal | bool | date | datetime | time | timedelta | CellError | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row that holds something; ``line_number`` is the one the spreadsheet program shows, from 1."""

    line_number: int
    cells: tuple[CellValue, ...]

    def cell(self, column: int) -> CellValue:
        """The value in a column counted from 0; ``None`` beyond the last one."""
        return self.cells[column] if column < len(self.cells) else None

    @property
    def filled(self) -> int:
        """How many cells hold something."""
        return sum(value is not None for value in self.cells)


@dataclass(frozen=True)
class MergedRange:
    """Cells shown as one; only the first holds the value. Lines from 1, columns from 0, both ends included."""

    first_line: int
    first_column: int
    last_line: int
    last_column: int


@dataclass(frozen=True)
class Sheet:
    """One sheet: its rows that are not blank, in order, hidden ones too, and its merged cells (unknown in CSV).

    ``hidden_rows`` counts those that the spreadsheet program does not show (unknown in CSV).
    """

    name: str
    rows: tuple[Row, ...]
    hidden: bool = False
    merged: tuple[MergedRange, ...] = ()
    hidden_rows: int = 0

    @property
    def errors(self) -> tuple[tuple[int, str, CellError], ...]:
        """Every error cell: its line, its column letter, the error."""
        return tuple(
            (row.line_number, column_letter(index), value)
            for row in self.rows
            for index, value in enumerate(row.cells)
            if isinstance(value, CellError)
        )


@dataclass(frozen=True)
class Workbook:
    """A file read: ``kind`` is "xlsx", "xls", "ods" or "csv"; ``warnings`` are French sentences to show.

    ``plain`` is true of an office file in measure and without error or merged cells: reading it again, unchanged, needs
    no second inspection.
    """

    filename: str
    kind: str
    sheets: tuple[Sheet, ...]
    warnings: tuple[str, ...] = field(default=())
    plain: bool = False

    @property
    def visible_sheets(self) -> tuple[Sheet, ...]:
        """The sheets that are shown when the file is opened, except empty ones."""
        return tuple(sheet for sheet in self.sheets if not sheet.hidden and sheet.rows)

    def sheet(self, name: str) -> Sheet:
        """The sheet of that name; ``KeyError`` if there is none."""
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        raise KeyError(name)


def column_letter(index: int) -> str:
    """The letters of a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def spread_merged(sheet: Sheet) -> Sheet:
    """The sheet with the value of each merged range written in all its cells; a choice to make, never a default.

    Rows that hold nothing else stay left out, and no column is added beyond the widest row.
    """
    rows = {row.line_number: list(row.cells) for row in sheet.rows}
    width = max((len(cells) for cells in rows.values()), default=0)
    for merged in sheet.merged:
        first = rows.get(merged.first_line, [])
        value = first[merged.first_column] if merged.first_column < len(first) else None
        columns = range(merged.first_column, min(merged.last_column + 1, width))
        for line, cells in rows.items():
            if merged.first_line <= line <= merged.last_line:
                cells += [None] * (columns.stop - len(cells))
                cells[columns.start : columns.stop] = [value] * len(columns)
    return replace(sheet, rows=tuple(Row(line, tuple(cells)) for line, cells in rows.items()))
