"""Draw an exported table as an XLSX: bold frozen header, wide enough columns, notes on a second sheet."""

from __future__ import annotations

import io
from datetime import date, datetime, time

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from gouvernail.registers.exporting_cells import CellContent
from gouvernail.registers.exporting_layout import (
    NOTES_TITLE,
    NOTES_WIDTH,
    column_widths,
    columns_of_figures,
    has_cents,
    is_wide,
    lines_of,
    sheet_name,
)

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_FORMATS = {
    "header": {"bold": True, "text_wrap": True, "bottom": 1, "align": "left", "indent": 1},
    "heading": {"bold": True, "text_wrap": True, "bottom": 1, "align": "right"},
    "text": {"text_wrap": True, "align": "left", "indent": 1},
    "number": {},
    "amount": {"num_format": "#,##0.00"},
    "day": {"num_format": "dd/mm/yyyy", "align": "left", "indent": 1},
    "moment": {"num_format": "dd/mm/yyyy hh:mm", "align": "left", "indent": 1},
}
_LINE_HEIGHT = 15  # points


def write_xlsx(tables: list[tuple[str, list[list[CellContent]]]], title: str, notes: list[str]) -> bytes:
    """The bytes of an XLSX of named tables, a sheet each; the first row of the cells of a table is its header."""
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, _OPTIONS)
    workbook.set_properties({"title": title})
    formats = {name: workbook.add_format({"valign": "top", **shape}) for name, shape in _FORMATS.items()}
    for name, cells in tables:
        _fill(workbook.add_worksheet(sheet_name(name)), cells, formats)
    if notes:
        remarks = workbook.add_worksheet(NOTES_TITLE)
        remarks.set_column(0, 0, NOTES_WIDTH)
        for line, note in enumerate(notes):
            remarks.write_string(line, 0, note, formats["text"])
    workbook.close()
    return buffer.getvalue()


def _fill(sheet: Worksheet, cells: list[list[CellContent]], formats: dict[str, Format]) -> None:
    widths, figures = column_widths(cells), columns_of_figures(cells)
    _lay_out(sheet, widths)
    for line, row in enumerate(cells):
        if lines_of(row, widths) > 1:  # not every program works it out when it opens the file
            sheet.set_row(line, lines_of(row, widths) * _LINE_HEIGHT)
        for column, value in enumerate(row):
            if not line and column in figures and isinstance(value, str):
                sheet.write_string(line, column, value, formats["heading"])
            else:
                _write(sheet, line, column, value, formats)


def _lay_out(sheet: Worksheet, widths: list[int]) -> None:
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    if is_wide(widths):
        sheet.set_landscape()
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)


def _write(sheet: Worksheet, line: int, column: int, value: CellContent, formats: dict[str, Format]) -> None:
    if value is None:
        return
    if isinstance(value, datetime):
        sheet.write_datetime(line, column, value, formats["moment"])
    elif isinstance(value, date):
        sheet.write_datetime(line, column, datetime.combine(value, time()), formats["day"])
    elif isinstance(value, str):
        sheet.write_string(line, column, value, formats["text" if line else "header"])
    else:
        sheet.write_number(line, column, value, formats["amount" if has_cents(value) else "number"])
