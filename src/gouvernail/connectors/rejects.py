"""The lines left aside, as a file that can be corrected and brought again."""

from __future__ import annotations

from django.utils.translation import gettext as _

from gouvernail.connectors.contents import is_drawn
from gouvernail.connectors.deciding import left_aside
from gouvernail.connectors.enums import Outcome
from gouvernail.connectors.models import ImportRun, StagedRow
from gouvernail.connectors.notes import reasons
from gouvernail.connectors.provenance import source_place
from gouvernail.connectors.records import unpack_record
from gouvernail.connectors.spreadsheets import CellError, CellValue
from gouvernail.connectors.spreadsheets.cells import read_text
from gouvernail.registers.exporting import write_table

REASON = "Motif"
"""The header of the last column; an import of the corrected file does not read it."""


def rejects_file(run: ImportRun) -> bytes:
    """Return an XLSX of the lines left aside: the columns of the file as they were, and why each was not written."""
    columns = sorted(run.mapping.items(), key=lambda item: item[1][0])
    headers = [header for _field, (_index, header) in columns]
    rows = []
    for row in left_aside(run).iterator(chunk_size=500):
        record = unpack_record(row.line, row.cells, corrections=row.corrections)  # what was typed is not asked again
        rows.append([*(_writable(record.cell(field)) for field, _column in columns), why(row)])
    notes = [
        _(
            "Lignes laissées de côté de %(file)s. Corrigez-les, puis importez ce fichier : la colonne "
            "« %(reason)s » n’est pas lue."
        )
        % {"file": run.file_name, "reason": REASON}
    ]
    return write_table([*headers, REASON], rows, format="xlsx", title=_("À corriger"), notes=notes)


def why(row: StagedRow) -> str:
    """Return why a line is not written, with its place in the file."""
    sentences = reasons(row.notes)
    if row.outcome == Outcome.SKIPPED:
        sentences = [_("Laissée de côté à la vérification."), *sentences]
    place = source_place(row.run, row) if is_drawn(row.run.outline) else _("Ligne %(line)s") % {"line": row.line}
    return f"{place[:1].upper()}{place[1:]}. {' '.join(sentences)}"


def _writable(cell: CellValue) -> object:
    if isinstance(cell, CellError):
        return str(cell)
    return cell if cell is None or isinstance(cell, str | int) else _typed(cell)


def _typed(cell: CellValue) -> object:
    from datetime import date
    from decimal import Decimal

    return cell if isinstance(cell, date | Decimal) else read_text(cell)
