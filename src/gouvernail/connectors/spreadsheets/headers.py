"""Find the header row under the titles, tell which column is which field, and leave out the totals at the bottom."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from gouvernail.connectors.spreadsheets.model import CellValue, Row, UnreadableFile, column_letter
from gouvernail.kernel.text import fold

_SEARCHED_ROWS = 40
_TOTAL = re.compile(
    r"(?:sous )?(?:total|totaux)(?: (?:general|generaux|ht|ttc|annuel|cumule|en|euros?|k|(?:19|20)\d\d))*"
    r"|(?:total|somme) (?:du|de la|de l|des|de) .+|total par .+"
)
_MAY_BE_TOTAL = re.compile("tota|somme", re.IGNORECASE)
"""What a total without accents holds at least: most cells need not be folded to be told apart."""


@dataclass(frozen=True)
class Column:
    """A column of the file: its index from 0 and its header as written ("" if it has none)."""

    index: int
    label: str

    @property
    def letter(self) -> str:
        """The letters the spreadsheet program shows."""
        return column_letter(self.index)


@dataclass(frozen=True)
class IgnoredRow:
    """A row left out, where it was and, in French, why."""

    line_number: int
    reason: str


@dataclass(frozen=True)
class HeaderMatch:
    """Which line holds the headers and what each column is.

    ``columns`` gives the column of each field found; ``unknown`` the headers no field claims; ``missing`` the
    fields no header gives; ``duplicated`` the columns that repeat a field already found (not read); ``titles``
    the rows above the headers.
    """

    line_number: int
    columns: Mapping[str, Column]
    unknown: tuple[Column, ...]
    missing: tuple[str, ...]
    duplicated: tuple[Column, ...]
    titles: tuple[Row, ...]

    def values(self, row: Row) -> dict[str, CellValue]:
        """The cells of a row by field; only the fields that the file holds."""
        return {name: row.cell(column.index) for name, column in self.columns.items()}

    def stray_cells(self, row: Row) -> tuple[tuple[str, CellValue], ...]:
        """What a row holds under no header, by column letter: often the sign of a shifted row."""
        named = self._named
        return tuple(
            (column_letter(index), value)
            for index, value in enumerate(row.cells)
            if value is not None and index not in named
        )

    @cached_property
    def _named(self) -> frozenset[int]:
        """The columns that have a header."""
        return frozenset(column.index for column in (*self.columns.values(), *self.unknown, *self.duplicated))

    def body(self, rows: Sequence[Row]) -> tuple[tuple[Row, ...], tuple[IgnoredRow, ...]]:
        """The rows of data below the headers, and those left out at the bottom: totals, and notes under them.

        A total in the middle is kept as data would be: ``is_total_row`` tells it apart.
        """
        below = [row for row in rows if row.line_number > self.line_number]
        end = len(below)
        while end > 0 and (is_total_row(below[end - 1]) or self._is_note(below, end - 1)):
            end -= 1
        ignored = tuple(
            IgnoredRow(row.line_number, "ligne de total" if is_total_row(row) else "note sous le total")
            for row in below[end:]
        )
        return tuple(below[:end]), ignored

    def _is_note(self, below: Sequence[Row], position: int) -> bool:
        """Whether a row is one lone cell in the lines that follow a total."""
        if below[position].filled > 1 or len(self.columns) == 1:
            return False
        return any(is_total_row(row) for row in below[max(0, position - 5) : position])


def find_header(rows: Sequence[Row], known: Mapping[str, Sequence[str]]) -> HeaderMatch:
    """Find the header row among the first rows: the one that names most fields, the first one when several do.

    ``known`` gives, for each field, its label and its other names; they are compared without accents, case or
    punctuation. ``UnreadableFile`` if no row names at least two fields (one, when only one is known).
    """
    names = _names(known)
    best: Row | None = None
    best_score = 0
    for row in rows[:_SEARCHED_ROWS]:
        score = len({names[key] for key in map(header_key, row.cells) if key in names})
        if score > best_score:
            best, best_score = row, score
    if best is None or best_score < min(2, len(known)):
        expected = ", ".join(labels[0] for labels in known.values())
        raise UnreadableFile(
            _(
                "La ligne d’en-têtes n’a pas été trouvée. Écrivez ces titres de colonnes sur une même "
                "ligne : %(expected)s."
            )
            % {"expected": expected}
        )
    return _match(best, names, known, tuple(row for row in rows if row.line_number < best.line_number))


def require(match: HeaderMatch, known: Mapping[str, Sequence[str]], required: Collection[str]) -> None:
    """Raise ``UnreadableFile``, naming them, if columns that the import cannot do without are missing."""
    missing = [known[name][0] for name in match.missing if name in required]
    if not missing:
        return
    listed = ", ".join(f"« {label} »" for label in missing)
    raise UnreadableFile(
        _(
            "Il manque ces colonnes : %(listed)s. Ajoutez-les à la ligne %(number)s, ou renommez "
            "celles qui y correspondent."
        )
        % {"listed": listed, "number": match.line_number}
    )


def is_total_row(row: Row) -> bool:
    """Whether the first filled cell of a row announces a total (« Total », « Total général », « Sous-total »)."""
    first = next((value for value in row.cells if value is not None), None)
    if not isinstance(first, str) or (first.isascii() and _MAY_BE_TOTAL.search(first) is None):
        return False
    return _TOTAL.fullmatch(header_key(first)) is not None


def header_key(value: CellValue) -> str:
    """What is compared of a header: letters and digits, without accents or case."""
    return " ".join(re.findall(r"[a-z0-9]+", fold(value))) if isinstance(value, str) else ""


def _names(known: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Every accepted header key with its field; the first field to claim a name keeps it."""
    names: dict[str, str] = {}
    for field, labels in known.items():
        for label in (*labels, field):
            names.setdefault(header_key(label), field)
    names.pop("", None)
    return names


def _match(
    row: Row, names: Mapping[str, str], known: Mapping[str, Sequence[str]], titles: tuple[Row, ...]
) -> HeaderMatch:
    columns: dict[str, Column] = {}
    unknown, duplicated = [], []
    for index, value in enumerate(row.cells):
        if value is None:
            continue
        column = Column(index, str(value).strip())
        field = names.get(header_key(value))
        if field is None:
            unknown.append(column)
        elif field in columns:
            duplicated.append(column)
        else:
            columns[field] = column
    missing = tuple(field for field in known if field not in columns)
    return HeaderMatch(row.line_number, columns, tuple(unknown), missing, tuple(duplicated), titles)
