"""Horizontal bars for categories with long names: values, stacks, or shares of 100 %."""

from __future__ import annotations

from gouvernail.ui.charts import words
from gouvernail.ui.charts.colours import rank_token, series_token
from gouvernail.ui.charts.model import BarChart, Number
from gouvernail.ui.charts.numbers import compact, percent, stack_total, total, with_unit
from gouvernail.ui.charts.svg.axes import SIZE
from gouvernail.ui.charts.svg.canvas import Canvas
from gouvernail.ui.charts.svg.shapes import box_shape, value_title
from gouvernail.ui.charts.svg.text import text_width, wrap

_THICKNESS = 20
_LINE = 15
_BESIDE_FROM = 420  # pixels: narrower, the name stands above its bar
_COMPACT_FROM = 1e9
_WIDEST_NAME = 0.36  # of the drawing


def paint(chart: BarChart, canvas: Canvas, top: float) -> float:
    """Draw ``chart`` from ``top`` down; return the height reached."""
    beside = canvas.width >= _BESIDE_FROM
    widest = max(text_width(name, SIZE) for name in chart.categories)
    names = min(widest + 14, canvas.width * _WIDEST_NAME) if beside else 0.0
    room = max(canvas.width - names - _end_room(chart), canvas.width * 0.2)
    sums = [total(run.values[index] for run in chart.series) for index in range(len(chart.categories))]
    highest = max((amount for amount, _ in sums if amount), default=1)
    y = top + 6
    for index, category in enumerate(chart.categories):
        y = _paint_name(canvas, category, y, names if beside else canvas.width, beside=beside)
        whole = (sums[index][0] or 1) if chart.as_share else highest
        _paint_bar(chart, canvas, index, (names, y), room / whole)
        y += _THICKNESS + (12 if beside else 14)
    return y - 4


def _end_room(chart: BarChart) -> float:
    """Room at the right of bars for their value."""
    if chart.as_share:
        return 2
    sums = (stack_total(chart.series, index) for index in range(len(chart.categories)))
    return max(text_width(_end_text(chart, amount, whole), SIZE, bold=True) for amount, whole in sums) + 12


def _end_text(chart: BarChart, amount: Number | None, whole: bool) -> str:
    if amount is None:
        return words.ABSENT
    text = f"{compact(amount)} {chart.unit}".strip() if amount >= _COMPACT_FROM else with_unit(amount, chart.unit)
    return text if whole else f"≥{text}"


def _paint_name(canvas: Canvas, name: str, y: float, room: float, *, beside: bool) -> float:
    """Write a name, at the left of its bar or above it; return the top of the bar."""
    lines = wrap(name, room - 10 if beside else room, SIZE)
    if not beside:
        for line in lines:
            canvas.text(0, y + SIZE - 1, line, size=SIZE)
            y += _LINE
        return y + 1
    height = len(lines) * _LINE
    shift = max(0.0, (height - _THICKNESS) / 2)
    first = y + shift + _THICKNESS / 2 - height / 2 + _LINE * 0.78
    for at, line in enumerate(lines):
        canvas.text(0, first + at * _LINE, line, size=SIZE)
    return y + shift


def _paint_bar(chart: BarChart, canvas: Canvas, index: int, place: tuple[float, float], pixels: float) -> None:
    """Draw the bar of one category at ``place``, at so many ``pixels`` for one unit of the data."""
    x, y = place
    values = [run.values[index] for run in chart.series]
    amount, whole = stack_total(chart.series, index)
    if amount is None or (chart.as_share and not amount):
        _paint_absent(chart, canvas, index, x, y, amount)
        return
    for at, value in enumerate(values):
        if not value:
            continue
        width = max(1.0, value * pixels)
        token = rank_token(at) if chart.ranked else series_token(at)
        last = not any(values[at + 1 :])
        shape = box_shape(x, y, width - (0 if last or width < 3 else 1), _THICKNESS)
        with canvas.group(value_title(chart.categories[index], chart.series[at].label, value, chart.unit)):
            # Pale shades fade into the card: a thin line keeps their edge.
            canvas.path(shape, fill=token, **({"stroke": "axis", "thickness": ".6"} if chart.ranked else {}))
        if not chart.ranked:
            canvas.hatch(shape, at)
        if chart.as_share:
            _paint_share(canvas, 100 * value / amount, (x, y, width), token)
        x += width
    if not chart.as_share:
        canvas.text(x + 6, y + _THICKNESS / 2 + SIZE * 0.35, _end_text(chart, amount, whole), size=SIZE, bold=True)


def _paint_share(canvas: Canvas, share: float, box: tuple[float, float, float], token: str) -> None:
    x, y, width = box
    text = percent(share)
    if text_width(text, SIZE - 1, bold=True) > width - 6:
        return
    middle = y + _THICKNESS / 2 + (SIZE - 1) * 0.35
    canvas.text(x + width / 2, middle, text, size=SIZE - 1, ink=f"on-{token}", anchor="middle", bold=True)


def _paint_absent(chart: BarChart, canvas: Canvas, index: int, x: float, y: float, amount: Number | None) -> None:
    text = words.ABSENT if amount is None else with_unit(0, chart.unit)
    width = text_width(text, SIZE) + 16
    with canvas.group(f"{chart.categories[index]} : {text}"):
        canvas.rect(x + 0.5, y + 0.5, width, _THICKNESS - 1, "none", stroke="axis", dash="3 2")
        middle = y + _THICKNESS / 2 + SIZE * 0.35
        canvas.text(x + width / 2, middle, text, size=SIZE, ink="ink-soft", anchor="middle")
