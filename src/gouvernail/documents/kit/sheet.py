"""A dashboard on one sheet of paper, before anybody draws it: tiles first, then charts two by two."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gouvernail.documents.kit.story import Tile
from gouvernail.ui.charts.model import Chart


@dataclass(frozen=True)
class Figure:
    """A chart under the figure that it details: its title, the number with its unit, one line."""

    title: str
    value: str
    detail: str
    chart: Chart


@dataclass(frozen=True)
class Sheet:
    """One A4 sheet of figures; ``note`` is what a reader must know of them, at the foot."""

    title: str
    subtitle: str
    organisation: str
    on: date
    tiles: tuple[Tile, ...]
    figures: tuple[Figure, ...]
    note: str
    footer: str
    is_demo: bool = False
