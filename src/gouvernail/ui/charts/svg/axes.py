"""Axes: round graduations on the left, names of categories below, cut, wrapped, turned or thinned until they fit."""

from __future__ import annotations

import math
from dataclasses import dataclass

from gouvernail.ui.charts.numbers import compact
from gouvernail.ui.charts.scale import Scale
from gouvernail.ui.charts.svg.canvas import Canvas
from gouvernail.ui.charts.svg.text import clean, fit, text_width, wrap

SIZE = 12  # pixels, at the drawn width
_TURN = -38.0  # degrees
_SHORT = 46  # a name this narrow (a month, a year) reads better thinned than turned
_WIDE_BAND = 84  # a band this wide holds three lines, cut if need be
_LONGEST = 118  # room of a turned name
_LINE = 15


@dataclass(frozen=True)
class Frame:
    """The rectangle where values are drawn, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """How wide the frame is."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How high the frame is."""
        return self.bottom - self.top

    def y(self, part: float) -> float:
        """Return the height of a share of the frame: 0 at the bottom, 1 at the top."""
        return self.bottom - part * self.height


@dataclass(frozen=True)
class Names:
    """How the names of categories will be written under an axis, and the room that takes."""

    rows: tuple[tuple[str, ...], ...]
    step: int
    turned: bool
    height: float
    overhang: float  # room wanted left of the first band by turned names


def plot_height(width: float) -> float:
    """Return how high values are drawn on a chart ``width`` pixels wide."""
    return min(240.0, max(170.0, width * 0.36))


def axis_room(scale: Scale) -> float:
    """Return the room that the graduations take at the left of the frame."""
    return max(text_width(compact(tick), SIZE) for tick in scale.ticks) + 10


def value_axis(canvas: Canvas, frame: Frame, scale: Scale, unit: str = "") -> None:
    """Draw the graduations, their lines, and the unit above them."""
    for tick in scale.ticks:
        y = frame.y(scale.part(tick))
        canvas.line(frame.left, y, frame.right, y, "axis" if tick == 0 else "grid")
        canvas.text(frame.left - 8, y + SIZE * 0.35, compact(tick), size=SIZE, ink="ink-soft", anchor="end")
    if unit:
        canvas.text(0, frame.top - 20, fit(unit, frame.width, SIZE), size=SIZE, ink="ink-soft")


def plan_names(categories: tuple[str, ...], band: float) -> Names:
    """Choose how names fit in bands of ``band`` pixels: flat, on two lines, thinned, or turned."""
    texts = [clean(name) for name in categories]
    widest = max((text_width(text, SIZE) for text in texts), default=0.0)
    room = band - 4
    if widest <= room:
        return Names(tuple((text,) for text in texts), 1, False, _LINE + 5, 0)
    if _wraps(texts, room) or room >= _WIDE_BAND:
        rows = tuple(tuple(wrap(text, room, SIZE, lines=3 if room >= _WIDE_BAND else 2)) for text in texts)
        return Names(rows, 1, False, _LINE * max(map(len, rows)) + 5, 0)
    if widest <= _SHORT:
        step = math.ceil((widest + 6) / band)
        return Names(tuple((text,) for text in texts), step, False, _LINE + 5, 0)
    cut = [fit(text, _LONGEST, SIZE) for text in texts]
    longest = max(text_width(text, SIZE) for text in cut)
    slope = math.radians(-_TURN)
    step = math.ceil(_LINE * 1.25 / band)
    overhang = max(0.0, longest * math.cos(slope) + SIZE - band / 2)
    return Names(tuple((text,) for text in cut), step, True, longest * math.sin(slope) + _LINE + 4, overhang)


def _wraps(texts: list[str], room: float) -> bool:
    """Two lines are enough when no word is cut."""
    return all("…" not in "".join(wrap(text, room, SIZE)) or "…" in text for text in texts)


def category_axis(canvas: Canvas, frame: Frame, names: Names) -> None:
    """Write the names of categories under the frame."""
    band = frame.width / max(1, len(names.rows))
    for index in range(0, len(names.rows), names.step):
        middle = frame.left + band * (index + 0.5)
        y = frame.bottom + 5 + SIZE
        if names.turned:
            canvas.text(middle + 4, y - 2, names.rows[index][0], size=SIZE, ink="ink-soft", anchor="end", turned=_TURN)
            continue
        for line, text in enumerate(names.rows[index]):
            canvas.text(middle, y + line * _LINE, text, size=SIZE, ink="ink-soft", anchor="middle")


def frame_for(
    canvas: Canvas, scale: Scale, categories: tuple[str, ...], top: float, *, end_room: float = 6
) -> tuple[Frame, Names]:
    """Place the frame under ``top`` pixels, with room for graduations and names; return both.

    Whatever stands around it, the frame keeps a fifth of the width.
    """
    left = min(axis_room(scale), canvas.width * 0.4)
    right = max(canvas.width - end_room, canvas.width * 0.6)
    names = plan_names(categories, (right - left) / max(1, len(categories)))
    left = max(left, min(names.overhang, canvas.width * 0.3))
    if names.turned:
        names = plan_names(categories, (right - left) / max(1, len(categories)))
    return Frame(left, top, right, top + plot_height(canvas.width)), names
