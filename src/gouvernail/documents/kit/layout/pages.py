"""Turns the slides of a deck into pages: blocks dealt into columns, what does not fit continued on a next page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from gouvernail.documents.kit.layout import blocks, charts, grid
from gouvernail.documents.kit.layout.fitting import fit_title
from gouvernail.documents.kit.layout.shapes import Box, Page, Shape, Span
from gouvernail.documents.kit.metrics import shorten
from gouvernail.documents.kit.story import Block, ChartBlock, Deck, Paragraph, Slide
from gouvernail.documents.kit.wording import UNTITLED, sourced


def lay_out(deck: Deck, places: grid.Places = grid.HOUSE) -> tuple[Page, ...]:
    """Return the pages of ``deck``: the opening, then each slide on as many pages as it needs in ``places``.

    A first slide of kind ``opening`` gives its notes (and its title, if it has one) to the opening page.
    """
    first = deck.slides[0] if deck.slides and deck.slides[0].kind == "opening" else None
    pages = [_opening(deck, first, places)]
    for slide in deck.slides[1 if first else 0 :]:
        pages += _section(slide, places) if _is_section(slide) else _content(slide, places)
    return tuple(replace(page, number=index) for index, page in enumerate(pages, 1))


def _opening(deck: Deck, slide: Slide | None, places: grid.Places) -> Page:
    whole = (slide.title if slide else "").strip() or deck.title.strip() or UNTITLED
    title, size, cut = fit_title(whole, places.cover_width, places.cover_sizes)
    notes = slide.notes if slide else ""
    detail = " · ".join(part for part in (deck.organisation, deck.held_on_text) if part)
    lost = (whole,) if cut else ()
    return Page(1, "opening", title, size, (), deck.subtitle, detail, slide.source if slide else "", notes, lost)


def _is_section(slide: Slide) -> bool:
    """A section that shows more than words is drawn as any slide, so that nothing is lost."""
    return slide.kind == "section" and all(isinstance(block, Paragraph) for block in slide.blocks)


def _section(slide: Slide, places: grid.Places) -> list[Page]:
    title, size, cut = fit_title(slide.title.strip() or UNTITLED, places.cover_width, places.section_sizes)
    texts = [line for block in slide.blocks if isinstance(block, Paragraph) for line in (block.heading, *block.lines)]
    subtitle = "\n".join(text for text in texts if text)
    shown, _, cut_too = shorten(subtitle, places.cover_width, 20, lines=5)
    lost = ((slide.title,) if cut else ()) + ((subtitle,) if cut_too else ())
    return [Page(0, "section", title, size, (), shown, "", slide.source, slide.notes, lost)]


def _content(slide: Slide, places: grid.Places) -> list[Page]:
    boxes = places.columns(slide.columns)
    dealt = [slide.blocks[: slide.split], slide.blocks[slide.split :]] if len(boxes) == 2 else [slide.blocks]
    runs = [_paginate(column, box) for column, box in zip(dealt, boxes, strict=True)]
    count = max(1, *(len(run) for run in runs))
    pages = []
    for index in range(count):
        shapes: list[Shape] = []
        lost: list[str] = []
        counts: list[int] = []
        for run, box in zip(runs, boxes, strict=True):
            before = len(shapes)
            for block, place in _place(run[index] if index < len(run) else (), box):
                composition = blocks.compose(block, place)
                shapes += composition.shapes
                lost += composition.lost
            counts.append(len(shapes) - before)
        page = _page(slide, index, count, tuple(shapes), lost, places)
        pages.append(replace(page, dealt=tuple(counts)))
    return pages


def _page(
    slide: Slide, index: int, count: int, shapes: tuple[Shape, ...], lost: list[str], places: grid.Places
) -> Page:
    following = f" (suite\u00a0{index + 1}/{count})" if index else ""
    title, size, cut = fit_title(
        slide.title.strip() or UNTITLED, places.title.w - (1.4 if following else 0.0), places.title_sizes
    )
    source, _, source_cut = shorten(sourced(slide.source), places.source.w, 10, lines=1)
    lost = ([slide.title] if cut else []) + lost + ([slide.source] if slide.source and source_cut else [])
    return Page(
        0,
        "content",
        title + following,
        size,
        shapes,
        source=source if slide.source else "",
        notes=slide.notes if index == 0 else "",
        lost=tuple(dict.fromkeys(lost)),
        sources=_sources(slide) if index == 0 else (),
    )


def _sources(slide: Slide) -> tuple[str, ...]:
    """Return where the figures of a slide come from and of what day they are, each once."""
    drawn = [block.chart for block in slide.blocks if isinstance(block, ChartBlock)]
    found = [slide.source, *(charts.foot_of(one).removeprefix("Source\u00a0: ") for one in drawn)]
    return tuple(dict.fromkeys(text for text in found if text))


def _paginate(column: Iterable[Block], box: Box) -> list[list[Block]]:
    """Return the blocks of one column, page by page; a block that nothing can cut stands alone on its page."""
    pages: list[list[Block]] = [[]]
    left = box.h
    queue = list(column)
    while queue:
        block = queue.pop(0)
        gap = grid.GAP if pages[-1] else 0.0
        fits = blocks.span(block, box.w).least <= left - gap + 0.001
        if fits and not blocks.must_split(block):
            pages[-1].append(block)
            left -= blocks.span(block, box.w).least + gap
            continue
        parts = blocks.split(block, box.w, left - gap)
        if parts is None and pages[-1]:
            pages.append([])
            left = box.h
            queue.insert(0, block)
            continue
        head, *rest = parts or (block,)
        pages[-1].append(head)
        left = 0.0
        if rest:
            queue.insert(0, rest[0])
        if queue:
            pages.append([])
            left = box.h
    return pages


def _place(column: Sequence[Block], box: Box) -> list[tuple[Block, Box]]:
    """Return each block with its box: the room left is shared first up to what suits, then up to the most useful."""
    spans = [blocks.span(block, box.w) for block in column]
    heights = _share(spans, box.h - grid.GAP * max(len(column) - 1, 0))
    placed, y = [], box.y
    for block, height in zip(column, heights, strict=True):
        placed.append((block, Box(box.x, y, box.w, height)))
        y += height + grid.GAP
    return placed


def _share(spans: Sequence[Span], room: float) -> list[float]:
    heights = [min(span.least, room) for span in spans]
    for targets in ([span.ideal for span in spans], [span.most for span in spans]):
        for _ in spans:
            wanting = [index for index, target in enumerate(targets) if target - heights[index] > 0.001]
            spare = room - sum(heights)
            if not wanting or spare <= 0.001:
                break
            part = spare / len(wanting)
            for index in wanting:
                heights[index] += min(part, targets[index] - heights[index])
    return heights
