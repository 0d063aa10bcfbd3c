"""Columns whose text is not kept: sealed as soon as the file is read, before anything of it is compared or stored."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

from gouvernail.connectors.fields import ImportField
from gouvernail.connectors.records import Record
from gouvernail.connectors.spreadsheets.cells import CellUnreadable, read_text

MARK = "empreinte:"
"""How a sealed cell begins: a file of lines left aside gives it back, and it is not sealed twice."""
_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
_FIGURES = str.maketrans("abcdefghijklmnop", "0123456789abcdef")


def seal_cells(fields: Iterable[ImportField], records: Iterable[Record]) -> None:
    """Replace, in records, the text of every sealed column by what is kept of it; nothing where nothing is."""
    for one in fields:
        if one.seal is None:
            continue
        holding = [record for record in records if one.name in record.cells]
        texts = [_text(record.cells[one.name]) for record in holding]
        plain = [text for text in texts if not text.startswith(MARK)]
        kept = iter(one.seal(plain))
        for record, text in zip(holding, texts, strict=True):
            record.cells[one.name] = text if text.startswith(MARK) else written(next(kept))


def read_sealed(one: ImportField, cell: Any) -> Any:
    """Return the value of a sealed cell, or of a text that a person typed in its place."""
    text = _text(cell)
    if not text.startswith(MARK):
        return one.seal([text])[0] if one.seal else None
    try:
        kept = bytes.fromhex(text.removeprefix(MARK).translate(_FIGURES))
    except ValueError:
        return None
    return int.from_bytes(kept, "big", signed=True) if isinstance(one.field, models.IntegerField) else kept


def written(value: bytes | int | None) -> str | None:
    """Return what is kept as a cell: letters alone, that nothing takes for a number or a phone."""
    if value is None or value == b"":
        return None
    kept = value.to_bytes(8, "big", signed=True) if isinstance(value, int) else value
    return MARK + kept.hex().translate(_LETTERS)


def forget_samples(outline: dict[str, Any], mapping: dict[str, Any], fields: dict[str, ImportField]) -> None:
    """Take the samples of sealed columns out of what is kept of a file."""
    sealed = {index for name, (index, _header) in mapping.items() if name in fields and fields[name].seal}
    for sheet in outline.get("sheets", ()):
        for column in sheet["columns"]:
            if column["index"] in sealed:
                column["samples"] = []


def _text(cell: Any) -> str:
    try:
        return read_text(cell) or ""
    except CellUnreadable:
        return ""
