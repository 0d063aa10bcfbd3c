"""The few shapes that a page is made of. All lengths are inches, all type sizes are points.

A colour is a theme name (``ink``, ``muted``, ``soft``, ``line``, ``white``, ``accent1`` … ``accent6``) or six
hexadecimal digits; empty means none.
"""

from __future__ import annotations

from dataclasses import dataclass

from gouvernail.ui.charts.model import Chart


@dataclass(frozen=True)
class Box:
    """A rectangle: left, top, width, height."""

    x: float
    y: float
    w: float
    h: float

    def inner(self, dx: float, dy: float | None = None) -> Box:
        """Return the box inside this one, ``dx`` from the sides and ``dy`` from top and bottom."""
        dy = dx if dy is None else dy
        return Box(self.x + dx, self.y + dy, self.w - 2 * dx, self.h - 2 * dy)


@dataclass(frozen=True)
class Run:
    """A piece of text that looks the same from end to end; ``size`` 0 takes the size of its line."""

    text: str
    bold: bool = False
    italic: bool = False
    color: str = "ink"
    size: float = 0.0


@dataclass(frozen=True)
class Line:
    """A paragraph: runs, type size, alignment (l, c, r), space before, and whether it is an item of a list."""

    runs: tuple[Run, ...]
    size: float
    align: str = "l"
    before: float = 0.0
    bullet: bool = False


@dataclass(frozen=True)
class Panel:
    """A rectangle, a diamond or a rule, with text or without; ``inset`` is the inner margin around the text."""

    box: Box
    lines: tuple[Line, ...] = ()
    anchor: str = "top"  # top, middle, bottom
    fill: str = ""
    stroke: str = ""
    dashed: bool = False
    radius: float = 0.0
    inset: float = 0.0
    shape: str = "rect"  # rect, diamond, rule
    name: str = "Texte"


@dataclass(frozen=True)
class Cell:
    """A table cell as shown: text already cut to its place, and a tone when it shows a state."""

    text: str
    tone: str = ""
    href: str = ""


@dataclass(frozen=True)
class Grid:
    """A table as shown: column widths, row heights (the header first), cells, alignment letters, type size."""

    widths: tuple[float, ...]
    heights: tuple[float, ...]
    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    align: str
    size: float


@dataclass(frozen=True)
class TableArea:
    """A real table on the page, with the sentence read in its place."""

    box: Box
    grid: Grid
    name: str
    alt: str


@dataclass(frozen=True)
class ChartArea:
    """A chart on the page, drawn natively, with the sentence read in its place."""

    box: Box
    chart: Chart
    alt: str


@dataclass(frozen=True)
class Group:
    """Shapes that move together and are read as one sentence."""

    name: str
    alt: str
    items: tuple[Panel, ...]


Shape = Panel | TableArea | ChartArea | Group


@dataclass(frozen=True)
class Composition:
    """The shapes of one block, and the full text of whatever had to be cut (it goes to the notes)."""

    shapes: tuple[Shape, ...]
    lost: tuple[str, ...] = ()


@dataclass(frozen=True)
class Span:
    """How high a block may be: the least that shows it, what suits it, and the most it makes good use of."""

    least: float
    ideal: float
    most: float


@dataclass(frozen=True)
class Page:
    """One slide, laid out. ``number`` starts at 1 with the opening; ``kind`` is opening, section or content.

    ``dealt`` says how many of its shapes stand in each column of the body; ``sources`` is where its figures come from.
    """

    number: int
    kind: str
    title: str
    title_size: float
    shapes: tuple[Shape, ...]
    subtitle: str = ""
    detail: str = ""
    source: str = ""
    notes: str = ""
    lost: tuple[str, ...] = ()
    dealt: tuple[int, ...] = ()
    sources: tuple[str, ...] = ()
