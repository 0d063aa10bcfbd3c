"""Take equipment, spaces and measures in: they become a file for the ordinary import, judged and shown like any other.

So names are matched, doubts asked, hand corrections kept and vanished objects listed by the same rules as for a file.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from gouvernail.connectors import receiving, staging
from gouvernail.connectors.enums import RunState
from gouvernail.connectors.fields import import_fields, known_headers
from gouvernail.connectors.sources.connector import (
    AVAILABILITY,
    CONTRACTS,
    DIRECTORY,
    EQUIPMENT,
    SPACES,
    SUPPLIERS,
    USAGE,
)
from gouvernail.connectors.sources.intake import Intake
from gouvernail.connectors.sources.models import SourceRun
from gouvernail.connectors.sources.naming import source_label
from gouvernail.organisations.actors import Actor
from gouvernail.registers.registry import register_of

KINDS = {
    EQUIPMENT: "equipment",
    SUPPLIERS: "supplier",
    CONTRACTS: "contract",
    SPACES: "space",
    USAGE: "usage",
    DIRECTORY: "directory_measure",
    AVAILABILITY: "service_level",
}


class FileIntake(Intake):
    """Writes a CSV with the register's own headers, then compares it as an import."""

    def __init__(self, run: SourceRun, actor: Actor) -> None:
        super().__init__(run, actor)
        self.records: list[Any] = []

    def add(self, records: Sequence[Any]) -> None:
        """Keep a chunk: these streams are thousands of records, not millions."""
        self.records += records
        self.received += len(records)

    def end(self) -> None:
        """Compare the records as an import."""
        if not self.records:
            return
        kind, place = KINDS[self.run.stream], self.run.connection.organisation
        register = register_of(kind)
        data = as_csv(kind, self.records, self.columns())
        run = receiving.receive(register, place, self.actor, file_name(self.run), data)
        staging.work(run.pk, staging.begin(run), self.actor)  # this thread is the one that waits
        run.refresh_from_db()
        self.run.import_run = run

    def columns(self) -> dict[str, list[str]]:
        """Return the columns that stand before those of the records, by field."""
        return {}

    def totals(self) -> dict[str, int]:
        """Return the outcomes of the comparison."""
        run = self.run.import_run
        return dict(run.counts) if run and run.state == RunState.READY else {}


def file_name(run: SourceRun) -> str:
    """Return how the objects of a stream name their origin: « GestSup · Mairie (équipements).csv »."""
    words = {
        EQUIPMENT: _("équipements"),
        SUPPLIERS: _("prestataires"),
        CONTRACTS: _("contrats"),
        SPACES: _("espaces"),
        USAGE: _("usages"),
        DIRECTORY: _("annuaire"),
        AVAILABILITY: _("disponibilités"),
    }
    label = source_label(run.connection).replace("/", "-").replace("\\", "-")
    return f"{label} ({words[run.stream]}).csv"


def as_csv(kind: str, records: Sequence[Any], more: Mapping[str, Sequence[str]] | None = None) -> bytes:
    """Return records as a CSV whose headers are the register's own labels; columns that nothing fills are left out.

    ``more`` gives columns to put before those of the records, by field.
    """
    known, more = import_fields(register_of(kind)), more or {}
    headers = known_headers(register_of(kind))
    names = [one.name for one in fields(records[0]) if one.name in known]
    used = [name for name in names if any(getattr(one, name) not in (None, "") for one in records)]
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow([headers[name][0] for name in (*more, *used)])
    words = {name: {str(code): str(label) for code, label in known[name].field.flatchoices} for name in used}
    for rank, one in enumerate(records):
        cells = [_cell(words[name].get(str(getattr(one, name)), getattr(one, name))) for name in used]
        writer.writerow([*(column[rank] for column in more.values()), *cells])
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Oui" if value else "Non"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Decimal | float):
        return str(value).replace(".", ",")
    text = " ".join(str(value).split())
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text
