"""What the XLSX and the ODS of a table share: the name of the sheet, the width of its columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from gouvernail.registers.exporting_cells import CellContent

NOTES_TITLE = "Notes"
NOTES_WIDTH = 110
_MIN_WIDTH, _MAX_WIDTH = 9, 60  # characters
_PORTRAIT_CHARACTERS = 70
_FORBIDDEN_IN_NAME = re.compile(r"[\[\]:*?/\\\n\t]")


def sheet_name(title: str) -> str:
    """A name that every spreadsheet accepts: 31 characters at most, without ``[ ] : * ? / \\``."""
    name = " ".join(_FORBIDDEN_IN_NAME.sub(" ", title).split())[:31].strip("' ")
    return "Tableau" if not name or name.casefold() in {"history", NOTES_TITLE.casefold()} else name


def column_widths(cells: Sequence[Sequence[CellContent]]) -> list[int]:
    """The width of each column in characters: that of its longest line, within reason."""
    widths = [_MIN_WIDTH] * len(cells[0])
    for row in cells:
        for column, value in enumerate(row):
            if value is not None:
                longest = max(len(line) for line in str(value).split("\n"))
                widths[column] = max(widths[column], min(longest + 2, _MAX_WIDTH))
    return widths


def columns_of_figures(cells: Sequence[Sequence[CellContent]]) -> frozenset[int]:
    """The columns under whose heading there are only numbers: a heading stands over its figures, at the right."""
    columns = range(len(cells[0]))
    return frozenset(at for at in columns if _are_figures([row[at] for row in cells[1:] if row[at] is not None]))


def _are_figures(values: Sequence[CellContent]) -> bool:
    return bool(values) and all(isinstance(one, (int, Decimal)) for one in values)


def lines_of(row: Sequence[CellContent], widths: Sequence[int]) -> int:
    """How many lines the tallest text of a row takes once wrapped in its column."""
    counts = [1]
    for value, width in zip(row, widths, strict=True):
        if isinstance(value, str):
            counts.append(sum(max(1, -(-len(line) // (width - 1))) for line in value.split("\n")))
    return max(counts)


def is_wide(widths: Sequence[int]) -> bool:
    """Whether a portrait page would print the columns too small."""
    return sum(widths) > _PORTRAIT_CHARACTERS


def has_cents(value: CellContent) -> bool:
    """Whether a number is written to the hundredth, as amounts are: shown so, even when it is whole."""
    return isinstance(value, Decimal) and value.as_tuple().exponent == -2
