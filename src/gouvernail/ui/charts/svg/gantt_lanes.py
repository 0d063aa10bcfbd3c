"""The lanes under a roadmap: columns of what its bars use, the limit across them, and what exceeds it."""

from __future__ import annotations

from datetime import date, timedelta

from gouvernail.ui.charts import words
from gouvernail.ui.charts.model import GanttCell, GanttChart, GanttLane
from gouvernail.ui.charts.numbers import number, with_unit
from gouvernail.ui.charts.svg.canvas import Canvas
from gouvernail.ui.charts.svg.gantt_time import TimeAxis
from gouvernail.ui.charts.svg.shapes import box_shape
from gouvernail.ui.charts.svg.text import fit, text_width

HEAD = 24.0
ROOM = 58.0
FOOT = 10.0
LANE = HEAD + ROOM + FOOT
_TEXT_ROOM = 16.0
_GAP = 1.5
_SIZE = 11.0
_HATCH = 2


def lanes_height(chart: GanttChart) -> float:
    """Return how high all lanes stand."""
    return len(chart.lanes) * LANE


def paint_lanes(chart: GanttChart, canvas: Canvas, axis: TimeAxis, top: float) -> None:
    """Draw each lane under the one before, the first from ``top`` down."""
    for at, lane in enumerate(chart.lanes):
        _paint_lane(lane, canvas, axis, top + at * LANE)


def _paint_lane(lane: GanttLane, canvas: Canvas, axis: TimeAxis, top: float) -> None:
    canvas.rect(0, top, canvas.width, HEAD - 4, "soft", radius=4)
    canvas.text(8, top + 14.5, fit(_heading(lane), canvas.width - 16, 12.5, bold=True), size=12.5, bold=True)
    highest = max((amount for one in lane.cells for amount in (one.value, one.limit) if amount), default=0)
    if not highest:
        canvas.text(axis.left + 4, top + HEAD + 20, words.ABSENT, size=_SIZE, ink="ink-soft")
        return
    bottom = top + HEAD + ROOM
    scale = (ROOM - _TEXT_ROOM) / highest
    for cell in lane.cells:
        if cell.end >= axis.start and cell.start <= axis.end:
            _paint_cell(lane, cell, canvas, _ends(axis, cell), (bottom, scale))
    canvas.line(axis.left, bottom, axis.right, bottom, "axis", thickness=".75")


def _heading(lane: GanttLane) -> str:
    return f"{lane.label} ({lane.unit})" if lane.unit else lane.label


def _ends(axis: TimeAxis, cell: GanttCell) -> tuple[float, float]:
    after = cell.end if cell.end == date.max else cell.end + timedelta(days=1)
    return axis.x(cell.start) + _GAP, axis.x(after) - _GAP


def _paint_cell(
    lane: GanttLane, cell: GanttCell, canvas: Canvas, ends: tuple[float, float], place: tuple[float, float]
) -> None:
    (left, right), (bottom, scale) = ends, place
    width = right - left
    with canvas.group(describe(lane, cell)):
        if cell.value:
            within = (cell.value - cell.excess) * scale
            canvas.rect(left, bottom - within, width, within, "c1")
            if cell.excess:
                over = cell.excess * scale
                canvas.rect(left, bottom - within - over, width, over, "tone-alert")
                canvas.hatch(box_shape(left, bottom - within - over, width, over), _HATCH)
        if cell.limit is not None:
            y = bottom - cell.limit * scale
            canvas.line(left - _GAP, y, right + _GAP, y, "ink", thickness="2")
        _write(cell, canvas, (left + right) / 2, width, bottom - (max(cell.value or 0, cell.limit or 0)) * scale - 4)


def _write(cell: GanttCell, canvas: Canvas, middle: float, width: float, baseline: float) -> None:
    """Write the excess, else what is used of how much; the shortest that fits, else nothing: the table says it."""
    for text, ink in _captions(cell):
        if text_width(text, _SIZE, bold=True) <= width + 2 * _GAP:
            canvas.text(middle, baseline, text, size=_SIZE, ink=ink, anchor="middle", bold=True)
            return


def _captions(cell: GanttCell) -> list[tuple[str, str]]:
    if cell.value is None:
        return []
    used = number(_round(cell.value))
    if cell.excess:
        excess = f"▲ +{number(_round(cell.excess))}"
        whole = f"{used} / {number(_round(cell.limit or 0))}  {excess}"
        return [(whole, "tone-alert"), (excess, "tone-alert"), ("▲", "tone-alert")]
    if cell.limit is None:
        return [(used, "ink")] if cell.value else []
    short = [(used, "ink")] if cell.value else []
    return [(f"{used} / {number(_round(cell.limit))}", "ink"), *short]


def _round(value: float) -> float:
    """Whole from a hundred up: a caption is read from afar, the table holds the figures."""
    return round(value) if value >= 100 else round(value, 1)


def describe(lane: GanttLane, cell: GanttCell) -> str:
    """Return one sentence on a cell: when, what is used, how much there is, what exceeds."""
    parts = [f"{lane.used} {_said(cell.value, lane.unit)}", f"{lane.limit} {_said(cell.limit, lane.unit)}"]
    if cell.excess:
        parts.append(f"{words.EXCESS} {with_unit(_round(cell.excess), lane.unit)}")
    return f"{cell.label} : {', '.join(parts)}"


def _said(value: float | None, unit: str) -> str:
    return words.ABSENT if value is None else with_unit(value, unit)
