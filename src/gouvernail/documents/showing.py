"""A document on screen: its slides or sections as cards, each block with the name of what draws it."""

from __future__ import annotations

from dataclasses import dataclass

from gouvernail.documents.kit.linking import Run, runs_of
from gouvernail.documents.kit.story import (
    Block,
    Callout,
    ChartBlock,
    DecisionSheet,
    Deck,
    Paragraph,
    Report,
    Slide,
    StatusCell,
    Table,
    Tiles,
)
from gouvernail.documents.kit.wording import outcome_boxes, quoted

NAMES: dict[type, str] = {
    Tiles: "tiles",
    Callout: "callout",
    ChartBlock: "chart",
}


@dataclass(frozen=True)
class ShownBlock:
    """A block, its name for the template, and what the template could not compute."""

    name: str
    block: Block
    boxes: tuple[tuple[str, bool], ...] = ()
    wording: str = ""
    rows: tuple[tuple[tuple[str, str | StatusCell], ...], ...] = ()
    lines: tuple[tuple[Run, ...], ...] = ()


@dataclass(frozen=True)
class Card:
    """A slide or a section: its number, its title, its blocks in one or two columns."""

    number: int
    title: str
    columns: tuple[tuple[ShownBlock, ...], ...]
    is_section: bool = False
    source: str = ""
    notes: str = ""
    codes: tuple[str, ...] = ()


def cards_of(document: Deck | Report) -> list[Card]:
    """Return what a page shows of a document: the slides after the opening, or the sections."""
    if isinstance(document, Report):
        return [
            Card(rank, one.heading, (tuple(map(_shown, one.blocks)),)) for rank, one in enumerate(document.sections, 1)
        ]
    return [
        Card(
            rank,
            slide.title,
            _columns(slide),
            slide.kind == "section",
            slide.source,
            slide.notes,
            slide.codes,
        )
        for rank, slide in enumerate(document.slides, 1)
        if slide.kind != "opening"
    ]


def _columns(slide: Slide) -> tuple[tuple[ShownBlock, ...], ...]:
    blocks = tuple(map(_shown, slide.blocks))
    return (blocks[: slide.split], blocks[slide.split :]) if slide.columns == 2 else (blocks,)


def _shown(block: Block) -> ShownBlock:
    if isinstance(block, DecisionSheet):
        return ShownBlock("decision", block, tuple(outcome_boxes(block.outcome)), quoted(block.wording))
    if isinstance(block, Table):
        rows = tuple(tuple(zip(block.headers, row, strict=False)) for row in block.rows)
        return ShownBlock("table", block, rows=rows)
    if isinstance(block, Paragraph):
        lines = tuple(tuple(runs_of(line, block.links_of(rank))) for rank, line in enumerate(block.lines))
        return ShownBlock("paragraph", block, lines=lines)
    return ShownBlock(NAMES[type(block)], block)
