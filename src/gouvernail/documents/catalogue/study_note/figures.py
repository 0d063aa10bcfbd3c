"""The figures of a text, and where each leads back to."""

from __future__ import annotations

import re

from gouvernail.documents.kit.linking import Links
from gouvernail.documents.kit.story import Paragraph

SPACE = "\u00a0\u202f "
FIGURE = re.compile(rf"\d+(?:[\u00a0\u202f]\d{{3}})*(?:,\d+)?(?:[{SPACE}]?(?:%|€|points?|fois|voix|ans?|mois)(?!\w))?")
QUOTED = re.compile(r"«[^«»]*»")


def figures_in(text: str, href: str) -> tuple[tuple[str, str], ...]:
    """Return each figure that a text says, with the address it leads to; those inside a quotation are left alone."""
    if not href:
        return ()
    return tuple((found, href) for found in dict.fromkeys(FIGURE.findall(QUOTED.sub(" ", text))))


def paragraph(lines: tuple[str, ...], href: str, heading: str = "", names: Links = ()) -> Paragraph:
    """Return a paragraph whose figures lead to one address, and its ``names`` to theirs."""
    return Paragraph(lines, heading, tuple((*names, *figures_in(line, href)) for line in lines))
