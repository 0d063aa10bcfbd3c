"""Vertical columns: one series, several stacked with their total above, or several side by side."""

from __future__ import annotations

from gouvernail.ui.charts import words
from gouvernail.ui.charts.colours import series_token
from gouvernail.ui.charts.model import ColumnChart, Number
from gouvernail.ui.charts.numbers import compact, stack_total, total
from gouvernail.ui.charts.scale import Scale, nice_scale
from gouvernail.ui.charts.svg.axes import SIZE, Frame, category_axis, frame_for, value_axis
from gouvernail.ui.charts.svg.canvas import Canvas
from gouvernail.ui.charts.svg.shapes import column_shape, known_values, only_whole, value_title
from gouvernail.ui.charts.svg.text import text_width

_WIDEST = 72
_ABSENT_HEIGHT = 9


def paint(chart: ColumnChart, canvas: Canvas, top: float) -> float:
    """Draw ``chart`` from ``top`` down; return the height reached."""
    stacked = chart.stacked or len(chart.series) == 1
    values = known_values(chart.series)
    heights = [total(_column(chart, index))[0] or 0 for index in range(len(chart.categories))]
    scale = nice_scale(max(heights) if stacked else max(values, default=0), whole=only_whole(values))
    frame, names = frame_for(canvas, scale, chart.categories, top + (36 if chart.unit else 22))
    value_axis(canvas, frame, scale, chart.unit)
    category_axis(canvas, frame, names)
    draw = _paint_stacks if stacked else _paint_groups
    draw(chart, canvas, frame, scale)
    return frame.bottom + names.height


def _column(chart: ColumnChart, index: int) -> list[Number | None]:
    return [run.values[index] for run in chart.series]


def _paint_stacks(chart: ColumnChart, canvas: Canvas, frame: Frame, scale: Scale) -> None:
    band = frame.width / len(chart.categories)
    width = min(_WIDEST, band * 0.72)
    hatched: list[list[str]] = [[] for _ in chart.series]
    for index, category in enumerate(chart.categories):
        x = frame.left + band * (index + 0.5) - width / 2
        values = _column(chart, index)
        if total(values)[0] is None:
            _paint_absent(canvas, category, x, width, frame)
            continue
        base = frame.bottom
        last = max((at for at, value in enumerate(values) if value), default=-1)
        for at, value in enumerate(values):
            if not value:
                continue
            height = max(1.0, scale.part(value) * frame.height)
            gap = 1.0 if at != last and height > 3 else 0.0
            shape = column_shape(x, base - height + gap, width, height - gap, round_top=at == last)
            with canvas.group(value_title(category, chart.series[at].label, value, chart.unit)):
                canvas.path(shape, fill=series_token(at))
            hatched[at].append(shape)
            base -= height
    for at, shapes in enumerate(hatched):
        canvas.hatch("".join(shapes), at)
    _paint_totals(chart, canvas, frame, scale)


def _paint_totals(chart: ColumnChart, canvas: Canvas, frame: Frame, scale: Scale) -> None:
    """Write each total above its column; when bands are too narrow, the highest only."""
    band = frame.width / len(chart.categories)
    sums = [stack_total(chart.series, index) for index in range(len(chart.categories))]
    texts = ["" if amount is None else compact(amount) if whole else f"≥{compact(amount)}" for amount, whole in sums]
    crowded = max(text_width(text, SIZE, bold=True) for text in texts) > band - 2
    peak = max(range(len(sums)), key=lambda index: sums[index][0] or 0)
    for index, (text, (amount, _)) in enumerate(zip(texts, sums, strict=True)):
        if amount is None or (crowded and index != peak):
            continue
        half = text_width(text, SIZE, bold=True) / 2
        x = min(frame.left + band * (index + 0.5), canvas.width - half)
        canvas.text(x, frame.y(scale.part(amount)) - 6, text, size=SIZE, anchor="middle", bold=True)


def _paint_absent(canvas: Canvas, category: str, x: float, width: float, frame: Frame) -> None:
    """An absent value is a hollow dashed stub: neither a zero nor a hole that nobody sees."""
    inset = min(4.0, width / 6)
    with canvas.group(f"{category} : {words.ABSENT}"):
        top = frame.bottom - _ABSENT_HEIGHT
        canvas.rect(x + inset, top, width - 2 * inset, _ABSENT_HEIGHT, "none", stroke="axis", dash="3 2")


def _paint_groups(chart: ColumnChart, canvas: Canvas, frame: Frame, scale: Scale) -> None:
    band = frame.width / len(chart.categories)
    width = min(_WIDEST / 2, band * 0.8 / len(chart.series))
    labelled = max(text_width(compact(value), SIZE - 1) for value in known_values(chart.series)) <= width + 4
    for at, run in enumerate(chart.series):
        shapes = []
        for index, value in enumerate(run.values):
            x = frame.left + band * (index + 0.5) + (at - len(chart.series) / 2) * width
            if value is None:
                _paint_absent(canvas, f"{run.label}, {chart.categories[index]}", x, width - 2, frame)
                continue
            height = scale.part(value) * frame.height
            shape = column_shape(x, frame.bottom - height, width - 2, height, round_top=True)
            with canvas.group(value_title(chart.categories[index], run.label, value, chart.unit)):
                canvas.path(shape, fill=series_token(at))
            shapes.append(shape)
            if labelled:
                y = frame.bottom - height - 5
                canvas.text(x + width / 2 - 1, y, compact(value), size=SIZE - 1, anchor="middle", bold=True)
        canvas.hatch("".join(shapes), at)
