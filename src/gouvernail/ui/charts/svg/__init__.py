"""Charts as SVG, drawn by the server: for the page (classes and variables) or for a document (attributes only)."""

from __future__ import annotations

from collections.abc import Mapping

from gouvernail.ui.charts import words
from gouvernail.ui.charts.checks import check, is_empty
from gouvernail.ui.charts.colours import LIGHT
from gouvernail.ui.charts.legend import legend
from gouvernail.ui.charts.model import (
    BarChart,
    Chart,
    ColumnChart,
    DonutChart,
    GanttChart,
    GaugeChart,
    HistogramChart,
    LineChart,
)
from gouvernail.ui.charts.svg import bar, column, donut, gantt, gauge, histogram, line
from gouvernail.ui.charts.svg.canvas import INTER, Canvas, Lettering
from gouvernail.ui.charts.svg.keys import paint_legend
from gouvernail.ui.charts.svg.spark import sparkline

__all__ = ["INTER", "Lettering", "draw", "sparkline"]

NARROWEST = 160  # pixels: below, words would be cut to nothing
_EMPTY_HEIGHT = 56


def draw(
    chart: Chart,
    *,
    width: int,
    static: bool = False,
    uid: str = "",
    classes: str = "",
    hover: bool = True,
    colours: Mapping[str, str] = LIGHT,
    lettering: Lettering = INTER,
) -> str:
    """Draw ``chart`` as one ``<svg>`` element, ``width`` pixels wide.

    ``static`` writes colours, sizes and the legend inside, for documents; otherwise colours are classes of
    ``charts.css`` and the legend is left to the page. ``uid`` makes the identifiers of the drawing unique on its page.
    ``classes`` are added to the element and ``hover`` keeps a title on each value (pages only). A chart without data
    becomes the sentence « Données absentes ». ``colours`` (the worth of each token) and ``lettering`` (the
    font) dress a static drawing.
    Raises ``ValueError`` for what cannot be drawn truthfully (negative or infinite value, misplaced series), or for a
    width under ``NARROWEST``.
    """
    check(chart)
    if width < NARROWEST:
        raise ValueError(f"Un graphique se dessine sur {NARROWEST} pixels au moins ({width} demandés).")
    description = chart.summary or chart.title
    hover = hover and not static
    canvas = Canvas(
        width,
        title=chart.title,
        description=description,
        static=static,
        uid=uid or "chart",
        hover=hover,
        colours=colours,
        lettering=lettering,
    )
    if is_empty(chart):
        canvas.text(width / 2, _EMPTY_HEIGHT / 2 + 5, words.NO_DATA, size=13, ink="ink-soft", anchor="middle")
        return canvas.render(_EMPTY_HEIGHT, classes=classes)
    top = paint_legend(canvas, legend(chart), 0) if static else 0.0
    return canvas.render(_paint(chart, canvas, top), classes=classes)


def _paint(chart: Chart, canvas: Canvas, top: float) -> float:
    match chart:
        case ColumnChart():
            return column.paint(chart, canvas, top)
        case BarChart():
            return bar.paint(chart, canvas, top)
        case LineChart():
            return line.paint(chart, canvas, top)
        case DonutChart():
            return donut.paint(chart, canvas, top)
        case GaugeChart():
            return gauge.paint(chart, canvas, top)
        case HistogramChart():
            return histogram.paint(chart, canvas, top)
        case GanttChart():
            return gantt.paint(chart, canvas, top)
    raise TypeError(f"Graphique de forme inconnue : {type(chart).__name__}")
