"""Runs Typst with the house fonts and nothing of the machine: same data, same PDF, whatever is installed."""

from __future__ import annotations

import base64
import json
import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from gouvernail.documents.kit.style import INTER_STRETCH, Logo, chart_colours, chart_lettering, worn
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
    with _font_folders() as folders:
        result = typst.compile(
            str(SOURCES / template),
            root=str(SOURCES),
            font_paths=folders,
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"data": json.dumps(data, ensure_ascii=False), "style": json.dumps(style_data())},
            pdf_standards=standards,
            timestamp=int(stamp.timestamp()),
        )
    return bytes(result)


@contextmanager
def _font_folders() -> Iterator[list[str]]:
    """Give the folders of fonts: those of the house, and the files of the font that is worn, for the time of a run."""
    files = worn().font.files
    if not files:
        yield [str(FONTS)]
        return
    with tempfile.TemporaryDirectory() as folder:
        for rank, content in enumerate(files):
            (Path(folder) / f"{rank}.ttf").write_bytes(content)
        yield [str(FONTS), folder]


def style_data() -> dict[str, Any]:
    """Return what the templates take from the style that is worn."""
    style = worn()
    own = bool(style.font.files)
    return {
        "ink": style.ink,
        "accents": list(style.accents),
        "fonts": [style.font.name, "Inter"] if own else ["Inter"],
        # Texts were measured in the font that is worn, and stand in Inter.
        "scale": 1.0 if own else min(1.0, style.font.stretch / INTER_STRETCH),
        "logo": _logo_svg(style.logo) if style.logo else "",
        "logo_alt": style.logo.alt if style.logo else "",
        "logo_ratio": style.logo.width / style.logo.height if style.logo else 1.0,
    }


def _logo_svg(logo: Logo) -> str:
    """Return the picture inside an SVG, the only drawing that can be handed to Typst as text."""
    kind = "png" if logo.suffix == "png" else "jpeg"
    coded = base64.b64encode(logo.content).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {logo.width} {logo.height}">'
        f'<image width="{logo.width}" height="{logo.height}" href="data:image/{kind};base64,{coded}"/></svg>'
    )


def chart_png(chart: Chart, width: float) -> bytes:
    """Return ``chart`` as a PNG picture ``width`` inches wide, for the documents that hold no vector drawing."""
    import typst

    colours, lettering = chart_colours(worn()), chart_lettering(worn())
    drawing = svg.draw(chart, width=round(width * 96), static=True, colours=colours, lettering=lettering)
    with _font_folders() as folders:
        result = typst.compile(
            str(SOURCES / "picture.typ"),
            root=str(SOURCES),
            font_paths=folders,
            ignore_system_fonts=True,
            format="png",
            ppi=220,
            sys_inputs={"svg": drawing, "width": f"{width}"},
        )
    return bytes(result)


def day_parts(value: date) -> list[int]:
    """Return year, month and day: JSON has no dates."""
    return [value.year, value.month, value.day]
