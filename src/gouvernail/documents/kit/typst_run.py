"""Runs Typst with the house fonts and nothing of the machine: same data, same PDF, whatever is installed."""

from __future__ import annotations

import json
import logging
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from gouvernail.ui.charts import svg
from gouvernail.ui.charts.model import Chart

logger = logging.getLogger(__name__)
_HERE = Path(__file__).parent
SOURCES = _HERE / "typst"
FONTS = _HERE / "fonts"


def compile_pdf(template: str, data: dict[str, Any], *, on: date) -> bytes:
    """Return the tagged PDF (PDF/UA-1) that ``template`` makes of ``data``, dated ``on``.

    ``data`` reaches the template as JSON in one input: a text in it is never read as Typst markup. When a text holds a
    sign that the house fonts lack, the PDF is tagged all the same but does not claim PDF/UA-1.
    """
    import typst

    try:
        return _compile(template, data, on, ["ua-1"])
    except typst.TypstError as error:
        if "PDF/UA-1" not in str(error):
            raise
        # A sign that no house font has (an emoji in an imported text) must not cost the committee its document.
        logger.warning("PDF drawn without the PDF/UA-1 mark: %s", error)
        return _compile(template, data, on, [])


def _compile(template: str, data: dict[str, Any], on: date, standards: list[Any]) -> bytes:
    import typst

    stamp = datetime.combine(on, time(12), tzinfo=UTC)
    result = typst.compile(
        str(SOURCES / template),
        root=str(SOURCES),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=standards,
        timestamp=int(stamp.timestamp()),
    )
    return bytes(result)


def chart_png(chart: Chart, width: float) -> bytes:
    """Return ``chart`` as a PNG picture ``width`` inches wide, for the documents that hold no vector drawing."""
    import typst

    drawing = svg.draw(chart, width=round(width * 96), static=True)
    result = typst.compile(
        str(SOURCES / "picture.typ"),
        root=str(SOURCES),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        format="png",
        ppi=220,
        sys_inputs={"svg": drawing, "width": f"{width}"},
    )
    return bytes(result)


def day_parts(value: date) -> list[int]:
    """Return year, month and day: JSON has no dates."""
    return [value.year, value.month, value.day]
