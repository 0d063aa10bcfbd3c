"""The reader of spreadsheets, lent to the studies: a matrix is the first sheet that shows something."""

from __future__ import annotations

from decimal import Decimal
from typing import Any


def rows_of_first_sheet(content: bytes, name: str) -> list[list[str]]:
    """Return the rows of the first visible sheet as texts; ``UnreadableFile`` says in French why it cannot be read."""
    from gouvernail.connectors.spreadsheets import UnreadableFile, read_workbook

    workbook = read_workbook(content, name)
    sheet = next((one for one in workbook.sheets if one.rows and not one.hidden), None)
    if sheet is None:
        raise UnreadableFile(f"{name} : toutes les feuilles sont vides ou masquées.")
    width = max(len(row.cells) for row in sheet.rows)
    return [[_text(row.cell(column)) for column in range(width)] for row in sheet.rows]


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Oui" if value else "Non"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}".replace(".", ",")
    return str(value)
