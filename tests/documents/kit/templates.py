"""PowerPoint templates made for the tests: that of python-pptx, widened, spoilt in the ways that people's files are."""

from __future__ import annotations

import io
import zipfile

from pptx import Presentation
from pptx.util import Inches

FRAME = "{http://schemas.openxmlformats.org/drawingml/2006/main}xfrm"


def made(width: float = 10.0, height: float = 7.5, *, slides: int = 0, keep: tuple[int, ...] | None = None) -> bytes:
    """A template of that size in inches, with example slides, and only the layouts numbered ``keep``."""
    deck = Presentation()
    across, down = width / 10, height / 7.5
    deck.slide_width, deck.slide_height = Inches(width), Inches(height)
    for part in (deck.slide_master, *deck.slide_layouts):
        for shape in part.placeholders:
            if shape._element.spPr.find(FRAME) is not None:
                box = (shape.left * across, shape.top * down, shape.width * across, shape.height * down)
                shape.left, shape.top, shape.width, shape.height = map(int, box)
    for _ in range(slides):
        deck.slides.add_slide(deck.slide_layouts[1]).shapes.title.text = "Diapositive d’exemple"
    if keep is not None:
        for layout in [one for rank, one in enumerate(deck.slide_layouts) if rank not in keep]:
            deck.slide_master.slide_layouts.remove(layout)
    buffer = io.BytesIO()
    deck.save(buffer)
    return buffer.getvalue()


def rewritten(data: bytes, *, swap: tuple[bytes, bytes] | None = None, add: dict[str, bytes] | None = None) -> bytes:
    """The same archive with one run of bytes swapped everywhere, or entries added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
        for one in source.infolist():
            content = source.read(one)
            target.writestr(one.filename, content.replace(*swap) if swap else content)
        for name, content in (add or {}).items():
            target.writestr(name, content)
    return buffer.getvalue()


def as_potx(data: bytes) -> bytes:
    """The same template, saved as a POTX."""
    return rewritten(data, swap=(b"presentationml.presentation.main+xml", b"presentationml.template.main+xml"))
