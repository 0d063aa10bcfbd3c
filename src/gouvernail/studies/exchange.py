"""The matrix as a table of texts, written so that it comes back unchanged, and read from what people paste."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from gouvernail.kernel.text import fold
from gouvernail.registers.exporting import unescape_cell
from gouvernail.studies.models import Direction
from gouvernail.studies.whole import Whole

MOST_ROWS, MOST_COLUMNS = 200, 60
UNKNOWN = ("inconnue", "inconnu")
FIXED = {"critere": "criterion", "criteres": "criterion", "criteres d'analyse": "criterion", "sens": "direction",
         "compte": "counts", "unite": "unit"}  # fmt: skip
YES = ("oui", "x", "1")


class UnreadableTableError(ValueError):
    """A table that is not a matrix; its message is a French sentence."""


@dataclass(frozen=True)
class Line:
    """One criterion of a table: what is said of it (empty when the table does not say), and its cells by scenario."""

    name: str
    direction: str = ""
    counts: bool | None = None
    unit: str = ""
    cells: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """A matrix as it was brought: the scenarios in their order, the criteria in theirs."""

    scenarios: list[str]
    lines: list[Line]


def headers_of(whole: Whole) -> list[str]:
    """Return the headers of the exported matrix."""
    return [_("Critère"), _("Sens"), _("Compte"), _("Unité"), *(one.name for one in whole.singles)]


def rows_of(whole: Whole) -> list[list[str | None]]:
    """Return the matrix as rows of texts, as they were typed; combinations are computed, and left out."""
    rows = []
    for criterion in whole.criteria:
        ratings = [whole.rating(criterion, one) for one in whole.singles]
        cells = [None if one is None else UNKNOWN[0] if one.unknown else one.raw or None for one in ratings]
        counts = _("Oui") if criterion.counts else _("Non")
        rows.append([criterion.name, criterion.direction, counts, criterion.unit or None, *cells])
    return rows


def table_of_text(text: str) -> Table:
    """Read a table pasted from a document or a spreadsheet: tabs between the cells, or semicolons."""
    separator = "\t" if "\t" in text else ";"
    return table_of_rows(list(csv.reader(io.StringIO(text.strip("\n\r")), delimiter=separator)))


def table_of_rows(rows: list[list[str]]) -> Table:
    """Read a table: headers on the first row that is not empty; raise ``UnreadableTableError`` with the reason."""
    kept = [[_clean(cell) for cell in row] for row in rows]
    kept = [row for row in kept if any(row)]
    if len(kept) < 2:
        raise UnreadableTableError(
            _("Ce texte n’est pas un tableau : il faut une ligne d’en-têtes, puis une ligne par critère.")
        )
    if len(kept) > MOST_ROWS + 1 or len(kept[0]) > MOST_COLUMNS:
        raise UnreadableTableError(_("Ce tableau est trop grand pour une étude (200 critères, 60 colonnes au plus)."))
    return _read(kept[0], kept[1:])


def _clean(cell: str) -> str:
    return " ".join(unescape_cell(str(cell or "")).split())


def _read(heads: list[str], rows: list[list[str]]) -> Table:
    roles = [FIXED.get(fold(head), "") for head in heads]
    roles[0] = roles[0] or "criterion"
    columns = [at for at, head in enumerate(heads) if head and not roles[at]]
    scenarios = [heads[at] for at in columns]
    if len(scenarios) != len({fold(one) for one in scenarios}):
        raise UnreadableTableError(_("Deux colonnes portent le même nom de scénario."))
    if not scenarios:
        raise UnreadableTableError(_("La ligne d’en-têtes ne nomme aucun scénario."))
    return Table(scenarios, [_line(row + [""] * (len(heads) - len(row)), roles, heads, columns) for row in rows])


def _line(row: list[str], roles: list[str], heads: list[str], columns: list[int]) -> Line:
    said = {role: row[at] for at, role in enumerate(roles) if role}
    counts = said.get("counts", "")
    return Line(
        said["criterion"],
        _direction(said.get("direction", "")),
        None if not counts else fold(counts) in YES,
        said.get("unit", ""),
        {heads[at]: row[at] for at in columns},
    )


def _direction(text: str) -> str:
    word = fold(text)
    if word.startswith(("moins", "-", "min")):
        return Direction.LESS
    return Direction.MORE if word else ""
