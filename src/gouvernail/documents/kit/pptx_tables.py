"""Draws a laid-out table as a real PPTX table: header row, no vertical rules, states in tinted cells."""

from __future__ import annotations

from typing import Any

from pptx.oxml.ns import qn

from gouvernail.documents.kit.layout.shapes import Cell, Grid, Line, Run, TableArea
from gouvernail.documents.kit.layout.tables import PAD_X
from gouvernail.documents.kit.palette import tone_of
from gouvernail.documents.kit.pptx_shapes import describe, place
from gouvernail.documents.kit.pptx_text import paint, write_lines
from gouvernail.documents.kit.pptx_units import inches, points

_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # « No style, no grid »
_PAD_Y = 0.03


def draw_table(slide: Any, area: TableArea) -> None:
    """Add the table to ``slide``; its header row is marked as such for screen readers."""
    grid = area.grid
    frame = slide.shapes.add_table(len(grid.rows) + 1, len(grid.headers), *place(area.box))
    describe(frame, area.name, area.alt)
    table = frame.table
    table.first_row = True
    table.horz_banding = False
    _set_style(table)
    for index, width in enumerate(grid.widths):
        table.columns[index].width = inches(width)
    for index, height in enumerate(grid.heights):
        table.rows[index].height = inches(height)
    for index, text in enumerate(grid.headers):
        _fill(table.cell(0, index), Cell(text), grid, index, header=True)
    for number, row in enumerate(grid.rows, 1):
        for index, cell in enumerate(row):
            _fill(table.cell(number, index), cell, grid, index, header=False)


def _set_style(table: Any) -> None:
    style = table._tbl.tblPr.find(qn("a:tableStyleId"))
    if style is not None:
        style.text = _NO_STYLE


def _fill(target: Any, cell: Cell, grid: Grid, column: int, *, header: bool) -> None:
    tone = tone_of(cell.tone) if cell.tone else None
    colour = tone.text if tone else ("muted" if header else "ink")
    size = grid.size - 1 if header else grid.size
    run = Run(cell.text, bold=header or tone is not None, color=colour)
    line = Line((run,) if cell.text else (), size, grid.align[column])
    write_lines(target.text_frame, (line,))
    target.vertical_anchor = target.text_frame.vertical_anchor = None
    _anchor_middle(target)
    target.margin_left = target.margin_right = inches(PAD_X)
    target.margin_top = target.margin_bottom = inches(_PAD_Y)
    if tone:
        target.fill.solid()
        paint(target.fill.fore_color, tone.tint)
    else:
        target.fill.background()
    _borders(target, "accent1" if header else "line", header=header)


def _anchor_middle(target: Any) -> None:
    target._tc.get_or_add_tcPr().set("anchor", "ctr")


def _borders(target: Any, colour: str, *, header: bool) -> None:
    """Rule under each row only; python-pptx has no call for cell borders."""
    properties = target._tc.get_or_add_tcPr()
    for position, side in enumerate(("a:lnL", "a:lnR", "a:lnT", "a:lnB")):
        line = properties.makeelement(qn(side), {"w": str(points(1.25 if header else 0.75)), "cap": "flat"})
        line.append(_bottom_fill(line, colour) if side == "a:lnB" else line.makeelement(qn("a:noFill"), {}))
        properties.insert(position, line)


def _bottom_fill(line: Any, colour: str) -> Any:
    fill = line.makeelement(qn("a:solidFill"), {})
    name = {"line": "bg2"}.get(colour, colour)
    scheme = fill.makeelement(qn("a:schemeClr"), {"val": name})
    if colour == "line":
        scheme.append(scheme.makeelement(qn("a:lumMod"), {"val": "93000"}))
    fill.append(scheme)
    return fill
