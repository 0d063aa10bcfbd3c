"""Lays out callouts (a framed sentence with its state) and paragraphs (text or a bullet list)."""

from __future__ import annotations

from dataclasses import replace

from gouvernail.documents.kit.layout.fitting import Item, fit_stack, stack_height
from gouvernail.documents.kit.layout.shapes import Box, Composition, Panel, Span
from gouvernail.documents.kit.palette import tone_of
from gouvernail.documents.kit.story import Callout, Paragraph

_INSET = 0.24
_PAD = 0.13


def callout_span(block: Callout, width: float) -> Span:
    """Return how high the frame of a callout may be in ``width``."""
    text = stack_height(_callout_items(block), width - 2 * _INSET)
    return Span(text + 2 * _PAD, text + 0.36, text + 0.5)


def compose_callout(block: Callout, box: Box) -> Composition:
    """Return one framed panel: symbol and kind in the colour of the tone, title, then the text."""
    tone = tone_of(block.tone)
    inside = box.inner(_INSET, _PAD * 0.6)
    lines, lost = fit_stack(_callout_items(block), inside.w, inside.h)
    frame = Panel(box, fill="soft", radius=0.08, name="Cadre")
    edge = Panel(Box(box.x, box.y, 0.05, box.h), fill=tone.strong, name="Liseré")
    text = Panel(inside, lines, anchor="middle", name=f"Encadré : {block.title}")
    return Composition((frame, edge, text), lost)


def _callout_items(block: Callout) -> list[Item]:
    tone = tone_of(block.tone)
    lead = _lead(block)
    items = [Item(block.title, 15, bold=True, lead=lead, lead_color=tone.text, lines=2)]
    if block.text:
        items.append(Item(block.text, 13.5, color="muted", before=0.03, lines=5))
    return items


def _lead(block: Callout) -> str:
    """The symbol and the kind word; a neutral callout says no state, so it has no symbol."""
    if not block.kind:
        return ""
    return f"{block.kind}\u2002" if block.tone == "neutral" else f"{tone_of(block.tone).symbol} {block.kind}\u2002"


def paragraph_span(block: Paragraph, width: float) -> Span:
    """Return the height of a paragraph in ``width``: its type may shrink a little, it does not stretch."""
    items = _paragraph_items(block, width)
    height = stack_height(items, width)
    return Span(stack_height(items, width, 0.86), height + 0.02, height + 0.02)


def split_paragraph(block: Paragraph, width: float, room: float) -> tuple[Paragraph, Paragraph] | None:
    """Cut a list after the lines that fit in ``room``; ``None`` when not one of several lines fits."""
    for kept in range(len(block.lines) - 1, 0, -1):
        head = replace(block, lines=block.lines[:kept])
        if paragraph_span(head, width).least <= room:
            return head, replace(block, lines=block.lines[kept:])
    return None


def compose_paragraph(block: Paragraph, box: Box) -> Composition:
    """Return one panel: the heading, then the text or the list."""
    lines, lost = fit_stack(_paragraph_items(block, box.w), box.w, box.h)
    return Composition((Panel(box, lines, name=block.heading or "Texte"),), lost)


def _paragraph_items(block: Paragraph, width: float) -> list[Item]:
    size = 18.0 if width > 8 else 16.5
    items = [Item(block.heading, 16.5, bold=True, lines=2)] if block.heading else []
    many = len(block.lines) > 1
    for index, line in enumerate(block.lines):
        before = 0.12 if index or block.heading else 0.0
        items.append(Item(line, size, before=before, bullet=many))
    return items
