"""The places of a slide that never move, in inches: one grid for every slide of every deck."""

from __future__ import annotations

from dataclasses import dataclass, replace

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

LOGO = Box(MARGIN, 6.98, 1.3, 0.36)
COVER_LOGO = Box(0.9, 0.5, 3.4, 0.75)

COVER_TITLE = Box(0.9, 1.4, 11.2, 2.3)
COVER_TEXT = Box(0.9, 3.9, 11.2, 0.82)
COVER_DETAIL = Box(0.9, 4.78, 11.2, 0.4)

GAP = 0.2
COLUMN_GAP = 0.45


TITLE_SIZES = ((26.0, 1), (24.0, 1), (21.0, 2), (19.0, 2))
COVER_SIZES = ((48.0, 2), (40.0, 2), (32.0, 3), (26.0, 4))


@dataclass(frozen=True)
class Places:
    """Where a deck writes: title, body (one box or two), source line, cover; sizes as (points, most lines)."""

    title: Box = TITLE
    title_sizes: tuple[tuple[float, int], ...] = TITLE_SIZES
    body: Box = BODY
    pair: tuple[Box, Box] | None = None
    source: Box = SOURCE
    cover_width: float = 11.0
    cover_sizes: tuple[tuple[float, int], ...] = COVER_SIZES
    section_sizes: tuple[tuple[float, int], ...] = COVER_SIZES

    def columns(self, count: int) -> tuple[Box, ...]:
        """Return the boxes of ``count`` (1 or 2) columns of the body."""
        if count != 2:
            return (self.body,)
        if self.pair:
            return self.pair
        body = self.body
        width = (body.w - COLUMN_GAP) / 2
        return (Box(body.x, body.y, width, body.h), Box(body.x + width + COLUMN_GAP, body.y, width, body.h))


HOUSE = Places()


def footer(*, beside_logo: bool) -> Box:
    """Return the place of the footer, after the logo when there is one."""
    if not beside_logo:
        return FOOTER
    shift = LOGO.w + 0.15
    return replace(FOOTER, x=FOOTER.x + shift, w=FOOTER.w - shift)
