"""The calendars of purchases, as steps of a project."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from gouvernail.connectors.reading.calendars import Calendar, calendars
from gouvernail.connectors.reading.model import Document
from gouvernail.connectors.reading.proposing.drawing import draw, part_title
from gouvernail.connectors.reading.proposing.parts import Part

HEADERS = {
    "number": gettext_lazy("N° affiché"),
    "title": gettext_lazy("Jalon"),
    "project": gettext_lazy("Projet"),
    "starts": gettext_lazy("Début"),
    "ends": gettext_lazy("Fin"),
    "written_start": gettext_lazy("Début tel qu’écrit"),
    "written_end": gettext_lazy("Fin telle qu’écrite"),
}


def steps(document: Document) -> Iterator[Part]:
    """Yield a part for each calendar; its project bears the title that stands above it."""
    for calendar in calendars(document):
        part = Part(
            "milestone",
            part_title(document, _first_line(document, calendar)),
            {name: str(title) for name, title in HEADERS.items()},
        )
        for row in calendar.rows:
            cells = {"number": row.number, "title": row.label, "project": part.title}
            for name, found in zip(("start", "end"), row.dates, strict=False):
                cells[f"{name}s"], cells[f"written_{name}"] = found.raw, found.raw
            part.proposals.append(draw(document, cells, [row.line], 85))
        yield part


def _first_line(document: Document, calendar: Calendar) -> int:
    """The line of the titles of the columns: the one filled just above the first step."""
    first = document.lines[calendar.rows[0].line]
    above = next(document.around(first, before=1), first)
    return min(above.number, first.number)
