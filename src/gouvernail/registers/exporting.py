"""Write a table as a file that spreadsheets open and that imports back unchanged.

Headers are always on the first row. Texts that a spreadsheet would run as a formula get a leading apostrophe;
``unescape_cell`` takes it off again on the way back.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Literal

from gouvernail.registers.exporting_cells import CellContent, cell_content, clean_text, escape_cell, unescape_cell
from gouvernail.registers.exporting_layout import sheet_name
from gouvernail.registers.exporting_ods import write_ods
from gouvernail.registers.exporting_xlsx import write_xlsx

__all__ = ["MEDIA_TYPES", "Format", "Sheet", "escape_cell", "unescape_cell", "write_table", "write_workbook"]

Format = Literal["xlsx", "ods", "csv"]

MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv; charset=utf-8",
}


def write_table(
    headers: Sequence[str],
    rows: Sequence[Sequence[object]],
    *,
    format: Format,
    title: str,
    notes: Sequence[str] = (),
) -> bytes:
    """The bytes of a file that holds the table.

    Cells keep their type: numbers (``int``, ``Decimal``), days, yes or no (« Oui », « Non »), texts; ``None`` is a
    blank, never a zero. A ``PartialDate`` is a day when it is one, its French words otherwise. Numbers too long
    for a spreadsheet to hold exactly (more than 15 digits) are written as texts.
    Line ends become ``\\n``, and characters that no file can hold become U+FFFD.

    ``title`` names the sheet; ``notes`` go to a second sheet, as a CSV has no place for them and leaves them out.
    ``ValueError`` if a row does not have as many cells as there are headers, or if a text is too long for a cell.
    """
    table = _cells(headers, rows)
    if format == "csv":
        return _write_csv(table)
    return _draw([(title, table)], format, title, notes)


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook: its name, its headers, its rows."""

    title: str
    headers: Sequence[str]
    rows: Sequence[Sequence[object]]


def write_workbook(
    sheets: Sequence[Sheet], *, format: Literal["xlsx", "ods"], title: str, notes: Sequence[str] = ()
) -> bytes:
    """The bytes of a workbook of several sheets, each as ``write_table`` writes its one; ``notes`` come last.

    Same errors as ``write_table``, and ``ValueError`` without any sheet or when two would bear the same name.
    """
    names = [sheet_name(one.title) for one in sheets]
    if not names or len({name.casefold() for name in names}) < len(names):
        raise ValueError("Un classeur tient au moins une feuille, et chacune a son nom.")
    return _draw([(one.title, _cells(one.headers, one.rows)) for one in sheets], format, title, notes)


def _draw(tables: list[tuple[str, list[list[CellContent]]]], format: str, title: str, notes: Sequence[str]) -> bytes:
    remarks = [escape_cell(clean_text(note)) for note in notes]
    cleaned = [(clean_text(name), cells) for name, cells in tables]
    return (write_xlsx if format == "xlsx" else write_ods)(cleaned, clean_text(title), remarks)


def _cells(headers: Sequence[str], rows: Sequence[Sequence[object]]) -> list[list[CellContent]]:
    table: list[list[CellContent]] = [[escape_cell(clean_text(header)) for header in headers]]
    for number, row in enumerate(rows, 1):
        if len(row) != len(headers):
            raise ValueError(f"La ligne {number} a {len(row)} cellules pour {len(headers)} colonnes.")
        table.append([cell_content(value) for value in row])
    return table


def _write_csv(table: list[list[CellContent]]) -> bytes:
    buffer = io.StringIO(newline="")
    # In a single column, a comma in a text would look like the separator.
    quoting = csv.QUOTE_ALL if len(table[0]) == 1 else csv.QUOTE_MINIMAL
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n", quoting=quoting)
    for row in table:
        writer.writerow([_csv_text(value) for value in row])
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def _csv_text(value: CellContent) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y}" if value.time() == time() else f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else str(value)
