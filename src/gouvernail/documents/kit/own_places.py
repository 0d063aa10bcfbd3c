"""Where a deck writes on a collectivité's own template: the boxes and the type sizes of its placeholders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gouvernail.documents.kit.layout import grid
from gouvernail.documents.kit.layout.shapes import Box
from gouvernail.documents.kit.metrics import line_height, wrap
from gouvernail.documents.kit.own_template import box_of, facts_of, scale_of
from gouvernail.documents.kit.style import OwnTemplate

_SOURCE = 0.28
_INSET = 0.1
_SHRINKS = (1.0, 0.92, 0.84, 0.76, 0.68, 0.6, 0.52, 0.46, 0.4)
_USUAL, _USUAL_TEXT = 28.0, 18.0
_SMALLEST, _SMALLEST_TEXT = 18.0, 9.0


@dataclass(frozen=True)
class OwnPlaces:
    """The places of a template, and how to know the size of the title of one of its layouts."""

    places: grid.Places
    scale: float

    def title_size(self, layout: Any) -> float:
        """Return the size of the title of ``layout``, in points of a slide 13.333 inches wide."""
        return title_size(layout, self.scale)


def places_of(presentation: Any, template: OwnTemplate) -> OwnPlaces:
    """Return where ``template`` writes."""
    scale = scale_of(presentation)
    facts, layouts = facts_of(presentation), presentation.slide_layouts
    title = facts[template.body].title or grid.TITLE
    box = facts[template.body].contents[0]
    body = Box(box.x, box.y, box.w, box.h - _SOURCE)
    pair = None
    if template.pair is not None:
        left, right = facts[template.pair].contents[:2]
        pair = (Box(left.x, left.y, left.w, left.h - _SOURCE), Box(right.x, right.y, right.w, right.h - _SOURCE))
    cover, section = layouts[template.opening], layouts[template.section]
    return OwnPlaces(
        grid.Places(
            title=Box(title.x, title.y, title.w - 2 * _INSET, title.h),
            title_sizes=_sizes(title, title_size(layouts[template.body], scale)),
            body=body,
            pair=pair,
            source=Box(box.x, box.y + box.h - _SOURCE + 0.02, box.w, _SOURCE - 0.02),
            cover_width=min(_title_box(cover, scale).w, _title_box(section, scale).w) - 2 * _INSET,
            cover_sizes=_sizes(_title_box(cover, scale), title_size(cover, scale)),
            section_sizes=_sizes(_title_box(section, scale), title_size(section, scale)),
        ),
        scale,
    )


def _title_of(layout: Any) -> Any:
    return next(one for one in layout.placeholders if "TITLE" in str(one.placeholder_format.type).split(" ")[0])


def _title_box(layout: Any, scale: float) -> Box:
    return box_of(_title_of(layout), scale)


def _sizes(box: Box, usual: float) -> tuple[tuple[float, int], ...]:
    """Return the sizes that a title may take in ``box``, largest first, each with the lines that hold."""
    room = box.h - _INSET
    sizes = [max(usual * share, _SMALLEST) for share in _SHRINKS]
    return tuple((size, max(int(room / line_height(size)), 1)) for size in sizes)


def title_size(layout: Any, scale: float) -> float:
    """Return the size of the title of ``layout`` in points, its own, else that of its master, else 28."""
    own = _title_of(layout)._element.xpath(".//a:lstStyle/a:lvl1pPr/a:defRPr/@sz")
    master = layout.slide_master._element
    shared = master.xpath("./p:txStyles/p:titleStyle/a:lvl1pPr/a:defRPr/@sz")
    held = master.xpath('.//p:sp[p:nvSpPr/p:nvPr/p:ph[@type="title"]]//a:lstStyle/a:lvl1pPr/a:defRPr/@sz')
    found = (own or held or shared or [None])[0]
    return (int(found) / 100 if found else _USUAL) / scale


def written_size(shape: Any, scale: float) -> float:
    """Return the size of the text of a placeholder of a slide, as its layout or its master says, else 18 points."""
    ph = shape._element.xpath(".//p:nvPr/p:ph")[0]
    layout = shape.part.slide_layout
    own = layout._element.xpath(f'.//p:sp[p:nvSpPr/p:nvPr/p:ph[@idx="{ph.get("idx", "0")}"]]//a:lvl1pPr/a:defRPr/@sz')
    kind = ph.get("type", "body")
    held = layout.slide_master._element.xpath(f'.//p:sp[p:nvSpPr/p:nvPr/p:ph[@type="{kind}"]]//a:lvl1pPr/a:defRPr/@sz')
    shared = layout.slide_master._element.xpath("./p:txStyles/p:bodyStyle/a:lvl1pPr/a:defRPr/@sz")
    found = (own or held or ([] if kind in ("ftr", "dt", "sldNum") else shared) or [None])[0]
    return (int(found) / 100 if found else _USUAL_TEXT) / scale


def fitting_size(text: str, box: Box, usual: float) -> float:
    """Return the largest of the sizes under ``usual`` at which ``text`` holds in ``box``, paragraphs well apart."""
    width, room = box.w - 2 * _INSET, box.h - _INSET
    for share in _SHRINKS:
        size = max(usual * share, _SMALLEST_TEXT)
        if line_height(size * 1.1, len(wrap(text, width, size))) <= room:
            return size
    return max(usual * _SHRINKS[-1], _SMALLEST_TEXT)
