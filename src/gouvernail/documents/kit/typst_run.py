"""Runs Typst with the house fonts and nothing of the machine: same data, same PDF, whatever is installed."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
SOURCES = _HERE / "typst"
FONTS = _HERE / "fonts"


def compile_pdf(template: str, data: dict[str, Any], *, on: date) -> bytes:
    """Return the tagged PDF (PDF/UA-1) that ``template`` makes of ``data``, dated ``on``.

    ``data`` reaches the template as JSON in one input: a text in it is never read as Typst markup.
    """
    import typst

    stamp = datetime.combine(on, time(12), tzinfo=UTC)
    result = typst.compile(
        str(SOURCES / template),
        root=str(SOURCES),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(stamp.timestamp()),
    )
    return bytes(result)


def day_parts(value: date) -> list[int]:
    """Return year, month and day: JSON has no dates."""
    return [value.year, value.month, value.day]
