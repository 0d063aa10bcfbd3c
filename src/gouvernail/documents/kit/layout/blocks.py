"""One door to the layout of every kind of block: how high, how to cut, how to draw."""

from __future__ import annotations

from gouvernail.documents.kit.layout import charts, decisions, prose, tables, tiles
from gouvernail.documents.kit.layout.shapes import Box, Composition, Span
from gouvernail.documents.kit.story import Block, Callout, ChartBlock, DecisionSheet, Paragraph, Table, Tiles


def span(block: Block, width: float) -> Span:
    """Return how high ``block`` may be in ``width`` inches."""
    match block:
        case Tiles():
            return tiles.span(block, width)
        case Callout():
            return prose.callout_span(block, width)
        case Paragraph():
            return prose.paragraph_span(block, width)
        case Table():
            return tables.span(block, width)
        case ChartBlock():
            return charts.span(block, width)
        case DecisionSheet():
            return decisions.span(block, width)


def split(block: Block, width: float, room: float) -> tuple[Block, Block] | None:
    """Return ``block`` cut in two, the first part holding in ``room`` inches, or ``None`` when it is not to be cut."""
    match block:
        case Paragraph():
            return prose.split_paragraph(block, width, room)
        case Table():
            return tables.split(block, width, room)
        case ChartBlock():
            return charts.split(block, width, room)
        case _:
            return None


def compose(block: Block, box: Box) -> Composition:
    """Return the shapes of ``block`` in ``box``."""
    match block:
        case Tiles():
            return tiles.compose(block, box)
        case Callout():
            return prose.compose_callout(block, box)
        case Paragraph():
            return prose.compose_paragraph(block, box)
        case Table():
            return tables.compose(block, box)
        case ChartBlock():
            return charts.compose(block, box)
        case DecisionSheet():
            return decisions.compose(block, box)


def must_split(block: Block) -> bool:
    """Say whether ``block`` is to be cut even where it would fit (a table nobody would read)."""
    return isinstance(block, Table) and tables.is_too_long(block)
