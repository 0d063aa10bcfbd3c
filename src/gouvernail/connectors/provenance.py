"""Where an imported object comes from: the sheet and the line, and what stood there before anybody read it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from gouvernail.connectors.contents import is_drawn, place_of, raw_text_of
from gouvernail.connectors.fields import import_fields
from gouvernail.connectors.models import ImportRun, StagedRow
from gouvernail.connectors.records import unpack_record
from gouvernail.connectors.words import raw_words
from gouvernail.registers.registry import register_of


def source_place(run: ImportRun, row: StagedRow) -> str:
    """Return the place of a line in its file: « feuille Parc, ligne 12 », « page 3, tableau 1, ligne 4 »."""
    if is_drawn(run.outline):
        return place_of(run.outline, row.line)
    if run.file_name.lower().endswith((".csv", ".txt", ".tsv")):
        return _("ligne %(line)s") % {"line": row.line}
    return _("feuille %(sheet)s, ligne %(line)s") % {"sheet": run.sheet[:80], "line": row.line}


def what_was_read(run: ImportRun, row: StagedRow) -> dict[str, str]:
    """Return, by header, what stood in the columns that were imported (personal data was masked when it was read)."""
    cells = unpack_record(row.line, row.cells).cells
    fields = import_fields(register_of(run.kind))
    read = {
        header: raw_words(cells[name])
        for name, (_index, header) in run.mapping.items()
        if name in cells and cells[name] is not None and not (name in fields and fields[name].seal)
    }
    text = raw_text_of(run.outline, row.line)
    return read | {_("Texte du document"): text} if text else read
