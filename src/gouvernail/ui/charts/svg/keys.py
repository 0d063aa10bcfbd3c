"""Keys of a legend: small drawings in the form and hatch of what they name."""

from __future__ import annotations

from gouvernail.ui.charts.legend import Entry
from gouvernail.ui.charts.svg.canvas import Canvas
from gouvernail.ui.charts.svg.hatches import PATTERNS, mark
from gouvernail.ui.charts.svg.shapes import box_shape, diamond_shape, marker_shape
from gouvernail.ui.charts.svg.text import text_width

KEY = 14.0
_SIZE = 12.0
_LINE = 20.0


def paint_key(canvas: Canvas, entry: Entry, x: float, y: float) -> None:
    """Draw the key of ``entry`` in a square of ``KEY`` pixels whose upper left corner is at ``x``, ``y``."""
    middle = y + KEY / 2
    if entry.form == "line":
        canvas.line(x, middle, x + KEY, middle, entry.token, thickness="2.25")
        canvas.path(marker_shape(entry.index, x + KEY / 2, middle, 3.6), fill=entry.token)
    elif entry.form == "diamond":
        canvas.path(diamond_shape(x + KEY / 2, middle, 5.5), fill=entry.token)
    elif entry.form == "step":
        canvas.path(diamond_shape(x + KEY / 2, middle, 4.5), fill="surface", stroke=entry.token, thickness="1.5")
    elif entry.form == "rule":
        canvas.line(x, middle, x + KEY, middle, entry.token, thickness="2")
    elif entry.form == "today":
        canvas.line(x + KEY / 2, y, x + KEY / 2, y + KEY, entry.token, dash="4 3", thickness="1.5")
    elif entry.form == "absent":
        canvas.rect(x + 1, y + 2.5, KEY - 2, KEY - 5, "none", stroke="axis", dash="3 2")
    elif entry.form == "none":
        canvas.text(x + KEY / 2, y + 11.5, entry.symbol, size=12, anchor="middle", bold=True)
    elif entry.form == "vague":
        canvas.rect(
            x + 0.5, y + 2, KEY - 1, KEY - 4, entry.token,
            radius=2, stroke=entry.token, opacity=".26", dash="4 3", thickness="1",
        )  # fmt: skip
    else:
        pale = entry.token.startswith("rank")
        canvas.rect(
            x + 0.5, y + 0.5, KEY - 1, KEY - 1, entry.token,
            radius=2.5, **({"stroke": "axis", "thickness": ".6"} if pale else {}),
        )  # fmt: skip


def key_hatch(entry: Entry) -> str:
    """Return the hatch of a swatch drawn in place, so that a key needs no definition of its own."""
    if entry.form != "swatch" or entry.index == 0:
        return ""
    shown = "chart-hatch" if entry.index < len(PATTERNS) else "chart-hatch-always"
    lines = mark(entry.index % len(PATTERNS) or 1, static=False)
    return f'<g class="{shown}" transform="translate(1 1) scale(1.5)">{lines}</g>'


def paint_legend(canvas: Canvas, entries: list[Entry], top: float) -> float:
    """Write a legend inside a drawing for documents, on as many lines as it takes; return the height reached."""
    x, y = 0.0, top
    for entry in entries:
        text = entry.label if entry.form == "none" else f"{entry.symbol} {entry.label}".strip()
        width = KEY + 6 + text_width(text, _SIZE) + 16
        if x and x + width - 16 > canvas.width:
            x, y = 0.0, y + _LINE
        paint_key(canvas, entry, x, y)
        if entry.form == "swatch":
            canvas.hatch(box_shape(x + 0.5, y + 0.5, KEY - 1, KEY - 1), entry.index)
        canvas.text(x + KEY + 6, y + 11, text, size=_SIZE)
        x += width
    return y + _LINE + 4 if entries else top
