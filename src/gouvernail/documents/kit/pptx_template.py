"""The house template, made in code: theme, master and three layouts with real title, footer and number placeholders.

python-pptx has no way to create a theme or a layout, so the XML is written here over its default presentation. Every
colour is a theme colour: a collectivité recolours a deck by changing the theme, in one click.
"""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Any

from pptx import Presentation
from pptx.opc.oxml import serialize_part_xml
from pptx.opc.package import Part
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Inches

from gouvernail.documents.kit import palette
from gouvernail.documents.kit.layout import grid
from gouvernail.documents.kit.layout.shapes import Box
from gouvernail.documents.kit.pptx_layouts import MASTER_STYLES, layouts, master_tree, picture, plaque
from gouvernail.documents.kit.style import Logo, Style, worn

_NAMESPACES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
OPENING, SECTION, CONTENT = 0, 1, 2
"""Index of each layout in the template."""


def new_presentation() -> Any:
    """Return an empty presentation on the house template, 16:9, in the style that is worn."""
    return Presentation(io.BytesIO(_template(worn())))


@lru_cache(maxsize=4)
def _template(style: Style) -> bytes:
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Inches(grid.WIDTH), Inches(grid.HEIGHT)
    master = presentation.slide_master
    _keep_three_layouts(master)
    _recolour(master.part, style)
    _replace_tree(master._element, master_tree())
    _restyle(master._element)
    for layout, xml in zip(master.slide_layouts, layouts(beside_logo=style.logo is not None), strict=True):
        _rewrite_layout(layout._element, xml)
    if style.logo:
        _add_logo(master.slide_layouts[OPENING], style.logo, grid.COVER_LOGO, on_plaque=True)
        _add_logo(master.slide_layouts[CONTENT], style.logo, grid.LOGO)
    buffer = io.BytesIO()
    presentation.save(buffer)
    return buffer.getvalue()


def _keep_three_layouts(master: Any) -> None:
    for layout in list(master.slide_layouts)[CONTENT + 1 :]:
        master.slide_layouts.remove(layout)


def _parse(xml: str) -> Any:
    return parse_xml(xml.replace(">", f" {_DECLARED}>", 1))


def _replace_tree(element: Any, xml: str) -> None:
    """Replace background and shapes of a master or a layout by those of ``xml`` (a ``p:cSld``)."""
    old = element.find("p:cSld", _NAMESPACES)
    new = _parse(xml)
    element.replace(old, new)


def _rewrite_layout(element: Any, xml: str) -> None:
    for attribute in ("type", "preserve"):
        element.attrib.pop(attribute, None)
    element.set("preserve", "1")
    element.set("userDrawn", "1")
    _replace_tree(element, xml)


def _restyle(master: Any) -> None:
    old = master.find("p:txStyles", _NAMESPACES)
    master.replace(old, _parse(MASTER_STYLES))


def _add_logo(layout: Any, logo: Logo, place: Box, *, on_plaque: bool = False) -> None:
    """Lay the logo in a layout, as large as it can be in ``place``."""
    ratio = logo.width / logo.height
    width, height = (place.w, place.w / ratio) if place.w / ratio <= place.h else (place.h * ratio, place.h)
    box = Box(place.x, place.y + (0 if on_plaque else (place.h - height) / 2), width, height)
    _part, relation = layout.part.get_or_add_image_part(io.BytesIO(logo.content))
    shapes = layout._element.find("p:cSld", _NAMESPACES).find("p:spTree", _NAMESPACES)
    if on_plaque:
        shapes.append(_parse(plaque(20, box.inner(-0.08))))
    shapes.append(_parse(picture(21, relation, logo.alt, box)))


def _recolour(master_part: Any, style: Style) -> None:
    theme = next(rel.target_part for rel in master_part.rels.values() if rel.reltype.endswith("/theme"))
    root: Any = parse_xml(theme.blob)
    root.set("name", "Gouvernail")
    _set_colours(root.find(".//a:clrScheme", _NAMESPACES), style)
    fonts = root.find(".//a:fontScheme", _NAMESPACES)
    fonts.set("name", "Gouvernail")
    for latin in fonts.iterfind(".//a:latin", _NAMESPACES):
        latin.set("typeface", style.font.name)
    assert isinstance(theme, Part)  # noqa: S101 - the theme is an opaque part for python-pptx
    theme._blob = serialize_part_xml(root)


def _set_colours(scheme: Any, style: Style) -> None:
    scheme.set("name", "Gouvernail")
    colours = {"dk1": style.ink, "lt1": palette.WHITE, "dk2": palette.MUTED, "lt2": palette.SOFT}
    colours |= {f"accent{index}": colour for index, colour in enumerate(style.accents, 1)}
    colours |= {"hlink": style.accents[0], "folHlink": style.accents[3]}
    for name, colour in colours.items():
        slot = scheme.find(f"a:{name}", _NAMESPACES)
        for child in list(slot):
            slot.remove(child)
        slot.append(slot.makeelement(qn("a:srgbClr"), {"val": colour}))
