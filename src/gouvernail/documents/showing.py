"""A document on screen: its slides or sections as cards, each block with the name of what draws it."""

from __future__ import annotations

from dataclasses import dataclass

from gouvernail.documents.kit.story import (
    Block,
    Callout,
    ChartBlock,
    DecisionSheet,
    Deck,
    Paragraph,
    Report,
    Table,
    Tiles,
)
from gouvernail.documents.kit.wording import outcome_boxes, quoted

NAMES: dict[type, str] = {
    Tiles: "tiles",
    Callout: "callout",
    Table: "table",
    ChartBlock: "chart",
    Paragraph: "paragraph",
    DecisionSheet: "decision",
}


@dataclass(frozen=True)
class ShownBlock:
    """A block, its name for the template, and what the template could not compute."""

    name: str
    block: Block
    boxes: tuple[tuple[str, bool], ...] = ()
    wording: str = ""


@dataclass(frozen=True)
class Card:
    """A slide or a section: its number, its title, its blocks, whether they stand side by side."""

    number: int
    title: str
    blocks: tuple[ShownBlock, ...]
    wide: bool
    is_section: bool
    source: str = ""
    notes: str = ""


def cards_of(document: Deck | Report) -> list[Card]:
    """Return what a page shows of a document: the slides after the opening, or the sections."""
    if isinstance(document, Report):
        return [
            Card(rank, one.heading, tuple(map(_shown, one.blocks)), True, False)
            for rank, one in enumerate(document.sections, 1)
        ]
    return [
        Card(
            rank,
            slide.title,
            tuple(map(_shown, slide.blocks)),
            slide.columns == 1,
            slide.kind == "section",
            slide.source,
            slide.notes,
        )
        for rank, slide in enumerate(document.slides, 1)
        if slide.kind != "opening"
    ]


def _shown(block: Block) -> ShownBlock:
    if isinstance(block, DecisionSheet):
        return ShownBlock("decision", block, tuple(outcome_boxes(block.outcome)), quoted(block.wording))
    return ShownBlock(NAMES[type(block)], block)
