"""A rate on a half circle, with the mark of its target."""

from __future__ import annotations

from gouvernail.ui.charts import words
from gouvernail.ui.charts.colours import tone_token
from gouvernail.ui.charts.model import GaugeChart, Number
from gouvernail.ui.charts.numbers import percent
from gouvernail.ui.charts.svg.canvas import Canvas
from gouvernail.ui.charts.svg.shapes import at_angle, ring_shape
from gouvernail.ui.charts.svg.text import text_width, wrap

_RADIUS = 96.0
_THICKNESS = 22.0
_MARGIN = 26.0  # room above the arc for the name of the target


def paint(chart: GaugeChart, canvas: Canvas, top: float) -> float:
    """Draw ``chart`` from ``top`` down; return the height reached.

    A rate beyond 100 fills the arc and keeps its number.
    """
    radius = min(_RADIUS, canvas.width / 2 - 46)
    centre = (canvas.width / 2, top + _MARGIN + radius)
    inner = radius - _THICKNESS
    canvas.path(ring_shape(centre, radius, inner, -0.25, 0.25), fill="track")
    rate = chart.percent or 0
    if rate:
        with canvas.group(f"{chart.title} : {percent(rate, decimals=1)}"):
            canvas.path(ring_shape(centre, radius, inner, -0.25, _turn(rate)), fill=tone_token(chart.tone))
    if chart.target is not None:
        _paint_target(canvas, chart.target, centre, radius)
    canvas.text(centre[0], centre[1] - 6, percent(rate, decimals=1), size=34, anchor="middle", bold=True)
    return _paint_words(chart, canvas, centre[1] + 20)


def _turn(rate: Number) -> float:
    return min(rate, 100) / 200 - 0.25


def _paint_target(canvas: Canvas, target: Number, centre: tuple[float, float], radius: float) -> None:
    turn = _turn(target)
    start, end = at_angle(centre, radius - _THICKNESS - 5, turn), at_angle(centre, radius + 6, turn)
    canvas.line(*start, *end, "surface", thickness="5")
    canvas.line(*start, *end, "ink", thickness="2.5")
    x, y = at_angle(centre, radius + 13, turn)
    text = percent(target, decimals=1)
    half = text_width(text, 12) / 2
    anchor = "end" if turn < -0.04 else "start" if turn > 0.04 else "middle"
    x = max(x, 2 * half) if anchor == "end" else min(x, canvas.width - 2 * half) if anchor == "start" else x
    canvas.text(x, y + 4, text, size=12, ink="ink-soft", anchor=anchor)


def _paint_words(chart: GaugeChart, canvas: Canvas, y: float) -> float:
    target = f"{words.TARGET.lower()} {percent(chart.target, decimals=1)}" if chart.target is not None else ""
    sentence = " · ".join(part for part in (chart.caption, target) if part)
    lines = [sentence] if sentence else []
    if text_width(sentence, 13) > canvas.width:
        lines = [*wrap(chart.caption, canvas.width, 13, lines=3), *([target] if target else [])]
    for line in lines:
        canvas.text(canvas.width / 2, y, line, size=13, ink="ink-soft", anchor="middle")
        y += 18
    symbol, word = words.TONES[chart.tone]
    if word:
        text = f"{symbol} {word}".strip()
        canvas.text(canvas.width / 2, y + 2, text, size=13, ink=tone_token(chart.tone), anchor="middle", bold=True)
        y += 18
    return y - 4
