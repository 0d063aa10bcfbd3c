"""Columns, bars, lines and histograms as native charts."""

from __future__ import annotations

from typing import Any

from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE

from gouvernail.documents.kit.layout.shapes import Box
from gouvernail.documents.kit.pptx_chart_parts import (
    AT_LEAST_TOTAL,
    TOTAL,
    add_chart,
    hide_below,
    hide_legend,
    hide_value_axis,
    label_values,
    number_format,
    show_legend,
    style_category_axis,
    style_value_axis,
)
from gouvernail.documents.kit.pptx_text import paint
from gouvernail.documents.kit.pptx_units import points
from gouvernail.documents.kit.style import worn
from gouvernail.ui.charts.model import BarChart, ColumnChart, HistogramChart, LineChart, Number, Series
from gouvernail.ui.charts.numbers import stack_total, total
from gouvernail.ui.charts.words import BEYOND

_SHADES = (0.0, 0.35, 0.6, 0.8)
WITHIN = "En deçà du seuil"


def accent(index: int) -> str:
    """Return the theme colour of the series numbered ``index``."""
    return f"accent{index % 6 + 1}"


def _totals(series: tuple[Series, ...], count: int) -> list[Number | None]:
    return [total(run.values[index] for run in series)[0] for index in range(count)]


def _phantoms(series: tuple[Series, ...], count: int) -> list[Series]:
    """The totals as a series without fill; those that are minimums are another series, written « ≥ »."""
    sums = [stack_total(series, index) for index in range(count)]
    whole = tuple(amount if complete else None for amount, complete in sums)
    partial = tuple(None if complete else amount for amount, complete in sums)
    phantoms = [Series(TOTAL, whole)]
    return phantoms if all(amount is None for amount in partial) else [*phantoms, Series(AT_LEAST_TOTAL, partial)]


def _highest(values: list[Number | None]) -> float:
    return float(max((value for value in values if value is not None), default=0))


def draw_columns(slide: Any, model: ColumnChart, box: Box, alt: str) -> None:
    """Draw columns; stacked, their total stands above, written by a series without fill."""
    several = len(model.series) > 1
    stacked = model.stacked and several
    runs = list(model.series)
    sums = _totals(model.series, len(model.categories))
    if stacked:
        runs += _phantoms(model.series, len(model.categories))
    kind = XL_CHART_TYPE.COLUMN_STACKED if stacked else XL_CHART_TYPE.COLUMN_CLUSTERED
    chart = add_chart(slide, kind, box, model.title, alt, model.categories, runs, totals=len(runs) - len(model.series))
    plot = chart.plots[0]
    plot.gap_width = 45 if len(model.categories) > 4 else 70
    plot.overlap = 100 if stacked else -5
    values = [value for run in model.series for value in run.values]
    form = number_format(values, model.unit)
    for index, series in enumerate(plot.series):
        if index >= len(model.series):
            _make_phantom(series, form if index == len(model.series) else f'"≥\u202f"{form}')
            continue
        _fill(series, accent(index))
        if not stacked and len(values) <= 24:
            label_values(series, form, position=XL_LABEL_POSITION.OUTSIDE_END)
    highest = _highest(sums) if stacked else _highest(values)
    style_value_axis(chart.value_axis, highest, model.unit, room=1.12)
    style_category_axis(chart.category_axis)
    if several:
        show_legend(chart, hidden=range(len(model.series), len(runs)))
    else:
        hide_legend(chart)


def _make_phantom(series: Any, form: str) -> None:
    series.format.fill.background()
    series.format.line.fill.background()
    label_values(series, form, position=XL_LABEL_POSITION.INSIDE_BASE)


def _fill(series: Any, colour: str, brightness: float = 0.0) -> None:
    series.format.fill.solid()
    paint(series.format.fill.fore_color, colour)
    if brightness:
        series.format.fill.fore_color.brightness = brightness
    series.invert_if_negative = False


def draw_bars(slide: Any, model: BarChart, box: Box, alt: str) -> None:
    """Draw horizontal bars, first category on top; several series are stacked, at 100 % when ``as_share``."""
    several = len(model.series) > 1
    kind = XL_CHART_TYPE.BAR_STACKED if several else XL_CHART_TYPE.BAR_CLUSTERED
    if model.as_share:
        kind = XL_CHART_TYPE.BAR_STACKED_100
    chart = add_chart(slide, kind, box, model.title, alt, model.categories, model.series)
    plot = chart.plots[0]
    plot.gap_width = 45
    plot.overlap = 100 if several or model.as_share else 0
    sums = _totals(model.series, len(model.categories))
    form = number_format([value for run in model.series for value in run.values], model.unit)
    for index, series in enumerate(plot.series):
        shade = _SHADES[min(index, len(_SHADES) - 1)] if model.ranked else 0.0
        _fill(series, "accent1" if model.ranked else accent(index), shade)
        if several or model.as_share:
            dark = worn().is_dark(0) and shade < 0.3 if model.ranked else worn().is_dark(index)
            shown = hide_below(0.07 * _highest(sums), form)
            label_values(series, shown, position=XL_LABEL_POSITION.CENTER, colour="white" if dark else "ink")
        else:
            label_values(series, form, position=XL_LABEL_POSITION.OUTSIDE_END)
    style_category_axis(chart.category_axis, size=11)
    chart.category_axis.reverse_order = True
    if model.as_share:
        hide_value_axis(chart.value_axis, 1.0)
    else:
        hide_value_axis(chart.value_axis, _highest(sums), room=1.02 if several else 1.15)
    if several:
        show_legend(chart)
    else:
        hide_legend(chart)


def draw_lines(slide: Any, model: LineChart, box: Box, alt: str) -> None:
    """Draw one line a series, broken where a value is absent."""
    chart = add_chart(slide, XL_CHART_TYPE.LINE_MARKERS, box, model.title, alt, model.categories, model.series)
    values = [value for run in model.series for value in run.values]
    form = number_format(values, model.unit)
    markers = (XL_MARKER_STYLE.CIRCLE, XL_MARKER_STYLE.TRIANGLE, XL_MARKER_STYLE.SQUARE, XL_MARKER_STYLE.DIAMOND)
    for index, series in enumerate(chart.plots[0].series):
        series.smooth = False
        series.format.line.width = points(2.25)
        paint(series.format.line.color, accent(index))
        series.marker.style = markers[index % len(markers)]
        series.marker.size = 7
        series.marker.format.fill.solid()
        paint(series.marker.format.fill.fore_color, accent(index))
        series.marker.format.line.fill.background()
        if len(model.series) == 1 and len(values) <= 16:
            label_values(series, form, position=XL_LABEL_POSITION.ABOVE)
    style_value_axis(chart.value_axis, _highest(values), model.unit, room=1.08)
    style_category_axis(chart.category_axis)
    if len(model.series) > 1:
        show_legend(chart)
    else:
        hide_legend(chart)


def draw_histogram(slide: Any, model: HistogramChart, box: Box, alt: str) -> None:
    """Draw counts by bin; bins beyond the threshold are a second series, in another colour and named in the legend."""
    limit = len(model.bins) if model.threshold_index is None else model.threshold_index
    within = tuple(count if index < limit else None for index, count in enumerate(model.counts))
    beyond = tuple(count if index >= limit else None for index, count in enumerate(model.counts))
    runs = [Series(model.axis_label or "Nombre", within)]
    if model.threshold_index is not None:
        runs = [Series(WITHIN, within), Series(model.threshold_label or BEYOND, beyond)]
    chart = add_chart(slide, XL_CHART_TYPE.COLUMN_CLUSTERED, box, model.title, alt, model.bins, runs)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 12, 100
    form = number_format(model.counts, model.unit)
    for series, colour in zip(plot.series, ("accent1", "accent2"), strict=False):
        _fill(series, colour)
        label_values(series, form, position=XL_LABEL_POSITION.OUTSIDE_END)
    style_value_axis(chart.value_axis, _highest(list(model.counts)), model.unit, room=1.1)
    style_category_axis(chart.category_axis)
    if model.axis_label:
        _title_axis(chart.category_axis, model.axis_label)
    if model.threshold_index is not None:
        show_legend(chart)
    else:
        hide_legend(chart)


def _title_axis(axis: Any, text: str) -> None:
    axis.has_title = True
    frame = axis.axis_title.text_frame
    frame.text = text
    font = frame.paragraphs[0].runs[0].font
    font.size, font.bold = points(10.5), False
    paint(font.color, "muted")
