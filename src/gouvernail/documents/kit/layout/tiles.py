"""Lays out tiles: cards of equal width, an edge in the colour of the tone, the figure first."""

from __future__ import annotations

from gouvernail.documents.kit.layout.fitting import Item, fit_stack
from gouvernail.documents.kit.layout.grid import GAP
from gouvernail.documents.kit.layout.shapes import Box, Composition, Group, Panel, Span
from gouvernail.documents.kit.metrics import text_width
from gouvernail.documents.kit.palette import tone_of
from gouvernail.documents.kit.story import Tile, Tiles
from gouvernail.documents.kit.wording import ABSENT

_EDGE = 0.06
_INSET = 0.18
_VALUE_SIZES = (32.0, 28.0, 24.0, 20.0, 16.0, 14.0)


def span(block: Tiles, width: float) -> Span:
    """Return how high the rows of cards may be in ``width``."""
    rows = -(-len(block.tiles) // _by_row(block, width)) if block.tiles else 0
    gaps = GAP * max(rows - 1, 0)
    return Span(1.3 * rows + gaps, 1.55 * rows + gaps, 1.75 * rows + gaps)


def compose(block: Tiles, box: Box) -> Composition:
    """Return one group by tile, read as « value label. detail »."""
    if not block.tiles:
        return Composition(())
    by_row = _by_row(block, box.w)
    rows = -(-len(block.tiles) // by_row)
    width = (box.w - GAP * (by_row - 1)) / by_row
    height = (box.h - GAP * (rows - 1)) / rows
    groups: list[Group] = []
    lost: list[str] = []
    for index, tile in enumerate(block.tiles):
        row, column = divmod(index, by_row)
        card = Box(box.x + column * (width + GAP), box.y + row * (height + GAP), width, height)
        group, cut = _card(tile, card)
        groups.append(group)
        lost += cut
    return Composition(tuple(groups), tuple(lost))


def _by_row(block: Tiles, width: float) -> int:
    most = 6 if width > 8 else 3
    rows = -(-len(block.tiles) // most) or 1
    return max(-(-len(block.tiles) // rows), 1)


def _card(tile: Tile, box: Box) -> tuple[Group, tuple[str, ...]]:
    tone = tone_of(tile.tone)
    width = box.w - _EDGE - 2 * _INSET
    value = tile.value or ABSENT
    size = next((s for s in _VALUE_SIZES if text_width(value, s, bold=True) <= width), _VALUE_SIZES[-1])
    items = [
        Item(value, size, bold=True, color="ink" if tile.value else "muted", lines=2),
        Item(tile.label, 13, bold=True, lines=2),
    ]
    if tile.detail:
        items.append(Item(tile.detail, 12, color=tone.text if tile.tone != "neutral" else "muted", lines=2))
    lines, lost = fit_stack(items, width, box.h - 0.12)
    inside = Box(box.x + _EDGE, box.y, box.w - _EDGE, box.h)
    panels = (
        Panel(box, fill="white", stroke="line", radius=0.07, name="Cadre"),
        Panel(Box(box.x, box.y, _EDGE, box.h), fill=_edge(tile.tone, tone.strong), name="Liseré"),
        Panel(Box(inside.x + _INSET, inside.y, width, inside.h), lines, anchor="middle", name=f"Tuile : {tile.label}"),
    )
    alt = f"{value} {tile.label}. {tile.detail}".strip()
    return Group(f"Tuile {tile.label}".strip(), alt, panels), lost


def _edge(name: str, strong: str) -> str:
    return "accent1" if name == "neutral" else strong
