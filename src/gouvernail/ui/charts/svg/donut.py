"""Shares of a whole around its total."""

from __future__ import annotations

from gouvernail.ui.charts.colours import series_token
from gouvernail.ui.charts.model import DonutChart
from gouvernail.ui.charts.numbers import compact, percent, total, with_unit
from gouvernail.ui.charts.svg.canvas import Canvas
from gouvernail.ui.charts.svg.shapes import ring_shape
from gouvernail.ui.charts.svg.text import fit, text_width

_WIDEST = 240
_THICKNESS = 0.34  # of the radius


def paint(chart: DonutChart, canvas: Canvas, top: float) -> float:
    """Draw ``chart`` from ``top`` down; return the height reached."""
    size = min(canvas.width, _WIDEST) - 8
    radius = size / 2
    inner = radius * (1 - _THICKNESS)
    centre = (canvas.width / 2, top + 4 + radius)
    whole = total(value for _, value in chart.parts)[0] or 0
    if not whole:
        canvas.path(ring_shape(centre, radius, inner, 0, 1), fill="track")
    turn = 0.0
    for index, (label, value) in enumerate(chart.parts):
        if not value:
            continue
        share = value / whole
        shape = ring_shape(centre, radius, inner, turn, turn + share)
        with canvas.group(f"{label} : {with_unit(value, chart.unit)} ({percent(100 * share)})"):
            edge = {"stroke": "surface", "thickness": "2"} if share < 1 else {}
            canvas.path(shape, fill=series_token(index), **edge)
        canvas.hatch(shape, index)
        turn += share
    _paint_centre(chart, canvas, centre, inner, compact(whole))
    return centre[1] + radius + 4


def _paint_centre(chart: DonutChart, canvas: Canvas, centre: tuple[float, float], inner: float, text: str) -> None:
    caption = chart.centre_label or chart.unit
    size = 32.0
    while text_width(text, size, bold=True) > inner * 1.7 and size > 12:
        size -= 2
    x, y = centre
    canvas.text(x, y + (2 if caption else size * 0.35), text, size=size, anchor="middle", bold=True)
    if caption:
        canvas.text(x, y + 22, fit(caption, inner * 1.6, 13), size=13, ink="ink-soft", anchor="middle")
