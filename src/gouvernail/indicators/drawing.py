"""Charts made of the cells of a breakdown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gouvernail.indicators.measure import Cell
from gouvernail.ui.charts.model import BarChart, Series


def bars(
    cells: Sequence[Cell], *, title: str, unit: str, source: str, as_of: date | None, category: str
) -> BarChart | None:
    """Horizontal bars, the longest first; nothing without a cell that has a value."""
    shown = sorted((cell for cell in cells if cell.value is not None and not cell.withheld), key=lambda one: -one.value)
    if not shown:
        return None
    return BarChart(
        title=title,
        unit=unit,
        source=source,
        as_of=as_of,
        categories=tuple(cell.label for cell in shown),
        series=(Series(title, tuple(cell.value for cell in shown)),),
        category_label=category,
    )
