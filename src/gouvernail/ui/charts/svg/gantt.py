"""A roadmap: bars grouped by axis over years and quarters."""

from __future__ import annotations

from dataclasses import dataclass

from gouvernail.ui.charts import words
from gouvernail.ui.charts.model import GanttBar, GanttChart
from gouvernail.ui.charts.svg.canvas import Canvas
from gouvernail.ui.charts.svg.gantt_bars import paint_bar
from gouvernail.ui.charts.svg.gantt_lanes import lanes_height, paint_lanes
from gouvernail.ui.charts.svg.gantt_time import (
    QUARTER_HEIGHT,
    YEAR_HEIGHT,
    Band,
    TimeAxis,
    header_height,
    paint_header,
    paint_lines,
    paint_marks,
    paint_today,
)
from gouvernail.ui.charts.svg.text import fit, text_width, wrap

BESIDE_FROM = 640  # pixels: narrower, the label stands above its bar
_SIZE = 12.5
_LINE = 16.0
_BAR = 14.0
_GROUP_HEIGHT = 24.0
_WIDEST_LABEL = 300.0
_INSET = 8.0


@dataclass(frozen=True)
class Row:
    """One line of the roadmap: a group heading (``bar`` is ``None``) or a bar with its label."""

    lines: tuple[str, ...]
    height: float
    bar: GanttBar | None = None


def paint(chart: GanttChart, canvas: Canvas, top: float) -> float:
    """Draw ``chart`` from ``top`` down; return the height reached."""
    beside = canvas.width >= BESIDE_FROM
    labels = _label_room(chart, canvas.width) if beside else 0.0
    rows = _rows(chart, labels - _INSET - 10 if beside else canvas.width, beside=beside)
    axis = TimeAxis(chart.start, chart.end, labels, canvas.width - 0.5)
    first = top + header_height(chart)
    bottom = first + sum(row.height for row in rows) + 4
    tops = [first + sum(row.height for row in rows[:at]) for at in range(len(rows))]
    paint_header(canvas, axis, top)
    bands = [(top + YEAR_HEIGHT, bottom)] if beside else _bands(rows, tops, top)
    paint_lines(canvas, axis, bands)
    paint_lanes(chart, canvas, axis, bottom + 4)
    for row, y in zip(rows, tops, strict=True):
        if row.bar is None:
            _paint_group(canvas, row, y)
    paint_today(chart, canvas, axis, bands)  # under the bars: it must not cross their figures
    for row, y in zip(rows, tops, strict=True):
        if row.bar is not None:
            _paint_row(canvas, axis, row, row.bar, y)
    paint_marks(chart, canvas, axis, top)
    return bottom + 2 + lanes_height(chart) + (4 if chart.lanes else 0)


def _bands(rows: list[Row], tops: list[float], top: float) -> list[Band]:
    """Return where vertical lines show when labels stand above bars: behind the quarters, then behind each bar."""
    bars = [(_bar_top(row, y) - 3, _bar_top(row, y) + _BAR + 3) for row, y in zip(rows, tops, strict=True) if row.bar]
    return [(top + YEAR_HEIGHT, tops[0] - 2 if tops else top + YEAR_HEIGHT + QUARTER_HEIGHT), *bars]


def _bar_top(row: Row, y: float) -> float:
    return y + len(row.lines) * _LINE + 6


def caption(bar: GanttBar) -> str:
    """Return the label of a bar, after the symbol of its tone when it asks for attention."""
    symbol = words.health(bar.tone)[0] if bar.tone in ("risk", "alert", "done", "neutral") else ""
    return f"{symbol} {bar.label}".strip()


def _label_room(chart: GanttChart, width: float) -> float:
    widest = max((text_width(caption(bar), _SIZE) for bar in chart.bars), default=0.0)
    return max(120.0, min(widest + 2 * _INSET + 10, _WIDEST_LABEL, width * 0.34))


def _rows(chart: GanttChart, room: float, *, beside: bool) -> list[Row]:
    groups = list(dict.fromkeys(bar.group for bar in chart.bars))
    rows = []
    for group in groups:
        if any(groups):
            rows.append(Row((group or words.NO_GROUP,), _GROUP_HEIGHT + (0 if beside else 4)))
        rows += [_bar_row(bar, room, beside=beside) for bar in chart.bars if bar.group == group]
    return rows


def _bar_row(bar: GanttBar, room: float, *, beside: bool) -> Row:
    lines = tuple(wrap(caption(bar), room, _SIZE))
    height = max(26.0, len(lines) * _LINE + 6) if beside else len(lines) * _LINE + _BAR + 14
    return Row(lines, height, bar)


def _paint_group(canvas: Canvas, row: Row, y: float) -> None:
    canvas.rect(0, y, canvas.width, _GROUP_HEIGHT - 4, "soft", radius=4)
    name = fit(row.lines[0], canvas.width - 2 * _INSET, _SIZE, bold=True)
    canvas.text(_INSET, y + 14.5, name, size=_SIZE, bold=True)


def _paint_row(canvas: Canvas, axis: TimeAxis, row: Row, bar: GanttBar, y: float) -> None:
    beside = axis.left > 0
    with canvas.group(href=bar.href):
        if bar.href and not canvas.static:
            # The whole row answers the finger: 24 pixels at least, whatever the length of the bar.
            canvas.rect(0, y, canvas.width, row.height, "hit")
        first = y + (row.height - len(row.lines) * _LINE) / 2 + 12 if beside else y + 14
        for at, line in enumerate(row.lines):
            ink = "link" if bar.href else "ink"
            canvas.text(_INSET if beside else 0, first + at * _LINE, line, size=_SIZE, ink=ink)
        bar_top = y + (row.height - _BAR) / 2 if beside else _bar_top(row, y)
        paint_bar(canvas, axis, bar, bar_top, _BAR)
