"""Read a spreadsheet file from its bytes, whatever its format, without trusting it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import PurePath
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from gouvernail.connectors.spreadsheets.delimited import read_csv
from gouvernail.connectors.spreadsheets.inspection import SheetFacts, check_extent, inspect_ods, inspect_xlsx
from gouvernail.connectors.spreadsheets.model import CellValue, MergedRange, Row, Sheet, UnreadableFile, Workbook
from gouvernail.connectors.spreadsheets.old_workbooks import inspect_xls, is_locked
from gouvernail.connectors.spreadsheets.once import Once
from gouvernail.connectors.spreadsheets.safety import check_file, damaged_sentence, password_sentence


def read_workbook(data: bytes, filename: str, *, plain: bool = False) -> Workbook:
    """Read an XLSX, XLS, ODS or CSV file.

    Formulas are read as the values they showed; numbers are ``int`` or ``Decimal`` (15 significant digits, as the
    spreadsheet keeps them); error cells are ``CellError``; blank cells are ``None`` and blank rows are left out;
    hidden sheets are read and marked. ``plain`` says that these very bytes were read before and found so (see
    ``Workbook``). ``UnreadableFile`` says, in one French sentence, why a file is refused.
    """
    name = PurePath(filename).name
    kind = check_file(data, name)
    if kind == "csv":
        return read_csv(data, name)
    try:
        workbook = _read_office(data, name, kind, plain=plain)
    except UnreadableFile:
        raise
    except PasswordError as error:
        raise UnreadableFile(password_sentence(name)) from error
    except BaseException as error:
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":  # Rust's, outside Exception
            raise UnreadableFile(damaged_sentence(name)) from error
        raise
    if not any(sheet.rows for sheet in workbook.sheets):
        raise UnreadableFile(
            _("%(name)s ne contient aucune donnée. Vérifiez que les feuilles ne sont pas vides.") % {"name": name}
        )
    return workbook


def _read_office(data: bytes, name: str, kind: str, *, plain: bool) -> Workbook:
    facts = {} if plain else _inspected(data, name, kind)
    sheets = []
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as source:
        for metadata in source.sheets_metadata:
            if metadata.typ is SheetTypeEnum.WorkSheet:
                sheet = source.get_sheet_by_name(metadata.name)
                hidden = metadata.visible is not SheetVisibleEnum.Visible
                sheets.append(_read_sheet(sheet, hidden, facts.get(metadata.name)))
    nothing = not any(one.errors or one.merged for one in facts.values())
    return Workbook(name, kind, tuple(sheets), plain=nothing and not any(sheet.merged for sheet in sheets))


def _inspected(data: bytes, name: str, kind: str) -> Mapping[str, SheetFacts]:
    if kind == "xls":
        if is_locked(data):
            raise UnreadableFile(password_sentence(name))
        return inspect_xls(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return inspect_xlsx(archive) if kind == "xlsx" else inspect_ods(archive)


def _read_sheet(sheet: CalamineSheet, hidden: bool, facts: SheetFacts | None) -> Sheet:
    known = facts or SheetFacts()
    merged = tuple(known.merged or _merged_of(sheet))
    rows, convert = [], Once(_value)
    for line, cells in enumerate(_lines(sheet, known), 1):
        converted = tuple([convert(cell) if type(cell) in _REPEATED else cell for cell in cells])
        if converted.count(None) < len(converted):
            rows.append(Row(line, converted))
    return Sheet(sheet.name, tuple(rows), hidden, merged, _count_hidden(rows, known.hidden))


def _count_hidden(rows: list[Row], hidden: list[range]) -> int:
    """How many rows that hold something are hidden; both come in order."""
    count = 0
    ranges = iter(hidden)
    one = next(ranges, None)
    for row in rows:
        while one is not None and one.stop <= row.line_number:
            one = next(ranges, None)
        if one is None:
            break
        count += row.line_number in one
    return count


def _lines(sheet: CalamineSheet, facts: SheetFacts) -> Iterator[list[Any]]:
    """The lines of a sheet from the first one, blank or not, one at a time: the reader's copy goes as ours comes."""
    if sheet.start is None or sheet.end is None:
        values: list[list[Any]] = []
        _put_errors(values, facts)
        yield from values
        return
    check_extent(sheet.end[0] + 1, sheet.end[1] + 1)
    if facts.errors:
        values = sheet.to_python(skip_empty_area=False)
        _put_errors(values, facts)
        yield from values
        return
    before: list[Any] = [None] * sheet.start[1]  # as it comes line by line, a sheet begins at its first column used
    for cells in sheet.iter_rows():
        yield before + cells if before else cells


def _put_errors(values: list[list[Any]], facts: SheetFacts) -> None:
    """Write the errors where the reader left a blank; they may lie beyond the last value it saw."""
    if not facts.errors:
        return
    width = max(max(column for _, column in facts.errors) + 1, max((len(cells) for cells in values), default=0))
    height = max(max(line for line, _ in facts.errors), len(values))
    values += [[] for _ in range(height - len(values))]
    for cells in values:
        cells += [None] * (width - len(cells))
    for (line, column), error in facts.errors.items():
        if values[line - 1][column] in (None, ""):
            values[line - 1][column] = error


def _merged_of(sheet: CalamineSheet) -> list[MergedRange]:
    return [MergedRange(first[0] + 1, first[1], last[0] + 1, last[1]) for first, last in sheet.merged_cell_ranges or []]


_REPEATED = (str, float)
"""The reader's types that are not ours as they are."""


def _value(cell: Any) -> CellValue:
    if isinstance(cell, str):
        return cell if cell.strip() else None
    if isinstance(cell, float):
        exact = Decimal(f"{cell:.15g}")
        return int(exact) if exact == exact.to_integral_value() else exact
    value: CellValue = cell  # calamine's other types are ours
    return value
