"""Fits runs of text into boxes: chooses a size that holds, then cuts with « … » and says what was cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gouvernail.documents.kit.layout.shapes import Line, Run
from gouvernail.documents.kit.metrics import line_height, shorten, wrap

BULLET_INDENT = 0.2
SCALES = (1.0, 0.93, 0.86, 0.8, 0.74)


@dataclass(frozen=True)
class Item:
    """A paragraph to place: text, size, weight, colour, space before, most lines it may take, list item or not.

    ``lead`` is a bold word before the text (« Condition : »), in ``lead_color``.
    """

    text: str
    size: float
    bold: bool = False
    italic: bool = False
    color: str = "ink"
    before: float = 0.0
    lines: int = 20
    bullet: bool = False
    lead: str = ""
    lead_color: str = "ink"
    align: str = "l"

    @property
    def whole(self) -> str:
        """The lead and the text, as they are read."""
        return f"{self.lead} {self.text}".strip() if self.lead else self.text

    def width_in(self, width: float) -> float:
        """The width left for the text in a box of ``width``."""
        return width - (BULLET_INDENT if self.bullet else 0.0)

    def height(self, width: float, scale: float = 1.0) -> float:
        """The height this paragraph takes in ``width``, its most lines respected."""
        bold = self.bold or bool(self.lead)
        count = len(wrap(self.whole, self.width_in(width), self.size * scale, bold=bold))
        return line_height(self.size * scale, min(count, self.lines)) + self.before


def stack_height(items: Sequence[Item], width: float, scale: float = 1.0) -> float:
    """Return the height of ``items`` one under the other in ``width``."""
    return sum(item.height(width, scale) for item in items)


def fit_stack(items: Sequence[Item], width: float, height: float) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """Return the lines that show ``items`` in a box, and the full text of those that were cut or left out."""
    scale = next((step for step in SCALES if stack_height(items, width, step) <= height), SCALES[-1])
    lines: list[Line] = []
    lost: list[str] = []
    left = height
    for item in items:
        room = int((left - item.before + 0.02) / line_height(item.size * scale))
        if room < 1:
            lost.append(item.whole)
            left = 0.0
            continue
        line, used, cut = _draw(item, width, scale, min(room, item.lines))
        left -= line_height(item.size * scale, used) + item.before
        lines.append(line)
        if cut:
            lost.append(item.whole)
    return tuple(lines), tuple(lost)


def _draw(item: Item, width: float, scale: float, room: int) -> tuple[Line, int, bool]:
    size = round(item.size * scale * 2) / 2 if scale < 1 else item.size
    bold = item.bold or bool(item.lead)
    shown, used, cut = shorten(item.whole, item.width_in(width), item.size * scale, lines=room, bold=bold)
    size = min(size, item.size * scale + 0.01)
    runs: tuple[Run, ...] = (Run(shown, item.bold, item.italic, item.color),)
    if item.lead and shown.startswith(item.lead):
        runs = (
            Run(item.lead + " ", True, False, item.lead_color),
            Run(shown[len(item.lead) :].lstrip(), item.bold, item.italic, item.color),
        )
    return Line(runs, size, item.align, item.before, item.bullet), used, cut


def fit_title(text: str, width: float, sizes: Sequence[tuple[float, int]]) -> tuple[str, float, bool]:
    """Return ``text``, the first of ``sizes`` (points, lines) at which it holds in ``width``, and if it was cut."""
    for size, lines in sizes:
        shown, _, cut = shorten(text, width, size, lines=lines, bold=True)
        if not cut:
            return shown, size, False
    return shown, size, True
