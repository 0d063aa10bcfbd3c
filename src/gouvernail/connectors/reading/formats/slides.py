"""PPTX: the texts of each slide, its title first, then from top to bottom; its tables as tables."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from gouvernail.connectors.reading.formats.raw import FORGED, Raw
from gouvernail.connectors.reading.model import Place
from gouvernail.connectors.reading.progress import OPENED, Tell
from gouvernail.connectors.spreadsheets import UnreadableFile
from gouvernail.connectors.spreadsheets.safety import damaged_sentence

UNIT = "diapositive"


def read(data: bytes, name: str, tell: Tell) -> Raw:
    """Read a PPTX; hidden slides are read too, and said."""
    from pptx.exc import PythonPptxError

    try:
        return _read(data, tell)
    except (PythonPptxError, *FORGED) as error:
        raise UnreadableFile(damaged_sentence(name).replace("tableur", "logiciel de présentation")) from error


def _read(data: bytes, tell: Tell) -> Raw:
    import pptx

    deck = pptx.Presentation(io.BytesIO(data))
    total = len(deck.slides)
    raw = Raw(pages=total)
    for number, slide in enumerate(deck.slides, 1):
        step = _("Diapositive %(number)s sur %(total)s") % {"number": number, "total": total}
        tell(round(OPENED * (number - 1) / total), step)
        _read_slide(raw, slide, number)
    return raw


def _read_slide(raw: Raw, slide: Any, number: int) -> None:
    if slide._element.get("show") == "0":
        raw.warnings.append(_("La diapositive %(number)s est masquée ; elle est lue quand même.") % {"number": number})
    title = slide.shapes.title
    rank = tables = 0
    for shape in _in_order(slide.shapes, title):
        if shape.has_text_frame:
            for paragraph in shape.text_frame.paragraphs:
                rank += 1
                text = "".join(run.text for run in paragraph.runs) or paragraph.text
                is_title = title is not None and shape.shape_id == title.shape_id
                raw.add_line(text.replace("\v", " "), Place(UNIT, number, rank), heading=is_title)
        elif getattr(shape, "has_table", False) and shape.has_table:
            tables += 1
            rows = [[cell.text for cell in row.cells] for row in shape.table.rows]
            raw.add_table(Place(UNIT, number, 0, tables), rows)


def _in_order(shapes: Any, title: Any) -> Iterator[Any]:
    """Yield shapes, those of groups too: the title, then row by row."""
    flat = list(_flat(shapes))
    first = title.shape_id if title is not None else None
    yield from sorted(flat, key=lambda one: (one.shape_id != first, one.top or 0, one.left or 0))


def _flat(shapes: Any) -> Iterator[Any]:
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from _flat(shape.shapes)
        else:
            yield shape
