"""Any table whose titles are known columns of a register: an inventory of applications, a list of contracts…"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from gouvernail.connectors.fields import REFERENCE_FIELD, import_fields, is_importable, name_field
from gouvernail.connectors.outlines import Mapped, outline_of, proposed_mapping
from gouvernail.connectors.reading.model import Document, Table
from gouvernail.connectors.reading.proposing.drawing import draw, part_title
from gouvernail.connectors.reading.proposing.parts import Part
from gouvernail.connectors.spreadsheets import Row, Sheet, Workbook
from gouvernail.connectors.spreadsheets.headers import is_total_row
from gouvernail.registers.register import Register
from gouvernail.registers.registry import registers

KNOWN_ENOUGH = 2
"""How many titles of a table must be columns of a register."""


def listed(document: Document, taken: Collection[int]) -> Iterator[Part]:
    """Yield a part for each table that fits a register; ``taken`` are the lines that were read otherwise."""
    for table in document.tables:
        if set(table.lines) & set(taken) or len(table.rows) < 2:
            continue
        found = _best(table)
        if found is not None:
            part = _part(document, table, *found)
            if part.proposals:
                yield part


def _sheet(table: Table) -> Sheet:
    rows = (Row(rank, tuple(cell or None for cell in row)) for rank, row in enumerate(table.rows, 1))
    return Sheet("tableau", tuple(row for row in rows if row.filled))


def _best(table: Table) -> tuple[Register, int, Mapped] | None:
    """The register most of whose columns the table names, its name among them; none when two come first together."""
    workbook = Workbook("", "csv", (_sheet(table),))
    scores: list[tuple[int, Register, int, Mapped]] = []
    for register in registers():
        if not is_importable(register):
            continue
        sheets = outline_of(workbook, register, {})["sheets"]
        mapped = proposed_mapping(sheets[0], register, {}) if sheets else {}
        mapped.pop(REFERENCE_FIELD, None)
        if name_field(register) in mapped and len(mapped) >= KNOWN_ENOUGH:
            scores.append((len(mapped), register, sheets[0]["line"], mapped))
    scores.sort(key=lambda one: -one[0])
    if not scores or (len(scores) > 1 and scores[0][0] == scores[1][0]):
        return None
    return scores[0][1:]


def _part(document: Document, table: Table, register: Register, header: int, mapped: Mapped) -> Part:
    labels = {name: one.label for name, one in import_fields(register).items()}
    headers = {name: title or labels[name] for name, (_column, title) in mapped.items()}
    part = Part(register.kind, part_title(document, table.lines[0]), headers)
    for row in _sheet(table).rows:
        if row.line_number <= header or is_total_row(row):
            continue
        cells = {name: str(row.cell(column) or "") for name, (column, _title) in mapped.items()}
        line = table.lines[row.line_number - 1]
        place = table.place_of(row.line_number - 1) if table.place.table else None
        if cells[name_field(register)]:
            part.proposals.append(draw(document, cells, [line], 90, place=place))
    return part
