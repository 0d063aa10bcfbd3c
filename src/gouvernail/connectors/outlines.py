"""What a file looks like before anything is read from it: its sheets, their columns, the fields they would fill."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from gouvernail.connectors.fields import REFERENCE_FIELD, import_fields, known_headers
from gouvernail.connectors.reading.masking import masked
from gouvernail.connectors.spreadsheets import Row, Sheet, UnreadableFile, Workbook, find_header
from gouvernail.connectors.spreadsheets.cells import CellUnreadable, read_text
from gouvernail.connectors.spreadsheets.headers import header_key
from gouvernail.connectors.spreadsheets.model import column_letter
from gouvernail.registers.register import Register

Mapped = dict[str, tuple[int, str]]
"""By field, the column that fills it: its index from 0 and its header."""

SMALL_WORDS = frozenset({"d", "de", "du", "des", "l", "la", "le", "les"})

_SAMPLES = 3
_SAMPLE_LENGTH = 60
_SEARCHED_ROWS = 40


def outline_of(workbook: Workbook, register: Register, memory: Mapping[str, str]) -> dict[str, Any]:
    """Describe the sheets that can be read; ``memory`` gives, by field, the header used the last time."""
    sheets = [_sheet_outline(sheet, register, memory) for sheet in workbook.visible_sheets]
    hidden = [
        _("La feuille « %(name)s » est masquée : elle n’est pas lue. Affichez-la dans le tableur pour l’importer.")
        % {"name": sheet.name}
        for sheet in workbook.sheets
        if sheet.hidden and sheet.rows
    ]
    rows = [
        _("Feuille « %(name)s » : %(count)s lignes masquées ou filtrées sont lues comme les autres.")
        % {"name": sheet.name, "count": sheet.hidden_rows}
        if sheet.hidden_rows > 1
        else _("Feuille « %(name)s » : une ligne masquée ou filtrée est lue comme les autres.") % {"name": sheet.name}
        for sheet in workbook.visible_sheets
        if sheet.hidden_rows
    ]
    outline = {"warnings": [*workbook.warnings, *hidden, *rows], "sheets": sheets}
    return outline | {"plain": True} if workbook.plain else outline


def loose_key(label: str) -> str:
    """Return what is compared of a header: its words without accents, case, punctuation or small words."""
    key = header_key(label)
    return " ".join(word for word in key.split() if word not in SMALL_WORDS) or key


def without_basis(key: str) -> str:
    """Return a key without the base of an amount at its end (« prix ttc »), empty when it ends with none."""
    kept = re.fullmatch(r"(.*\w) (?:ht|ttc)", key)
    return kept[1] if kept and not kept[1].endswith(" ou") else ""


def best_sheet(outline: Mapping[str, Any]) -> dict[str, Any]:
    """Return the sheet most of whose columns are recognised, the first one when several are."""
    return max(outline["sheets"], key=lambda sheet: sheet["recognised"])


def sheet_named(outline: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return the description of one sheet; ``KeyError`` if there is none of that name."""
    for sheet in outline["sheets"]:
        if sheet["name"] == name:
            return sheet
    raise KeyError(name)


def proposed_mapping(sheet: Mapping[str, Any], register: Register, memory: Mapping[str, str]) -> Mapped:
    """Return which column fills which field: as the last time first, then by its label or another name."""
    keys = {column["index"]: loose_key(column["label"]) for column in sheet["columns"]}
    labels = {column["index"]: column["label"] for column in sheet["columns"]}
    mapped: Mapped = {}
    taken: set[int] = set()
    for wanted in (_remembered(memory), _names(register)):
        for index, key in keys.items():
            field = wanted.get(key) or wanted.get(without_basis(key))
            if field and field not in mapped and index not in taken:
                mapped[field] = (index, labels[index])
                taken.add(index)
    return mapped


def gone_columns(sheet: Mapping[str, Any], register: Register, memory: Mapping[str, str]) -> dict[str, str]:
    """Return the fields filled the last time by a column that is no longer in the file, with its header."""
    present = proposed_mapping(sheet, register, memory)
    known = import_fields(register).keys() | {REFERENCE_FIELD}
    return {field: header for field, header in memory.items() if field not in present and field in known}


def gone_sentence(field: str, header: str, register: Register) -> str:
    """Return the sentence for a column that was read the last time and is not in the file any more."""
    return _(
        "La colonne « %(header)s », qui donnait « %(label)s » la dernière fois, n’est plus dans le fichier. Choisissez "
        "la colonne qui la remplace, ou confirmez que ce champ n’est plus importé."
    ) % {"header": header, "label": known_headers(register)[field][0]}


def _sheet_outline(sheet: Sheet, register: Register, memory: Mapping[str, str]) -> dict[str, Any]:
    header = _header_row(sheet, register, memory)
    header = _on_two_lines(sheet, header, register, memory) or header
    below = [row for row in sheet.rows if row.line_number > header.line_number]
    columns = [
        {
            "index": index,
            "letter": column_letter(index),
            "label": " ".join(str(value).split())[:120],
            "samples": _samples(below, index),
        }
        for index, value in enumerate(header.cells)
        if value is not None
    ]
    outline = {"name": sheet.name, "line": header.line_number, "rows": len(below), "columns": columns}
    return outline | {"recognised": len(proposed_mapping(outline, register, memory))}


def _header_row(sheet: Sheet, register: Register, memory: Mapping[str, str]) -> Row:
    """The row of headers; when no name is known, the fullest row of texts, for a person to say what is what."""
    known = dict(known_headers(register))
    for field, header in memory.items():
        known[field] = (*known.get(field, ()), header)
    try:
        line = find_header(sheet.rows, known).line_number
    except UnreadableFile:
        return max(sheet.rows[:_SEARCHED_ROWS], key=lambda row: sum(isinstance(cell, str) for cell in row.cells))
    return next(row for row in sheet.rows if row.line_number == line)


def _on_two_lines(sheet: Sheet, header: Row, register: Register, memory: Mapping[str, str]) -> Row | None:
    """The headers when they stand on two lines, titles of groups above: the better named pair, if it names more.

    A blank cell of the second line takes the title above it; a cell below a group is called by both (« Achat Prix »)
    unless it is known by itself.
    """
    rows = {row.line_number: row for row in sheet.rows}
    names = _names(register) | _remembered(memory)
    best, most = None, _recognised(header, names)
    for line in (header.line_number, header.line_number + 1):
        upper, lower = rows.get(line - 1), rows.get(line)
        if upper is None or lower is None or upper.filled < 2 or not _all_texts(lower):
            continue
        pair = Row(line, tuple(_both(upper, lower, index, names) for index in range(_width(upper, lower))))
        found = _recognised(pair, names)
        if found > most:
            best, most = pair, found
    return best


def _width(*rows: Row) -> int:
    return max(len(row.cells) for row in rows)


def _all_texts(row: Row) -> bool:
    return row.filled > 0 and all(cell is None or isinstance(cell, str) for cell in row.cells)


def _recognised(row: Row, names: Mapping[str, str]) -> int:
    keys = [loose_key(str(cell or "")) for cell in row.cells]
    return len({found for key in keys if (found := names.get(key) or names.get(without_basis(key)))})


def _both(upper: Row, lower: Row, index: int, names: Mapping[str, str]) -> str | None:
    below = lower.cell(index)
    if below is None:
        above = upper.cell(index)
        return str(above) if above is not None else None
    group = next((cell for rank in range(index, -1, -1) if (cell := upper.cell(rank)) is not None), None)
    both = f"{group} {below}" if group is not None else str(below)
    key = loose_key(both)
    return both if key in names or without_basis(key) in names else str(below)


def _samples(rows: list[Row], index: int) -> list[str]:
    found: list[str] = []
    for row in rows[:200]:
        try:
            text = read_text(row.cell(index))
        except CellUnreadable:
            text = str(row.cell(index))
        shown = masked(text)[:_SAMPLE_LENGTH] if text else ""
        if shown and shown not in found:
            found.append(shown)
        if len(found) == _SAMPLES:
            break
    return found


def _remembered(memory: Mapping[str, str]) -> dict[str, str]:
    return {loose_key(header): field for field, header in memory.items()}


def _names(register: Register) -> dict[str, str]:
    """Every known header key with its field: a label always wins over another field's other name."""
    known = known_headers(register)
    names: dict[str, str] = {}
    for field, labels in known.items():
        names.setdefault(loose_key(labels[0]), field)
    for field, labels in known.items():
        for label in labels[1:]:
            names.setdefault(loose_key(label), field)
    names.pop("", None)
    return names
