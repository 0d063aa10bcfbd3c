"""Turns laid-out shapes into plain values for the Typst templates, charts drawn as static SVG."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any

from gouvernail.documents.kit.layout.shapes import Box, Cell, ChartArea, Group, Panel, Shape, TableArea
from gouvernail.documents.kit.palette import tone_of
from gouvernail.documents.kit.style import chart_colours, chart_lettering, worn
from gouvernail.ui.charts import svg
from gouvernail.ui.charts.model import BarChart, Chart

_PIXELS_BY_INCH = 96
_MAGNIFICATIONS = (1.0, 1.12, 1.25, 1.4)
_BAR_MAGNIFICATIONS = (*_MAGNIFICATIONS, 1.6, 1.8)  # bars are drawn as low as they can be
_WELL_FILLED = 0.85
_SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


def plain_shape(shape: Shape) -> dict[str, Any]:
    """Return ``shape`` as the templates read it, its class under ``type``."""
    match shape:
        case Panel():
            return {"type": "Panel", **asdict(shape)}
        case Group():
            return _plain_group(shape)
        case TableArea():
            return _plain_table(shape)
        case ChartArea():
            drawing = draw_for(shape.chart, shape.box)
            across, down = size_of(drawing)
            return {
                "type": "ChartArea",
                "box": asdict(shape.box),
                "alt": shape.alt,
                "svg": drawing,
                "ratio": down / across,
            }


def _plain_group(group: Group) -> dict[str, Any]:
    """A roadmap is one drawing, read by its alternative; a tile is text, read as it is."""
    drawn = group.name.startswith("Feuille de route")
    box = _around([panel.box for panel in group.items])
    items = [asdict(panel) for panel in group.items]
    if drawn:
        for item in items:
            item["box"]["x"] -= box.x
            item["box"]["y"] -= box.y
    return {"type": "Group", "alt": group.alt, "drawn": drawn, "box": asdict(box), "items": items}


def _around(boxes: list[Box]) -> Box:
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.x + box.w for box in boxes), max(box.y + box.h for box in boxes)
    return Box(left, top, right - left, bottom - top)


def _plain_table(area: TableArea) -> dict[str, Any]:
    grid = asdict(area.grid)
    grid["align"] = list(area.grid.align)
    grid["rows"] = [[_plain_cell(cell) for cell in row] for row in area.grid.rows]
    return {"type": "TableArea", "box": asdict(area.box), "alt": area.alt, "grid": grid}


def _plain_cell(cell: Cell) -> dict[str, Any]:
    tone = tone_of(cell.tone) if cell.tone else None
    return {"text": cell.text, "tone": {"text": tone.text, "tint": tone.tint} if tone else None}


def draw_for(chart: Chart, box: Box) -> str:
    """Return the SVG of ``chart`` that fills ``box`` well: drawn narrower, it is shown larger, and so is its text."""
    colours, lettering = chart_colours(worn()), chart_lettering(worn())
    best, best_area = "", 0.0
    for magnification in _BAR_MAGNIFICATIONS if isinstance(chart, BarChart) else _MAGNIFICATIONS:
        width = round(box.w * _PIXELS_BY_INCH / magnification)
        drawing = svg.draw(chart, width=width, static=True, colours=colours, lettering=lettering)
        across, down = size_of(drawing)
        scale = min(box.w / across, box.h / down)
        area = across * down * scale * scale
        if area > best_area * 1.02:
            best, best_area = drawing, area
        if best_area >= _WELL_FILLED * box.w * box.h:
            break
    return best


def size_of(drawing: str) -> tuple[float, float]:
    """Return width and height of an SVG drawing, from its view box."""
    found = _SIZE.search(drawing)
    if found is None:
        raise ValueError("Le dessin du graphique ne dit pas sa taille.")
    return float(found[1]), float(found[2])
