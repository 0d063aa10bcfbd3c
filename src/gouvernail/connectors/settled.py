"""Cells of which there is nothing to say, kept while lines are compared: a column holds few different things.

What a cell means depends on the field, on the cell and, where it names an object, on the organisation that holds the
line; on nothing else once the comparison has begun. Only cells that need no answer are kept, so what is said of a
faulty one is said anew, and separately, on each line.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from gouvernail.connectors.context import Context
from gouvernail.connectors.fields import ImportField
from gouvernail.connectors.findings import MISSING
from gouvernail.connectors.packing import pack_value
from gouvernail.connectors.spreadsheets import CellValue
from gouvernail.connectors.texts import text_findings
from gouvernail.connectors.values import Read, read_value
from gouvernail.connectors.words import in_words
from gouvernail.organisations.models import Organisation

MOST = 20_000
"""Cells kept at a time; beyond, all are forgotten: a column of references would fill the memory for nothing."""


class Settled(NamedTuple):
    """The value of a cell, the text that keeps it, and its words for the preview of a new object."""

    value: Any
    packed: str | None
    words: str


def read_cell(context: Context, one: ImportField, cell: CellValue, holder: Organisation) -> Settled | Read:
    """Read a cell as ``read_value`` does for a line about no object yet; ``Settled`` when nothing is to be said of it.

    Raises ``Refused`` as ``read_value`` does, every time.
    """
    told = str(cell) if isinstance(cell, Decimal) else cell  # 1.5 and 1.50 are equal, not the same
    key = (one.name, type(cell), told, holder.pk if one.field.many_to_one else None)
    kept: Settled | None = context.settled.get(key)
    if kept is not None:
        return kept
    read = read_value(context, one, cell, holder)
    if not _is_settled(one, read):
        return read
    settled = Settled(read.value, pack_value(read.value), in_words(context, one, read.value))
    if len(context.settled) >= MOST:
        context.settled.clear()
    context.settled[key] = settled
    return settled


def _is_settled(one: ImportField, read: Read) -> bool:
    if read.findings or read.value is MISSING:
        return False
    if one.field.many_to_one:
        return not isinstance(read.value, str)  # not one that applying the import would create
    if one.is_text and read.value:
        masked, findings = text_findings(read.value)
        return masked == read.value and not findings
    return True
