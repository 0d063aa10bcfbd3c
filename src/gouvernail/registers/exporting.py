"""Write a table as a file that spreadsheets open and that imports back unchanged.

Headers are always on the first row. Texts that a spreadsheet would run as a formula get a leading apostrophe;
``unescape_cell`` takes it off again on the way back.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Literal

from gouvernail.registers.exporting_cells import CellContent, cell_content, clean_text, escape_cell, unescape_cell
from gouvernail.registers.exporting_ods import write_ods
from gouvernail.registers.exporting_xlsx import write_xlsx

__all__ = ["MEDIA_TYPES", "Format", "escape_cell", "unescape_cell", "write_table"]

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
    table: list[list[CellContent]] = [[escape_cell(clean_text(header)) for header in headers]]
    for number, row in enumerate(rows, 1):
        if len(row) != len(headers):
            raise ValueError(f"La ligne {number} a {len(row)} cellules pour {len(headers)} colonnes.")
        table.append([cell_content(value) for value in row])
    remarks = [escape_cell(clean_text(note)) for note in notes]
    if format == "csv":
        return _write_csv(table)
    return (write_xlsx if format == "xlsx" else write_ods)(table, clean_text(title), remarks)


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
