"""Rings (shares of a whole) and gauges (a rate on a half circle) as native doughnut charts."""

from __future__ import annotations

import math
from typing import Any

from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml.ns import qn

from gouvernail.documents.kit.layout.shapes import Box, Line, Panel, Run
from gouvernail.documents.kit.palette import tone_of
from gouvernail.documents.kit.pptx_chart_parts import add_chart, hide_legend
from gouvernail.documents.kit.pptx_series import accent
from gouvernail.documents.kit.pptx_shapes import draw_panel
from gouvernail.documents.kit.pptx_text import paint
from gouvernail.ui.charts.model import DonutChart, GaugeChart, Series
from gouvernail.ui.charts.numbers import number, percent, total
from gouvernail.ui.charts.words import TONES

_HOLE = 64
_PARTS = ("Atteint", "Reste", "Moitié cachée")


def draw_donut(slide: Any, model: DonutChart, box: Box, alt: str) -> None:
    """Draw the ring, the total in its middle, and values in a written legend beside it (below, in a narrow box)."""
    beside = box.w > box.h * 1.25
    side = min(box.h, box.w * 0.5) if beside else min(box.w, box.h * 0.68)
    ring = Box(box.x + (0 if beside else (box.w - side) / 2), box.y + ((box.h - side) / 2 if beside else 0), side, side)
    labels = [label for label, _ in model.parts]
    values = tuple(value for _, value in model.parts)
    chart = _ring(slide, ring, model.title, alt, labels, Series(model.centre_label or "Valeur", values), start=0)
    points = chart.plots[0].series[0].points
    for index in range(len(values)):
        _fill_point(points[index], accent(index))
    whole = total(values)[0] or 0
    lines = [Line((Run(number(whole), bold=True),), min(side * 10, 30), "c")]
    if model.centre_label:
        lines.append(Line((Run(model.centre_label, color="muted"),), 11, "c"))
    middle = Box(ring.x + side * 0.2, ring.y + side * 0.3, side * 0.6, side * 0.4)
    draw_panel(slide.shapes, Panel(middle, tuple(lines), anchor="middle", name="Total"))
    place = (
        Box(box.x + side + 0.25, box.y, box.w - side - 0.25, box.h)
        if beside
        else Box(box.x, box.y + side + 0.08, box.w, box.h - side - 0.08)
    )
    draw_panel(slide.shapes, _donut_legend(model, place, float(whole), centred=not beside))


def _donut_legend(model: DonutChart, box: Box, whole: float, *, centred: bool) -> Panel:
    size = 13.0 if box.h / max(len(model.parts), 1) > 0.3 else 11.0
    lines = []
    for index, (label, value) in enumerate(model.parts):
        share = f" ({percent(100 * value / whole)})" if whole else ""
        runs = (Run("■ ", color=accent(index)), Run(f"{label}\u00a0: "), Run(f"{number(value)}{share}", bold=True))
        lines.append(Line(runs, size, "c" if centred else "l", 0.05 if index else 0.0))
    return Panel(box, tuple(lines), anchor="top" if centred else "middle", name="Légende")


def draw_gauge(slide: Any, model: GaugeChart, box: Box, alt: str) -> None:
    """Draw the rate on the upper half of a ring, its value in the middle, a tick and a word for the target."""
    side = min(box.w, box.h * 1.15)
    side = min(side, box.h)
    ring = Box(box.x + (box.w - side) / 2, box.y, side, side)
    value = min(max(float(model.percent or 0), 0.0), 100.0)
    run = Series(model.title or "Taux", (model.percent, 100 - value, 100))
    chart = _ring(slide, ring, model.title, alt, list(_PARTS), run, start=270)
    points = chart.plots[0].series[0].points
    _fill_point(points[0], "accent1" if model.tone == "neutral" else tone_of(model.tone).strong)
    _fill_point(points[1], "line")
    points[2].format.fill.background()
    points[2].format.line.fill.background()
    if model.target is not None:
        draw_panel(slide.shapes, _tick(ring, float(model.target)))
    tone = tone_of(model.tone)
    figure = Line((Run(percent(model.percent or 0, decimals=1), bold=True),), max(min(side * 9, 30), 14), "c")
    top = Box(ring.x + side * 0.2, ring.y + side * 0.26, side * 0.6, side * 0.26)
    draw_panel(slide.shapes, Panel(top, (figure,), anchor="bottom", name="Valeur"))
    lines = []
    symbol, word = TONES[model.tone]
    if word:
        lines.append(Line((Run(f"{symbol} {word}".strip(), bold=True, color=tone.text),), 13, "c"))
    if model.caption:
        lines.append(Line((Run(model.caption, color="muted"),), 12.5, "c", 0.02))
    if model.target is not None:
        runs = (Run("Cible\u00a0: ", color="muted"), Run(percent(model.target, decimals=1), bold=True, color="muted"))
        lines.append(Line(runs, 12, "c", 0.02))
    under = Box(box.x, ring.y + side * 0.54, box.w, min(side * 0.42, 1.0))
    draw_panel(slide.shapes, Panel(under, tuple(lines), name="Légende de la jauge"))


def _tick(ring: Box, target: float) -> Panel:
    """A diamond on the outer edge of the ring: it stays readable whatever the renderer does with the ring's width."""
    angle = math.pi * (1 - min(max(target, 0.0), 100.0) / 100)
    radius, size = ring.w / 2 * 0.82, 0.16
    x = ring.x + ring.w / 2 + radius * math.cos(angle) - size / 2
    y = ring.y + ring.w / 2 - radius * math.sin(angle) - size / 2
    return Panel(Box(x, y, size, size), fill="ink", stroke="white", shape="diamond", name="Cible")


def _ring(slide: Any, box: Box, name: str, alt: str, labels: list[str], run: Series, *, start: int) -> Any:
    chart = add_chart(slide, XL_CHART_TYPE.DOUGHNUT, box, name, alt, labels, [run])
    hide_legend(chart)
    plot = chart.plots[0]
    plot.has_data_labels = False
    ring = plot._element
    for tag, value in (("c:firstSliceAng", start), ("c:holeSize", _HOLE)):
        for old in ring.findall(qn(tag)):
            ring.remove(old)
        ring.append(ring.makeelement(qn(tag), {"val": str(value)}))
    _fill_frame(chart)
    return chart


def _fill_frame(chart: Any) -> None:
    """Give the ring the whole frame, so that what is written over it falls in its middle."""
    area = chart._chartSpace.find(qn("c:chart")).find(qn("c:plotArea"))
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    layout = area.makeelement(qn("c:layout"), {})
    manual = layout.makeelement(qn("c:manualLayout"), {})
    settings = (("layoutTarget", "inner"), ("xMode", "edge"), ("yMode", "edge"), ("x", "0.02"), ("y", "0.02"))
    for tag, value in (*settings, ("w", "0.96"), ("h", "0.96")):
        manual.append(manual.makeelement(qn(f"c:{tag}"), {"val": value}))
    layout.append(manual)
    area.insert(0, layout)


def _fill_point(point: Any, colour: str) -> None:
    point.format.fill.solid()
    paint(point.format.fill.fore_color, colour)
    point.format.line.fill.solid()
    paint(point.format.line.fill.fore_color, "white")
