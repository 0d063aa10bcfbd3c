"""Lines over ordered categories; a line breaks where its value is absent."""

from __future__ import annotations

from gouvernail.ui.charts.colours import series_token
from gouvernail.ui.charts.model import LineChart, Number, Series
from gouvernail.ui.charts.numbers import compact
from gouvernail.ui.charts.scale import Scale, nice_scale
from gouvernail.ui.charts.svg.axes import SIZE, Frame, category_axis, frame_for, value_axis
from gouvernail.ui.charts.svg.canvas import Canvas
from gouvernail.ui.charts.svg.canvas import coordinate as c
from gouvernail.ui.charts.svg.shapes import known_values, marker_shape, only_whole, value_title
from gouvernail.ui.charts.svg.text import text_width

_MARKED_UP_TO = 26  # categories: beyond, markers hide the line


def paint(chart: LineChart, canvas: Canvas, top: float) -> float:
    """Draw ``chart`` from ``top`` down; return the height reached."""
    values = known_values(chart.series)
    scale = nice_scale(max(values, default=0), whole=only_whole(values))
    room = max((text_width(compact(value), SIZE, bold=True) for value in values), default=0) + 10
    frame, names = frame_for(canvas, scale, chart.categories, top + (36 if chart.unit else 22), end_room=room)
    value_axis(canvas, frame, scale, chart.unit)
    category_axis(canvas, frame, names)
    for index, run in enumerate(chart.series):
        _paint_run(chart, canvas, frame, scale, index, run)
    _paint_last_values(chart, canvas, frame, scale)
    return frame.bottom + names.height


def stretches(values: tuple[Number | None, ...]) -> list[list[int]]:
    """Return the runs of consecutive positions whose value is present."""
    runs: list[list[int]] = []
    for index, value in enumerate(values):
        if value is None:
            continue
        if runs and runs[-1][-1] == index - 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _paint_run(chart: LineChart, canvas: Canvas, frame: Frame, scale: Scale, index: int, run: Series) -> None:
    token = series_token(index)
    places = _places(frame, scale, run)
    for stretch in stretches(run.values):
        if len(stretch) > 1:
            data = "L".join(f"{c(places[at][0])} {c(places[at][1])}" for at in stretch)
            canvas.path(f"M{data}", stroke=token, thickness="2.25")
    marked = len(run.values) <= _MARKED_UP_TO
    lonely = {stretch[0] for stretch in stretches(run.values) if len(stretch) == 1}
    for at, value in enumerate(run.values):
        if value is not None and (marked or at in lonely):
            with canvas.group(value_title(chart.categories[at], run.label, value, chart.unit)):
                canvas.path(marker_shape(index, *places[at]), fill=token, stroke="surface", thickness="1.2")


def _places(frame: Frame, scale: Scale, run: Series) -> list[tuple[float, float]]:
    band = frame.width / len(run.values)
    return [(frame.left + band * (at + 0.5), frame.y(scale.part(value or 0))) for at, value in enumerate(run.values)]


def _paint_last_values(chart: LineChart, canvas: Canvas, frame: Frame, scale: Scale) -> None:
    """Write the last known value of each line after its point, kept apart from those of the other lines."""
    ends = []
    for run in chart.series:
        known = [at for at, value in enumerate(run.values) if value is not None]
        if known:
            x, y = _places(frame, scale, run)[known[-1]]
            value = run.values[known[-1]]
            ends.append((y + SIZE * 0.35, x + 8, compact(value if value is not None else 0)))
    ends.sort()
    previous = -1000.0
    for y, x, text in ends:
        y = max(y, previous + SIZE + 1)
        previous = y
        canvas.text(x, y, text, size=SIZE, bold=True)
