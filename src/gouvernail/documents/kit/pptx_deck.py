"""Draws a deck as PPTX: one slide a page of the layout, with title, shapes, footer, number and speaker notes."""

from __future__ import annotations

import io
from copy import deepcopy
from datetime import datetime, time
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER

from gouvernail.documents.kit.layout import grid
from gouvernail.documents.kit.layout.pages import lay_out
from gouvernail.documents.kit.layout.shapes import Line, Page, Panel, Run
from gouvernail.documents.kit.pptx_shapes import draw, draw_panel
from gouvernail.documents.kit.pptx_template import CONTENT, OPENING, SECTION, new_presentation
from gouvernail.documents.kit.pptx_text import say_french
from gouvernail.documents.kit.pptx_units import points
from gouvernail.documents.kit.story import Deck
from gouvernail.documents.kit.wording import footer_of, notes_of

_LAYOUTS = {"opening": OPENING, "section": SECTION, "content": CONTENT}


def draw_deck(deck: Deck) -> bytes:
    """Return ``deck`` as the bytes of a PPTX file."""
    presentation = new_presentation()
    for page in lay_out(deck):
        _draw_page(presentation, page, deck)
    set_properties(presentation.core_properties, deck)
    buffer = io.BytesIO()
    presentation.save(buffer)
    return buffer.getvalue()


def _draw_page(presentation: Any, page: Page, deck: Deck) -> None:
    slide = presentation.slides.add_slide(presentation.slide_layouts[_LAYOUTS[page.kind]])
    slide.shapes.title.text = page.title
    for run in (run for paragraph in slide.shapes.title.text_frame.paragraphs for run in paragraph.runs):
        run.font.size = points(page.title_size)
    if page.kind != "content":
        _fill_cover(slide, page)
    for shape in page.shapes:
        draw(slide, shape)
    if page.source:
        _write_source(slide, page)
    if page.kind != "opening":
        add_foot(slide, footer_of(deck), deck.held_on_text)
    elif deck.is_demo:
        add_foot(slide, footer_of(deck), "", numbered=False)
    write_notes(slide, page)
    say_french(slide._element)


def write_notes(slide: Any, page: Page) -> None:
    """Write the speaker notes of ``page``, if it has any."""
    notes = notes_of(page)
    if notes:
        slide.notes_slide.notes_text_frame.text = notes
        say_french(slide.notes_slide._element)


def _fill_cover(slide: Any, page: Page) -> None:
    for index, text in ((13, page.subtitle), (14, page.detail)):
        placeholder = next(shape for shape in slide.placeholders if shape.placeholder_format.idx == index)
        if text:
            placeholder.text_frame.text = text
        else:
            placeholder._element.getparent().remove(placeholder._element)


def _write_source(slide: Any, page: Page) -> None:
    colour = "muted" if page.kind == "content" else "white"
    line = Line((Run(page.source, color=colour),), 10)
    draw_panel(slide.shapes, Panel(grid.SOURCE, (line,), anchor="bottom", name="Source"))


_FOOT_TYPES = (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.SLIDE_NUMBER)


def add_foot(slide: Any, footer: str, date_text: str, *, numbered: bool = True) -> None:
    """Copy the footer placeholders of the layout: python-pptx leaves them out; each needs an id of its own."""
    texts = {PP_PLACEHOLDER.FOOTER: footer, PP_PLACEHOLDER.DATE: date_text}
    for placeholder in slide.slide_layout.placeholders:
        kind = placeholder.placeholder_format.type
        text = texts.get(kind, "")
        if kind not in _FOOT_TYPES or (kind in texts and not text) or (kind not in texts and not numbered):
            continue
        element = deepcopy(placeholder._element)
        element.nvSpPr.cNvPr.set("id", str(_next_id(slide)))
        slide.shapes._spTree.append(element)
        if text:
            slide.shapes[-1].text_frame.text = text


def _next_id(slide: Any) -> int:
    return max(int(value) for value in slide._element.xpath("//p:cNvPr/@id")) + 1


def set_properties(properties: Any, deck: Deck) -> None:
    """Say what the file is, of whom, of what day: that of the meeting, not of the clock."""
    on = datetime.combine(deck.held_on, time(12))
    properties.title = deck.title
    properties.subject = deck.subtitle
    properties.author = properties.last_modified_by = deck.organisation
    properties.language = "fr-FR"
    properties.created = properties.modified = on
    properties.keywords = "Démonstration" if deck.is_demo else ""
    properties.comments = ""
