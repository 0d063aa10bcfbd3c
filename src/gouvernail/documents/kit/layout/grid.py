"""The places of a slide that never move, in inches: one grid for every slide of every deck."""

from __future__ import annotations

from gouvernail.documents.kit.layout.shapes import Box

WIDTH, HEIGHT = 13.333, 7.5
MARGIN = 0.55
INNER = WIDTH - 2 * MARGIN

TITLE = Box(MARGIN, 0.3, INNER, 0.82)
RULE_TOP = 1.17
BODY = Box(MARGIN, 1.42, INNER, 5.2)
SOURCE = Box(MARGIN, 6.68, INNER, 0.26)
FOOTER = Box(MARGIN, 7.02, 8.2, 0.28)
DATE = Box(9.0, 7.02, 2.9, 0.28)
NUMBER = Box(12.08, 7.02, 0.7, 0.28)

COVER_TITLE = Box(0.9, 1.4, 11.2, 2.3)
COVER_TEXT = Box(0.9, 3.9, 11.2, 0.82)
COVER_DETAIL = Box(0.9, 4.78, 11.2, 0.4)

GAP = 0.2
COLUMN_GAP = 0.45


def columns(count: int) -> tuple[Box, ...]:
    """Return the boxes of ``count`` (1 or 2) columns of the body."""
    if count != 2:
        return (BODY,)
    width = (BODY.w - COLUMN_GAP) / 2
    return (Box(BODY.x, BODY.y, width, BODY.h), Box(BODY.x + width + COLUMN_GAP, BODY.y, width, BODY.h))
