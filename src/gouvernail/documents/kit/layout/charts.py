"""Lays out a chart: its title and one sentence above, the drawing, then date and source under it."""

from __future__ import annotations

from gouvernail.documents.kit.layout import roadmap
from gouvernail.documents.kit.layout.fitting import Item, fit_stack, stack_height
from gouvernail.documents.kit.layout.shapes import Box, ChartArea, Composition, Panel, Shape, Span
from gouvernail.documents.kit.story import ChartBlock
from gouvernail.documents.kit.wording import sourced
from gouvernail.ui.charts.checks import is_empty
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
from gouvernail.ui.charts.numbers import day
from gouvernail.ui.charts.tables import chart_table

_FOOT = 0.22
_KINDS: dict[type[Chart], str] = {
    ColumnChart: "Graphique en colonnes",
    BarChart: "Graphique en barres",
    LineChart: "Courbe",
    DonutChart: "Anneau",
    GaugeChart: "Jauge",
    HistogramChart: "Histogramme",
    GanttChart: "Feuille de route",
}
NO_DATA = "Aucune donnée à cette date"
_ALT_LENGTH = 4000


def span(block: ChartBlock, width: float) -> Span:
    """Return how high the chart may be in ``width``, its heading and foot included."""
    around = stack_height(_heading(block.chart), width) + (_FOOT if foot_of(block.chart) else 0.0)
    if isinstance(block.chart, GanttChart):
        inner = roadmap.span(block.chart, width)
        return Span(inner.least + around, inner.ideal + around, inner.most + around)
    most = around + (3.4 if isinstance(block.chart, GaugeChart) else 20.0)
    return Span(around + 1.5, around + 2.6, most)


def split(block: ChartBlock, width: float, room: float) -> tuple[ChartBlock, ChartBlock] | None:
    """Cut a roadmap too long for ``room`` by its bars; no other chart is ever cut."""
    if not isinstance(block.chart, GanttChart):
        return None
    around = stack_height(_heading(block.chart), width) + _FOOT
    parts = roadmap.split(block.chart, width, room - around)
    return (ChartBlock(parts[0]), ChartBlock(parts[1])) if parts else None


def compose(block: ChartBlock, box: Box) -> Composition:
    """Return heading, chart and foot as shapes."""
    chart = block.chart
    shapes: list[Shape] = []
    heading = _heading(chart)
    top = min(stack_height(heading, box.w), box.h / 2)
    lines, lost = fit_stack(heading, box.w, top + 0.01)
    if lines:
        shapes.append(Panel(Box(box.x, box.y, box.w, top), lines, name=f"Titre du graphique : {chart.title}"))
    foot = foot_of(chart)
    low = _FOOT if foot else 0.0
    area = Box(box.x, box.y + top + 0.04, box.w, box.h - top - low - 0.04)
    drawn, cut = _drawing(chart, area)
    shapes += drawn
    lost += cut
    if foot:
        lines, cut = fit_stack([Item(foot, 9.5, color="muted", lines=1)], box.w, _FOOT)
        shapes.append(Panel(Box(box.x, box.y + box.h - _FOOT, box.w, _FOOT), lines, anchor="bottom", name="Source"))
        lost += cut
    return Composition(tuple(shapes), lost)


def _drawing(chart: Chart, area: Box) -> tuple[list[Shape], tuple[str, ...]]:
    if is_empty(chart):
        lines, lost = fit_stack([Item(NO_DATA, 13, color="muted", align="c")], area.w, area.h)
        frame = Panel(area, lines, anchor="middle", stroke="muted", dashed=True, radius=0.08, name="Données absentes")
        return [frame], lost
    if isinstance(chart, GanttChart):
        composition = roadmap.compose(chart, area, alt_text(chart))
        return list(composition.shapes), composition.lost
    return [ChartArea(area, chart, alt_text(chart))], ()


def _heading(chart: Chart) -> list[Item]:
    items = [Item(chart.title, 14, bold=True, lines=2)] if chart.title else []
    under = " · ".join(part for part in (chart.summary, _unit_sentence(chart)) if part)
    if under:
        items.append(Item(under, 11.5, color="muted", lines=2))
    return items


def _unit_sentence(chart: Chart) -> str:
    spoken = isinstance(chart, GanttChart | GaugeChart) or not chart.unit
    return "" if spoken or chart.unit in chart.summary else f"en {chart.unit}"


def foot_of(chart: Chart) -> str:
    """Return « Source : … · données au … », or an empty text when neither is known."""
    parts = [sourced(chart.source)] if chart.source else []
    if chart.as_of:
        parts.append(f"données au {day(chart.as_of)}" if parts else f"Données au {day(chart.as_of)}")
    return " · ".join(parts)


def alt_text(chart: Chart) -> str:
    """Return what is read in place of the chart: its kind, title, sentence, and its figures as long as they are few."""
    start = f"{_KINDS.get(type(chart), 'Graphique')} : {chart.title}."
    if chart.summary:
        start += f" {chart.summary.rstrip('.')}."
    if is_empty(chart):
        return f"{start} {NO_DATA}."
    table = chart_table(chart)
    rows = [f"{row[0]} : " + ", ".join(_named(table.headers[1:], row[1:])) for row in table.rows]
    figures = " ; ".join(rows)
    return f"{start} {figures}." if len(start) + len(figures) < _ALT_LENGTH else start


def _named(headers: tuple[str, ...], values: tuple[str, ...]) -> list[str]:
    return list(values) if len(values) == 1 else [f"{h} {v}" for h, v in zip(headers, values, strict=True)]
