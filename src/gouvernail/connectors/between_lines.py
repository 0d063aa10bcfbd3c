"""What is noted of a line because of the lines above it, before any is compared with what is held."""

from __future__ import annotations

from collections.abc import Sequence

from gouvernail.connectors.fields import import_fields, name_field
from gouvernail.connectors.records import Record
from gouvernail.connectors.sequence import note_steps_back
from gouvernail.connectors.serials import compare_serials
from gouvernail.registers.register import Register


def note_between_lines(register: Register, records: Sequence[Record]) -> None:
    """Note the steps that go back in time, and the serial numbers that come twice."""
    if register.kind == "milestone":
        note_steps_back(records)
    if "serial" in import_fields(register):
        compare_serials(records, name_field(register))
