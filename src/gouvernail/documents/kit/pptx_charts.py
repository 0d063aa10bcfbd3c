"""Draws charts as native PPTX charts, editable and coloured by the theme."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gouvernail.documents.kit import pptx_rings, pptx_series
from gouvernail.documents.kit.layout.shapes import Box, ChartArea
from gouvernail.ui.charts.checks import check
from gouvernail.ui.charts.model import (
    BarChart,
    Chart,
    ColumnChart,
    DonutChart,
    GaugeChart,
    HistogramChart,
    LineChart,
)

_DRAWINGS: dict[type[Chart], Callable[[Any, Any, Box, str], None]] = {
    ColumnChart: pptx_series.draw_columns,
    BarChart: pptx_series.draw_bars,
    LineChart: pptx_series.draw_lines,
    HistogramChart: pptx_series.draw_histogram,
    DonutChart: pptx_rings.draw_donut,
    GaugeChart: pptx_rings.draw_gauge,
}


def draw_chart(slide: Any, area: ChartArea) -> None:
    """Add the chart of ``area`` to ``slide``.

    Raises ``ValueError``, in French, when the chart holds a value that cannot be drawn.
    """
    check(area.chart)
    _DRAWINGS[type(area.chart)](slide, area.chart, area.box, area.alt)
