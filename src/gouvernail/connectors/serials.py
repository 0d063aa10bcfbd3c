"""Serial numbers that two machines bear: a line copied, or one machine under two names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from gouvernail.connectors.context import Context
from gouvernail.connectors.findings import Finding
from gouvernail.connectors.records import Record
from gouvernail.connectors.sources.identity import serial_key
from gouvernail.kernel.text import fold


def compare_serials(records: Sequence[Record], name_field: str) -> None:
    """Note the lines whose serial number is that of an earlier one that is called otherwise."""
    first: dict[str, Record] = {}
    for record in records:
        key = serial_key(str(record.cells.get("serial") or ""))
        if key:
            known = first.setdefault(key, record)
            if fold(str(known.cells.get(name_field))) != fold(str(record.cells.get(name_field))):
                record.same_serial_as = known.line


def serial_finding(context: Context, record: Record, held: Any, serial: str) -> Finding | None:
    """Return what is doubtful in the serial number that a line would write, ``None`` when it is nobody else's."""
    other = context.serials.get(serial_key(serial))
    if other is not None and (held is None or held.pk != other):
        sentence = _("Le n° de série %(serial)s est déjà celui de « %(name)s » : est-ce le même matériel ?")
        words = {"serial": serial, "name": context.index.by_pk[other].name}
    elif record.same_serial_as is not None:
        sentence = _("Le n° de série %(serial)s est déjà celui de la ligne %(line)s : est-ce une recopie ?")
        words = {"serial": serial, "line": str(record.same_serial_as)}
    else:
        return None
    return Finding("R-NUM-DUP", sentence % words, field="serial", raw=serial, kept=serial, may_blank=True)
