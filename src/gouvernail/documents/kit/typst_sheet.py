"""Draws a dashboard (``sheet.py``) as one A4 page: what does not fit is drawn smaller, never cut."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from gouvernail.documents.kit.layout.charts import alt_text, foot_of
from gouvernail.documents.kit.layout.shapes import Box
from gouvernail.documents.kit.palette import tone_of
from gouvernail.documents.kit.printable import printable
from gouvernail.documents.kit.sheet import Figure, Sheet
from gouvernail.documents.kit.style import HOUSE, Style, dressed
from gouvernail.documents.kit.typst_run import compile_pdf, day_parts
from gouvernail.documents.kit.typst_shapes import draw_for, size_of
from gouvernail.ui.charts.model import BarChart, Chart, GaugeChart

_INK_HEIGHT = 10.4  # inches between the margins of an A4 page, less its head and its foot
_WIDTH = 3.3
_TILE_ROW = 0.85
_HEAD = 1.5
_GAUGE = Box(0, 0, 5.2, 2.6)


def sheet_to_pdf(sheet: Sheet, style: Style = HOUSE) -> bytes:
    """Return ``sheet`` as a tagged A4 PDF (PDF/UA-1), on one page up to eight charts."""
    clean = printable(sheet)
    with dressed(style):
        return compile_pdf("sheet.typ", _data(clean), on=clean.on)


def _data(sheet: Sheet) -> dict[str, Any]:
    rows = -(-len(sheet.figures) // 2)
    left = _INK_HEIGHT - _HEAD - _TILE_ROW * -(-len(sheet.tiles) // 3)
    height = max(1.0, min(2.9, left / rows - 0.75)) if rows else 0
    return {
        "title": sheet.title,
        "subtitle": sheet.subtitle,
        "author": sheet.organisation,
        "day": day_parts(sheet.on),
        "keywords": ["Démonstration"] if sheet.is_demo else [],
        "tiles": [asdict(tile) | {"tone": _tone(tile.tone)} for tile in sheet.tiles],
        "figures": [_figure(one, Box(0, 0, _WIDTH, height)) for one in sheet.figures],
        "note": sheet.note,
        "footer": sheet.footer,
    }


def _tone(name: str) -> dict[str, str]:
    tone = tone_of(name)
    return {"strong": tone.strong, "text": tone.text}


def _room(chart: Chart, box: Box) -> Box:
    """The room that keeps the words of a chart near the size of the text around it."""
    if isinstance(chart, GaugeChart):  # its words stand inside its ring: drawn for a narrow box, they would cross it
        return _GAUGE
    if isinstance(chart, BarChart):  # a few bars drawn to fill the box would shout
        return Box(0, 0, box.w, min(box.h, 0.4 + 0.3 * len(chart.categories)))
    return box


def _figure(one: Figure, box: Box) -> dict[str, Any]:
    drawing = draw_for(one.chart, _room(one.chart, box))
    across, down = size_of(drawing)
    return {
        "title": one.title,
        "value": one.value,
        "detail": one.detail,
        "svg": drawing,
        "alt": alt_text(one.chart),
        "foot": foot_of(one.chart),
        "width": min(box.w, box.h * across / down),
    }
