"""What the extractors share: a proposal made of cells and of the lines they stand on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from gouvernail.connectors.reading.model import Document, Place
from gouvernail.connectors.reading.proposing.parts import Proposal, Said
from gouvernail.kernel.text import fold

_COLUMNS = re.compile(r"\b(?:action|etape)s?\b.*\b(?:statut|etat|debut|date|fin)\b|^n°")

NEAR = 40
"""How many lines above what was found its heading may stand."""

MAX_TEXT = 600
"""How much of a text is kept with a proposal."""


def draw(
    document: Document,
    cells: Mapping[str, str],
    lines: Sequence[int],
    confidence: int,
    said: Sequence[Said] = (),
    place: Place | None = None,
) -> Proposal:
    """Return a proposal of these cells, blank ones left out, with the text of the lines it was read from."""
    raw = " / ".join(" ".join(document.lines[number].text.split()) for number in lines)
    kept = {name: text.strip() for name, text in cells.items() if text and text.strip()}
    where = str(place or document.lines[lines[0]].place)
    return Proposal(kept, tuple(lines), where, raw[:MAX_TEXT], confidence, tuple(said))


def part_title(document: Document, number: int) -> str:
    """Return the words that name what stands at a line: the heading above, the line above, or the file."""
    above = document.lines[max(0, number - NEAR) : number]
    page = document.lines[number].place.page
    headings = [line.text.strip() for line in above if line.heading and line.place.page == page and line.text.strip()]
    if headings:
        return headings[-1][:90]
    for line in reversed(above[-6:]):
        text = line.text.strip(" –-")
        if "\t" in text or "[" in text or _COLUMNS.search(fold(text)):
            continue
        if 6 <= len(text) <= 90 and not text.endswith((".", ",", ";")):
            return text
    return document.name.rpartition(".")[0] or document.name
