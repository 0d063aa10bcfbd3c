"""Lays out a decision: the evidence on the left; on the right the exact wording, the options, the boxes to tick."""

from __future__ import annotations

from gouvernail.documents.kit.layout.fitting import Item, fit_stack, stack_height
from gouvernail.documents.kit.layout.shapes import Box, Composition, Line, Panel, Run, Shape, Span
from gouvernail.documents.kit.metrics import shorten
from gouvernail.documents.kit.story import DecisionSheet
from gouvernail.documents.kit.wording import OUTCOMES, TO_DATE, TO_NAME, outcome_boxes, quoted

_INSET = 0.28
_PAD = 0.2
_BOXES = 0.46
_FACTS = 0.54
_WIDE = 8.0


def span(block: DecisionSheet, width: float) -> Span:
    """Return how high the sheet may be: at least its wording, its boxes, its owner and date."""
    if width > _WIDE:
        return Span(3.6, 5.2, 5.2)
    inside = width - 2 * _INSET
    least = stack_height([*_heading(block), _wording(block, compact=True)], inside) + _bottom(block) + 2 * _PAD
    ideal = (
        stack_height(_context_items(block) + _right_items(block, compact=True), inside)
        + _bottom(block)
        + 2 * _PAD
        + 0.1
    )
    return Span(min(least, 4.6), max(ideal, least), max(ideal, least) + 0.5)


def compose(block: DecisionSheet, box: Box) -> Composition:
    """Return the sheet; the context of a narrow sheet goes to the notes when it finds no room."""
    if box.w <= _WIDE:
        context = _context_items(block)
        return _card(block, box, before=context, compact=True)
    if not block.context:
        return _card(block, box, before=[], compact=False)
    left_width = box.w * 0.4
    left = Box(box.x, box.y, left_width - 0.4, box.h)
    lines, lost = fit_stack(_context_items(block, 16.0), left.w, left.h)
    card = _card(block, Box(box.x + left_width, box.y, box.w - left_width, box.h), before=[], compact=False)
    return Composition((Panel(left, lines, name="Contexte"), *card.shapes), lost + card.lost)


def _card(block: DecisionSheet, box: Box, *, before: list[Item], compact: bool) -> Composition:
    low = _bottom(block)
    inside = Box(box.x + _INSET, box.y + _PAD, box.w - 2 * _INSET, box.h - 2 * _PAD - low)
    items = _right_items(block, compact=compact)
    lost: tuple[str, ...] = ()
    if before and stack_height(before + items, inside.w) <= inside.h:
        items = items[:1] + before + items[1:]
    else:
        lost = tuple(item.whole for item in before)
    lines, cut = fit_stack(items, inside.w, inside.h)
    text = Panel(inside, lines, anchor="top", name=f"Décision {block.number}".strip())
    frame = Panel(box, fill="soft", radius=0.08, name="Cadre")
    edge = Panel(Box(box.x, box.y, 0.07, box.h), fill="accent1", name="Liseré")
    bottom, more = _bottom_shapes(block, Box(inside.x, box.y + box.h - low - 0.1, inside.w, low))
    return Composition((frame, edge, text, *bottom), lost + cut + more)


def _heading(block: DecisionSheet) -> list[Item]:
    lead = f"Décision {block.number}".strip()
    title = f"· {block.title}" if block.title else ""
    return [Item(title, 13, bold=True, lead=lead, lead_color="accent1", lines=2)]


def _wording(block: DecisionSheet, *, compact: bool) -> Item:
    return Item(quoted(block.wording), 15 if compact else 21, bold=True, before=0.12)


def _right_items(block: DecisionSheet, *, compact: bool) -> list[Item]:
    size = 12.5 if compact else 15.5
    items = [*_heading(block), _wording(block, compact=compact)]
    if block.options:
        items.append(Item("Options étudiées", size, bold=True, color="muted", before=0.16))
        items += [Item(option, size, before=0.04, bullet=True) for option in block.options]
    if block.condition:
        items.append(Item(block.condition, size, lead="Condition :", before=0.14))
    return items


def _context_items(block: DecisionSheet, size: float = 13.0) -> list[Item]:
    if not block.context:
        return []
    items = [Item("Contexte", size, bold=True, before=0.1 if size < 14 else 0.0)]
    return items + [
        Item(line, size, before=0.12 if size > 14 else 0.05, bullet=len(block.context) > 1) for line in block.context
    ]


def _bottom(block: DecisionSheet) -> float:
    return _BOXES + _FACTS + (0.26 if block.votes else 0.0)


def _bottom_shapes(block: DecisionSheet, box: Box) -> tuple[list[Shape], tuple[str, ...]]:
    rule = Panel(Box(box.x, box.y, box.w, 0.0), stroke="muted", shape="rule", name="Filet")
    boxes, unusual = _boxes(block, box.w)
    row = Panel(Box(box.x, box.y + 0.04, box.w, _BOXES), boxes, anchor="middle", name="Suite donnée")
    items = [Item(block.votes, 12, lead="Vote :", lines=1)] if block.votes else []
    facts_box = Box(box.x, box.y + 0.04 + _BOXES, box.w, box.h - _BOXES - 0.04)
    items.append(Item(block.owner or TO_NAME, 12.5, lead="Porteur :", lines=1))
    items.append(Item(block.due or TO_DATE, 12.5, lead="Échéance :", lines=1))
    lines, lost = fit_stack(items, facts_box.w, facts_box.h)
    return [rule, row, Panel(facts_box, lines, anchor="middle", name="Porteur et échéance")], unusual + lost


def _boxes(block: DecisionSheet, width: float) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """The boxes on one line; an unusual outcome stands alone, shortened if it must be."""
    boxes = outcome_boxes(block.outcome)
    lost: tuple[str, ...] = ()
    size = 15.0 if width > 5.6 else 12.5
    if len(boxes) > len(OUTCOMES):
        shown, _, cut = shorten(boxes[-1][0], width - 0.4, size, lines=1, bold=True)
        lost = (boxes[-1][0],) if cut else ()
        boxes = [(shown, True)]
    runs = []
    for name, ticked in boxes:
        runs.append(Run("☑ " if ticked else "☐ ", size=size + 3, color="accent1" if ticked else "ink"))
        runs.append(Run(name + ("" if name == boxes[-1][0] else "      "), bold=ticked))
    return (Line(tuple(runs), size),), lost
