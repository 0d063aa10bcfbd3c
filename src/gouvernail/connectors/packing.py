"""Cells and values as JSON keeps them, and back, without losing their type."""

from __future__ import annotations

from base64 import b64encode
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db import models

from gouvernail.connectors.spreadsheets import CellError, CellValue
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.kernel.text import mask_personal_data
from gouvernail.registers.fields import PartialDateField

CREATED_PREFIX = "new:"
"""What stands for the identifier of an object that applying the import will create."""


def pack_cell(cell: CellValue) -> Any:
    """Return what JSON keeps of a cell; phone numbers and e-mails in texts are masked."""
    if cell is None or isinstance(cell, bool | int):
        return cell
    if isinstance(cell, str):
        return mask_personal_data(cell)[0]
    if isinstance(cell, datetime):
        return {"datetime": cell.isoformat()}
    if isinstance(cell, timedelta):
        return {"seconds": cell.total_seconds()}
    name = {Decimal: "decimal", date: "date", time: "time", CellError: "error"}[type(cell)]
    return {name: cell.isoformat() if isinstance(cell, date | time) else str(cell)}


def unpack_cell(packed: Any) -> CellValue:
    """Return the cell that ``pack_cell`` packed."""
    if not isinstance(packed, dict):
        return packed
    ((name, text),) = packed.items()
    if name == "seconds":
        return timedelta(seconds=text)
    readers: dict[str, Any] = {
        "decimal": Decimal,
        "date": date.fromisoformat,
        "datetime": datetime.fromisoformat,
        "time": time.fromisoformat,
        "error": CellError,
    }
    return readers[name](text)


def pack_value(value: Any) -> str | None:
    """Return the text that keeps a value of a field (an identifier for a foreign key)."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, PartialDate):
        return value.to_text()
    if isinstance(value, bytes):
        return b64encode(value).decode()  # as Django's BinaryField reads a text
    return value.isoformat() if isinstance(value, date) else str(value)


def unpack_value(field: models.Field, text: str | None, created: dict[str, int] | None = None) -> Any:
    """Return the value that ``pack_value`` packed; ``created`` gives the identifiers of the objects just created."""
    if text is None:
        return None
    if field.many_to_one:
        return (created or {})[text] if text.startswith(CREATED_PREFIX) else int(text)
    if isinstance(field, PartialDateField):
        return PartialDate.from_text(text) if text else None
    return field.to_python(text)
