"""Draws a deck on a collectivité's own template: each text, table and chart in the placeholder made for it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn

from gouvernail.documents.kit.layout.pages import lay_out
from gouvernail.documents.kit.layout.shapes import Line, Page, Panel, Run, Shape
from gouvernail.documents.kit.own_places import OwnPlaces, fitting_size, places_of, written_size
from gouvernail.documents.kit.own_template import box_of, open_template, scale_of
from gouvernail.documents.kit.pptx_deck import add_foot, set_properties, write_notes
from gouvernail.documents.kit.pptx_shapes import draw, draw_panel, place
from gouvernail.documents.kit.pptx_text import say_french, write_lines
from gouvernail.documents.kit.pptx_units import points, scaled
from gouvernail.documents.kit.story import Deck
from gouvernail.documents.kit.style import STRETCHES, WIDE, Font, OwnTemplate, Style, dressed, worn
from gouvernail.documents.kit.wording import footer_of

_FRAMED = frozenset({PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.CHART, PP_PLACEHOLDER.TABLE})
_WRITTEN = frozenset({PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.BODY})
_THEME_COLOURS = tuple(f"accent{rank}" for rank in range(1, 7))


def draw_on_template(deck: Deck, template: OwnTemplate) -> bytes:
    """Return ``deck`` as a PPTX on ``template``, whose theme gives the colours and the fonts.

    Raises ``UnusableTemplateError`` when the file is not what it was.
    """
    presentation = open_template(template.data)
    _empty(presentation)
    with dressed(_style_of(presentation)), scaled(scale_of(presentation)):
        own = places_of(presentation, template)
        for page in _of_one_size(lay_out(deck, own.places)):
            _draw_page(presentation, page, deck, template, own)
        set_properties(presentation.core_properties, deck)
    buffer = io.BytesIO()
    presentation.save(buffer)
    return buffer.getvalue()


def _of_one_size(pages: tuple[Page, ...]) -> Iterator[Page]:
    """Give the titles of all slides of content the size of the longest: a deck does not change its voice."""
    size = min((page.title_size for page in pages if page.kind == "content"), default=0.0)
    for page in pages:
        yield replace(page, title_size=size) if page.kind == "content" else page


def _empty(presentation: Any) -> None:
    """Take out the example slides, and the sections and custom shows that name them."""
    slides = presentation.slides._sldIdLst
    for one in list(slides):
        presentation.part.drop_rel(one.rId)
        slides.remove(one)
    root = presentation.part._element
    for tag in ("p:extLst", "p:custShowLst"):
        for old in root.findall(qn(tag)):
            root.remove(old)


def _style_of(presentation: Any) -> Style:
    """The style as the layout needs it: the width of the theme's font and the colours under the labels of charts."""
    part = presentation.slide_master.part
    blob = next((rel.target_part.blob for rel in part.rels.values() if rel.reltype.endswith("/theme")), None)
    if blob is None:
        return worn()
    theme: Any = parse_xml(blob)
    names = [one.get("typeface") or "" for tag in ("majorFont", "minorFont") for one in _latin(theme, tag)]
    stretch = max((STRETCHES.get(name, WIDE) for name in names), default=WIDE)
    colours = tuple(_colour(theme, name) for name in _THEME_COLOURS)
    return replace(worn(), accents=colours, font=Font(names[-1] if names else "", stretch), logo=None)


def _latin(theme: Any, tag: str) -> Iterator[Any]:
    for font in theme.iter(qn(f"a:{tag}")):
        yield from font.findall(qn("a:latin"))


def _colour(theme: Any, name: str) -> str:
    for slot in theme.iter(qn(f"a:{name}")):
        for colour in slot:
            return str(colour.get("lastClr") or colour.get("val") or "000000")
    return "000000"


def _draw_page(presentation: Any, page: Page, deck: Deck, template: OwnTemplate, own: OwnPlaces) -> None:
    rank = {"opening": template.opening, "section": template.section}.get(page.kind, template.body)
    paired = page.kind == "content" and len(page.dealt) == 2 and template.pair is not None
    layout = presentation.slide_layouts[template.pair if paired else rank]
    slide = presentation.slides.add_slide(layout)
    _write_title(slide, page, own.title_size(layout))
    if page.kind == "content":
        for shapes, target in zip_longest(_columns(page), _contents_of(slide)[: len(page.dealt)], fillvalue=None):
            _fill_column(slide, shapes or (), target)
    else:
        _fill_cover(slide, page, own.scale)
    if page.source and page.kind == "content":
        line = Line((Run(page.source, color="muted"),), 10)
        draw_panel(slide.shapes, Panel(own.places.source, (line,), anchor="bottom", name="Source"))
    if page.kind != "opening" or deck.is_demo:
        add_foot(slide, footer_of(deck), deck.held_on_text if page.kind != "opening" else "")
        for one in slide.placeholders:
            if one.placeholder_format.type == PP_PLACEHOLDER.FOOTER:
                _shrink(one, footer_of(deck), own.scale)
    _drop_empty(slide)
    write_notes(slide, page)
    say_french(slide._element)


def _write_title(slide: Any, page: Page, usual: float) -> None:
    slide.shapes.title.text = page.title
    if page.title_size < usual - 0.05:
        for paragraph in slide.shapes.title.text_frame.paragraphs:
            for run in paragraph.runs:
                run.font.size = points(page.title_size)


def _columns(page: Page) -> Iterator[tuple[Shape, ...]]:
    start = 0
    for count in page.dealt:
        yield page.shapes[start : start + count]
        start += count


def _fill_column(slide: Any, shapes: tuple[Shape, ...], target: Any) -> None:
    """Draw a column; its first table or chart takes the placeholder that the layout has for it, or else its text."""
    kind = target.placeholder_format.type if target is not None else None
    written = bool(shapes) and kind in _WRITTEN and all(_is_plain(shape) for shape in shapes)
    for index, shape in enumerate(shapes):
        if written and index == 0 and isinstance(shape, Panel):
            target.left, target.top, target.width, target.height = place(shape.box)
            write_lines(target.text_frame, shape.lines, anchor=shape.anchor, inset=shape.inset, alone=True)
            continue
        before = set(slide.shapes._spTree)
        draw(slide, shape)
        if kind in _FRAMED and _take(slide, target, before):
            kind = None


def _contents_of(slide: Any) -> list[Any]:
    """The placeholders of content of a slide, from left to right."""
    found = [one for one in slide.placeholders if one.placeholder_format.type in _FRAMED | _WRITTEN]
    found.sort(key=lambda one: (round((one.top or 0) / 100000), one.left or 0))
    return found


def _is_plain(shape: Shape) -> bool:
    return isinstance(shape, Panel) and bool(shape.lines) and not (shape.fill or shape.stroke) and shape.shape == "rect"


def _take(slide: Any, target: Any, before: set[Any]) -> bool:
    """Give the frame just drawn the placeholder of the layout, in whose stead it stands; say whether there was one."""
    frame = next(
        (one for one in slide.shapes._spTree if one not in before and one.tag == qn("p:graphicFrame")),
        None,
    )
    if frame is None:
        return False
    own = target._element.find(qn("p:nvSpPr")).find(qn("p:nvPr")).find(qn("p:ph"))
    properties = frame.find(qn("p:nvGraphicFramePr")).find(qn("p:nvPr"))
    properties.insert(0, own)
    target._element.getparent().remove(target._element)
    return True


def _fill_cover(slide: Any, page: Page, scale: float) -> None:
    """Write the subtitle and the detail under the title of a cover, in one place or in two."""
    kinds = (PP_PLACEHOLDER.SUBTITLE, PP_PLACEHOLDER.BODY)
    found = [one for one in slide.placeholders if one.placeholder_format.type in kinds]
    found.sort(key=lambda one: (kinds.index(one.placeholder_format.type), one.top or 0))
    texts = [text for text in (page.subtitle, page.detail) if text]
    if len(found) < len(texts):
        texts = ["\n".join(texts)]
    for one, text in zip(found, texts, strict=False):
        one.text_frame.text = text
        _shrink(one, text, scale)


def _shrink(shape: Any, text: str, scale: float) -> None:
    """Make the type of a filled placeholder small enough for its box, when its usual size is not."""
    box = box_of(shape, scale)
    usual = written_size(shape, scale)
    size = fitting_size(text, box, usual)
    if size < usual:
        for paragraph in shape.text_frame.paragraphs:
            for run in paragraph.runs:
                run.font.size = points(size)


def _drop_empty(slide: Any) -> None:
    """Take out what the deck has nothing to put in: an empty placeholder asks to be clicked on."""
    kept = (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.SLIDE_NUMBER)
    for one in list(slide.placeholders):
        if one.placeholder_format.type in kept or not hasattr(one, "text_frame"):
            continue
        if one._element.tag == qn("p:sp") and not one.text_frame.text.strip():
            one._element.getparent().remove(one._element)
