"""What native charts share: frame, fonts, legend, axes, number formats, and the workbook behind them."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from pptx.chart import data as chart_data
from pptx.enum.chart import XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.oxml.ns import qn

from gouvernail.documents.kit.layout.shapes import Box
from gouvernail.documents.kit.pptx_shapes import describe, place
from gouvernail.documents.kit.pptx_text import LANGUAGE, paint
from gouvernail.documents.kit.pptx_units import points
from gouvernail.ui.charts.model import Number, Series

_new_data: Any = chart_data.CategoryChartData  # python-pptx is not typed here
TOTAL = "Total"
AT_LEAST_TOTAL = "Total, au moins"
_WORKBOOK_DATE = datetime(2020, 1, 1)  # a fixed day: two drawings of one story are the same
_FONT_SIZE = 10.5


def add_chart(
    slide: Any,
    kind: Any,
    box: Box,
    name: str,
    alt: str,
    categories: Sequence[str],
    series: Sequence[Series],
    *,
    totals: int = 0,
) -> Any:
    """Add a native chart of ``series`` to ``slide`` and return it; an absent value is an empty cell of its workbook.

    The last ``totals`` series are sums of the others: they are formulas in the workbook.
    """
    data: Any = _new_data()
    data.categories = list(categories)
    for run in series:
        data.add_series(run.label, run.values)
    frame = slide.shapes.add_chart(kind, *place(box), data)
    describe(frame, f"Graphique {name}".strip(), alt)
    chart = frame.chart
    chart.has_title = False
    chart.font.size = points(_FONT_SIZE)
    paint(chart.font.color, "muted")
    _number_axes(frame.chart)
    _say_french(chart)
    _rewrite_workbook(chart, categories, series, len(series) - totals)
    return chart


def _number_axes(chart: Any) -> None:
    """Give the axes numbers that the format allows (``xsd:unsignedInt``): python-pptx writes negative ones."""
    space = chart._chartSpace
    found = [*space.iter(qn("c:axId")), *space.iter(qn("c:crossAx"))]
    ranks = {value: str(rank) for rank, value in enumerate(dict.fromkeys(one.get("val") for one in found), 1)}
    for one in found:
        one.set("val", ranks[one.get("val")])


def _say_french(chart: Any) -> None:
    space = chart._chartSpace
    language = space.makeelement(qn("c:lang"), {"val": LANGUAGE})
    rounded = space.makeelement(qn("c:roundedCorners"), {"val": "0"})
    for old in (*space.findall(qn("c:lang")), *space.findall(qn("c:roundedCorners"))):
        space.remove(old)
    position = 1 if space.find(qn("c:date1904")) is not None else 0
    space.insert(position, language)
    space.insert(position + 1, rounded)


def _rewrite_workbook(chart: Any, categories: Sequence[str], series: Sequence[Series], summed: int) -> None:
    """Write the data sheet again, totals as formulas: they follow whoever edits the figures."""
    import xlsxwriter  # type: ignore[import-untyped]  # it ships no types

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": _WORKBOOK_DATE})
    sheet = book.add_worksheet("Sheet1")  # the name that the chart's formulas point to
    for row, category in enumerate(categories, 1):
        sheet.write_string(row, 0, category)
    for column, run in enumerate(series, 1):
        sheet.write_string(0, column, run.label)
        for row, value in enumerate(run.values, 1):
            if value is None:
                continue
            if column > summed:
                last = xlsxwriter.utility.xl_col_to_name(summed)
                sheet.write_formula(row, column, f"=SUM(B{row + 1}:{last}{row + 1})", None, value)
            else:
                sheet.write_number(row, column, value)
    book.close()
    chart.part.chart_workbook.update_from_xlsx_blob(buffer.getvalue())


def number_format(values: Iterable[Number | None], unit: str) -> str:
    """Return the Excel format of ``values``: thousands apart, one decimal if any needs it, the sign of percentages."""
    whole = all(value is None or float(value).is_integer() for value in values)
    base = "#,##0" if whole else "#,##0.0"
    return f'{base}"\u202f%"' if unit == "%" else base


def hide_below(limit: float, form: str) -> str:
    """Return a format that writes nothing for values too small to hold their label."""
    return f'[<{limit:.4g}]"";{form}'


def show_legend(chart: Any, *, hidden: Sequence[int] = ()) -> None:
    """Show the legend above the chart, without the entries of the series numbered ``hidden``."""
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.TOP
    chart.legend.include_in_layout = False
    chart.legend.font.size = points(_FONT_SIZE)
    legend = chart.legend._element
    for index in hidden:
        entry = legend.makeelement(qn("c:legendEntry"), {})
        entry.append(entry.makeelement(qn("c:idx"), {"val": str(index)}))
        entry.append(entry.makeelement(qn("c:delete"), {"val": "1"}))
        legend.insert(1, entry)


def hide_legend(chart: Any) -> None:
    """Show no legend."""
    chart.has_legend = False


def style_value_axis(axis: Any, highest: float, unit: str, *, room: float = 1.0) -> None:
    """Set the axis of values from 0 to a round number above ``highest`` × ``room``, with light rules."""
    step = round_step(highest * room / 4) if highest else 1.0
    axis.minimum_scale = 0
    axis.maximum_scale = step * max(math.ceil(highest * room / step - 1e-9), 1)
    axis.major_unit = step
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.width = points(0.5)
    paint(axis.major_gridlines.format.line.color, "line")
    axis.format.line.fill.background()
    axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    axis.tick_labels.font.size = points(_FONT_SIZE)
    axis.tick_labels.number_format = number_format([step], unit)
    axis.tick_labels.number_format_is_linked = False


def hide_value_axis(axis: Any, highest: float, *, room: float = 1.0) -> None:
    """Hide the axis of values (labels say them) and fix its ends, so that the same length is the same value."""
    axis.minimum_scale = 0
    axis.maximum_scale = highest * room if highest else 1
    axis.visible = False
    axis.has_major_gridlines = False


def style_category_axis(axis: Any, *, size: float = _FONT_SIZE) -> None:
    """Thin line, no ticks, labels outside."""
    axis.has_major_gridlines = False
    axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    axis.tick_labels.font.size = points(size)
    axis.format.line.width = points(0.75)
    paint(axis.format.line.color, "muted")


def round_step(least: float) -> float:
    """Return the smallest of 1, 2, 2.5, 5 × 10ⁿ that is at least ``least``."""
    if least <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(least))
    return next(factor * power for factor in (1.0, 2.0, 2.5, 5.0, 10.0) if factor * power >= least * 0.999)


def label_values(series: Any, form: str, *, position: Any, colour: str = "ink", bold: bool = True) -> None:
    """Write the value of each point of one series: a format by point would not survive a conversion to ODP."""
    labels = series.data_labels
    labels.show_value = True
    labels.number_format = form
    labels.number_format_is_linked = False
    labels.position = position
    labels.font.size = points(_FONT_SIZE)
    labels.font.bold = bold
    paint(labels.font.color, colour)
