"""Counts by class, with the limit beyond which they matter."""

from __future__ import annotations

from gouvernail.ui.charts.model import HistogramChart
from gouvernail.ui.charts.numbers import compact, percent, total, with_unit
from gouvernail.ui.charts.scale import Scale, nice_scale
from gouvernail.ui.charts.svg.axes import SIZE, Frame, category_axis, frame_for, value_axis
from gouvernail.ui.charts.svg.canvas import Canvas
from gouvernail.ui.charts.svg.shapes import column_shape, only_whole, value_title
from gouvernail.ui.charts.svg.text import fit, text_width

_BEYOND_HATCH = 1


def paint(chart: HistogramChart, canvas: Canvas, top: float) -> float:
    """Draw ``chart`` from ``top`` down; return the height reached."""
    scale = nice_scale(max(chart.counts), whole=only_whole(chart.counts))
    limited = chart.threshold_index is not None
    frame, names = frame_for(canvas, scale, chart.bins, top + 24 + (20 if limited else 0))
    value_axis(canvas, frame, scale)
    category_axis(canvas, frame, names)
    _paint_columns(chart, canvas, frame, scale)
    if limited:
        _paint_threshold(chart, canvas, frame)
    bottom = frame.bottom + names.height
    if chart.axis_label:
        text = fit(chart.axis_label, frame.width, SIZE)
        canvas.text(frame.left + frame.width / 2, bottom + SIZE + 3, text, size=SIZE, ink="ink-soft", anchor="middle")
        bottom += SIZE + 8
    return bottom


def beyond_sentence(chart: HistogramChart, *, named: bool = True) -> str:
    """Say how many stand at or beyond the limit: ``5 ans et plus : 31 postes (36 %)``."""
    past = total(chart.counts[chart.threshold_index or 0 :])[0] or 0
    whole = total(chart.counts)[0]
    share = f" ({percent(100 * past / whole)})" if whole else ""
    name = f"{chart.threshold_label} : " if named and chart.threshold_label else ""
    return f"{name}{with_unit(past, chart.unit)}{share}"


def _paint_columns(chart: HistogramChart, canvas: Canvas, frame: Frame, scale: Scale) -> None:
    band = frame.width / len(chart.bins)
    width = max(1.0, min(band - 2, 90))
    labelled = max(text_width(compact(count), SIZE) for count in chart.counts) <= band
    hatched = []
    for index, (label, count) in enumerate(zip(chart.bins, chart.counts, strict=True)):
        beyond = chart.threshold_index is not None and index >= chart.threshold_index
        height = scale.part(count) * frame.height
        x = frame.left + band * (index + 0.5) - width / 2
        if count:
            shape = column_shape(x, frame.bottom - height, width, height, round_top=True)
            with canvas.group(value_title(label, "", count, chart.unit)):
                canvas.path(shape, fill="tone-risk" if beyond else "c1")
            hatched += [shape] if beyond else []
        if labelled:
            canvas.text(x + width / 2, frame.bottom - height - 5, compact(count), size=SIZE, anchor="middle")
    canvas.hatch("".join(hatched), _BEYOND_HATCH)


def _paint_threshold(chart: HistogramChart, canvas: Canvas, frame: Frame) -> None:
    x = frame.left + frame.width / len(chart.bins) * (chart.threshold_index or 0)
    top = frame.top - 38
    canvas.line(x, top, x, frame.bottom, "today", dash="3 3", thickness="1.5")
    left, right = x - 6, canvas.width - x - 6
    room = max(left, right)
    sentences = (beyond_sentence(chart), beyond_sentence(chart, named=False))
    text = next((text for text in sentences if text_width(text, SIZE, bold=True) <= room), sentences[-1])
    text = fit(text, room, SIZE, bold=True)
    on_right = text_width(text, SIZE, bold=True) <= right
    x, anchor = (x + 6, "start") if on_right else (x - 6, "end")
    canvas.text(x, top + SIZE - 1, text, size=SIZE, anchor=anchor, bold=True)
