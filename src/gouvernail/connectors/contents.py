"""Where the lines of an import stand: in a spreadsheet, or drawn from a document that another part of the room read.

What is drawn from a document is kept in the place of the file, as JSON; the outline of the run says so (``drawn``), and
tells for each line where it stood (``places``), its text (``texts``) and what was noticed of it (``said``).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from gouvernail.connectors.models import ImportRun
from gouvernail.connectors.records import Record
from gouvernail.connectors.spreadsheets import Row, Sheet, read_workbook


def is_drawn(outline: Mapping[str, Any]) -> bool:
    """Whether the lines were drawn from a document."""
    return bool(outline.get("drawn"))


def pack_lines(rows: Sequence[Sequence[str | None]]) -> bytes:
    """Return what keeps lines drawn from a document, numbered from 1."""
    return json.dumps([list(row) for row in rows], ensure_ascii=False).encode()


def sheet_of(run: ImportRun) -> Sheet:
    """Return the sheet that a run compares; ``UnreadableFile`` says why a file cannot be read."""
    content = bytes(run.received.content)
    if is_drawn(run.outline):
        return drawn_sheet(run.sheet, json.loads(content))
    return read_workbook(content, run.file_name, plain=bool(run.outline.get("plain"))).sheet(run.sheet)


def drawn_sheet(name: str, rows: Sequence[Sequence[str | None]]) -> Sheet:
    """Return lines drawn from a document as a sheet; its headers, in the outline, stand on line 0."""
    return Sheet(name, tuple(Row(number, tuple(cells)) for number, cells in enumerate(rows, 1)))


def tell_what_was_noticed(outline: Mapping[str, Any], records: Iterable[Record]) -> None:
    """Give each record what was noticed of it as the document was read."""
    said = outline.get("said", {})
    for record in records:
        record.said = tuple(said.get(str(record.line), ()))


def place_of(outline: Mapping[str, Any], line: int) -> str:
    """Return where a line stood in its document: « page 3, tableau 1, ligne 4 »."""
    return outline.get("places", {}).get(str(line), "")


def raw_text_of(outline: Mapping[str, Any], line: int) -> str:
    """Return the text of a line as it stood, personal data masked."""
    return outline.get("texts", {}).get(str(line), "")
