"""Cells that come again and again in a column: converted once, kept once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gouvernail.connectors.spreadsheets.model import CellValue

MOST = 50_000
"""Cells remembered at a time; beyond, all are forgotten: columns of references come once each."""


class Once:
    """A conversion that answers the very same object for equal cells of one type."""

    def __init__(self, convert: Callable[[Any], CellValue]) -> None:
        self._convert = convert
        self._known: dict[Any, CellValue] = {}

    def __call__(self, cell: Any) -> CellValue:
        """Return the converted cell; only texts, or only texts and floats, may be given to one conversion."""
        known = self._known
        try:
            return known[cell]
        except KeyError:
            if len(known) >= MOST:
                known.clear()
            converted = known[cell] = self._convert(cell)
            return converted
