"""Turns laid-out shapes into PPTX shapes: panels, groups, tables, charts, each with its name and its alternative."""

from __future__ import annotations

from typing import Any

from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.oxml.ns import qn

from gouvernail.documents.kit.layout.shapes import Box, ChartArea, Group, Panel, Shape, TableArea
from gouvernail.documents.kit.pptx_text import paint, write_lines
from gouvernail.documents.kit.pptx_units import inches, points

_DECORATIVE = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
_DECORATIVE_NAMESPACE = "http://schemas.microsoft.com/office/drawing/2017/decorative"


def draw(slide: Any, shape: Shape) -> None:
    """Add ``shape`` to ``slide``."""
    from gouvernail.documents.kit.pptx_charts import draw_chart
    from gouvernail.documents.kit.pptx_tables import draw_table

    match shape:
        case Panel():
            draw_panel(slide.shapes, shape)
        case Group():
            _draw_group(slide, shape)
        case TableArea():
            draw_table(slide, shape)
        case ChartArea():
            draw_chart(slide, shape)


def place(box: Box) -> tuple[int, int, int, int]:
    """Return left, top, width, height of ``box`` in EMU."""
    return inches(box.x), inches(box.y), inches(box.w), inches(box.h)


def describe(shape: Any, name: str, alt: str) -> None:
    """Give a shape its name and the text read in its place."""
    shape.name = name
    properties = shape._element.xpath(".//p:cNvPr")[0]
    properties.set("descr", alt)


def draw_panel(shapes: Any, panel: Panel) -> Any:
    """Add a panel to a shape collection and return the new shape."""
    if panel.shape == "rule":
        return _draw_rule(shapes, panel)
    shape = _draw_frame(shapes, panel) if panel.fill or panel.stroke else shapes.add_textbox(*place(panel.box))
    shape.name = panel.name
    write_lines(shape.text_frame, panel.lines, anchor=panel.anchor, inset=panel.inset)
    if not panel.lines:
        _mark_decorative(shape)
    return shape


def _draw_frame(shapes: Any, panel: Panel) -> Any:
    kind = MSO_SHAPE.DIAMOND if panel.shape == "diamond" else MSO_SHAPE.RECTANGLE
    if panel.radius:
        kind = MSO_SHAPE.ROUNDED_RECTANGLE
    shape = shapes.add_shape(kind, *place(panel.box))
    _drop_style(shape)
    if panel.radius:
        shape.adjustments[0] = min(panel.radius / min(panel.box.w, panel.box.h), 0.5)
    if panel.fill:
        shape.fill.solid()
        paint(shape.fill.fore_color, panel.fill)
    else:
        shape.fill.background()
    _stroke(shape.line, panel)
    return shape


def _stroke(line: Any, panel: Panel) -> None:
    if not panel.stroke:
        line.fill.background()
        return
    line.fill.solid()
    paint(line.fill.fore_color, panel.stroke)
    line.width = points(1.25 if panel.shape == "rule" and panel.dashed else 0.75)
    if panel.dashed:
        line.dash_style = MSO_LINE.DASH


def _draw_rule(shapes: Any, panel: Panel) -> Any:
    box = panel.box
    ends = (inches(value) for value in (box.x, box.y, box.x + box.w, box.y + box.h))
    rule = shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *ends)
    _drop_style(rule)
    _stroke(rule.line, panel)
    rule.name = panel.name
    _mark_decorative(rule)
    return rule


def _drop_style(shape: Any) -> None:
    """A style reference would let some readers add a shadow and a theme outline."""
    style = shape._element.find(qn("p:style"))
    if style is not None:
        shape._element.remove(style)


def _mark_decorative(shape: Any) -> None:
    """Say that a frame or a rule has nothing to read."""
    properties = shape._element.xpath(".//p:cNvPr")[0]
    extensions = properties.makeelement(qn("a:extLst"), {})
    extension = extensions.makeelement(qn("a:ext"), {"uri": _DECORATIVE})
    tag = f"{{{_DECORATIVE_NAMESPACE}}}decorative"
    extension.append(extension.makeelement(tag, {"val": "1"}, nsmap={"adec": _DECORATIVE_NAMESPACE}))
    extensions.append(extension)
    properties.append(extensions)


def _draw_group(slide: Any, group: Group) -> None:
    drawn = [draw_panel(slide.shapes, panel)._element for panel in group.items]
    shape = slide.shapes.add_group_shape()
    for element in drawn:  # moved in one by one: added there, each would measure the whole group again
        shape._element.append(element)
    shape._element.recalculate_extents()
    describe(shape, group.name, group.alt)
