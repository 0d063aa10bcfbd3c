"""Writes each kind of block of a story into a DOCX document, in full: a written page cuts nothing."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from gouvernail.documents.kit import palette
from gouvernail.documents.kit.docx_parts import (
    TEXT_WIDTH,
    describe_table,
    keep_whole,
    link_run,
    pad,
    repeat_header,
    rgb,
    set_borders,
    set_widths,
    shade,
)
from gouvernail.documents.kit.layout.charts import alt_text, foot_of
from gouvernail.documents.kit.layout.tables import column_widths, whole_rows
from gouvernail.documents.kit.linking import Links, runs_of
from gouvernail.documents.kit.palette import tone_of
from gouvernail.documents.kit.story import (
    Block,
    Callout,
    ChartBlock,
    DecisionSheet,
    Paragraph,
    StatusCell,
    Table,
    Tiles,
)
from gouvernail.documents.kit.style import worn
from gouvernail.documents.kit.typst_run import chart_png
from gouvernail.documents.kit.wording import ABSENT, decision_facts, outcome_boxes, quoted
from gouvernail.ui.charts.model import GanttChart
from gouvernail.ui.charts.tables import chart_table

_ALIGN = {"l": WD_ALIGN_PARAGRAPH.LEFT, "c": WD_ALIGN_PARAGRAPH.CENTER, "r": WD_ALIGN_PARAGRAPH.RIGHT}
_LINE = (4, palette.LINE)
_INCH = 2.54


def write_block(document: Any, block: Block) -> None:
    """Add ``block`` at the end of ``document``."""
    match block:
        case Tiles():
            _write_tiles(document, block)
        case Callout():
            _write_callout(document, block)
        case Paragraph():
            _write_paragraph(document, block)
        case Table():
            _write_table(document, block)
        case ChartBlock():
            _write_chart(document, block)
        case DecisionSheet():
            _write_decision(document, block)


def write_facts(document: Any, facts: Sequence[tuple[str, str]]) -> None:
    """Add the opening facts as a table of labels and values."""
    table = document.add_table(rows=0, cols=2)
    for label, value in facts:
        cells = table.add_row().cells
        _say(cells[0].paragraphs[0], label, bold=True, colour=palette.MUTED)
        _say(cells[1].paragraphs[0], value)
        for cell in cells:
            shade(cell, palette.SOFT)
    set_widths(table, [4.0, TEXT_WIDTH - 4.0])
    describe_table(table, "Informations", "Informations sur la séance : libellé, valeur.")
    _space(document)


def _say(paragraph: Any, text: str, *, bold: bool = False, colour: str = "", size: float = 0) -> Any:
    run = paragraph.add_run(text)
    run.bold = bold
    if colour:
        run.font.color.rgb = rgb(colour)
    if size:
        run.font.size = Pt(size)
    paragraph.paragraph_format.space_after = Pt(2)
    return run


def _say_linked(paragraph: Any, text: str, links: Links, **look: Any) -> None:
    """Write a text whose passages lead somewhere: they keep the look of the text, underlined."""
    for said, href in runs_of(text, links):
        run = _say(paragraph, said, **look)
        if href:
            run.underline = True
            link_run(run, href)


def _space(document: Any) -> None:
    document.add_paragraph().paragraph_format.space_after = Pt(2)


def _write_tiles(document: Any, block: Tiles) -> None:
    by_row = 3
    for start in range(0, len(block.tiles), by_row):
        tiles = block.tiles[start : start + by_row]
        table = document.add_table(rows=1, cols=len(tiles))
        for cell, tile in zip(table.rows[0].cells, tiles, strict=True):
            tone = tone_of(tile.tone)
            _say(cell.paragraphs[0], tile.value or ABSENT, bold=True, size=18)
            _say(cell.add_paragraph(), tile.label, bold=True)
            if tile.detail:
                _say(cell.add_paragraph(), tile.detail, colour=tone.text, size=10)
            set_borders(cell, left=(24, tone.strong), top=_LINE, bottom=_LINE, right=_LINE)
            pad(cell, 6)
        keep_whole(table.rows[0])
        set_widths(table, [TEXT_WIDTH / len(tiles)] * len(tiles))
        describe_table(table, "Chiffres clés", " ; ".join(f"{tile.value or ABSENT} {tile.label}" for tile in tiles))
        _space(document)


def _write_callout(document: Any, block: Callout) -> None:
    tone = tone_of(block.tone)
    cell = _frame(document, tone.strong, f"Encadré : {block.title}", fill=palette.SOFT)
    head = cell.paragraphs[0]
    if block.kind:
        symbol = "" if block.tone == "neutral" else f"{tone.symbol} "
        _say(head, f"{symbol}{block.kind}   ", bold=True, colour=tone.text)
    _say(head, block.title, bold=True)
    for line in block.text.split("\n") if block.text else ():
        _say_linked(cell.add_paragraph(), line, block.links, colour=palette.MUTED)
    _space(document)


def _frame(document: Any, edge: str, title: str, *, fill: str = "") -> Any:
    """Return the only cell of a framed table: a box that stays together on a page."""
    table = document.add_table(rows=1, cols=1)
    cell = table.rows[0].cells[0]
    set_borders(cell, left=(36, edge), top=_LINE, bottom=_LINE, right=_LINE)
    if fill:
        shade(cell, fill)
    pad(cell, 7)
    keep_whole(table.rows[0])
    set_widths(table, [TEXT_WIDTH])
    describe_table(table, title, title)
    return cell


def _write_paragraph(document: Any, block: Paragraph) -> None:
    if block.heading:
        document.add_heading(block.heading, level=2)
    style = "List Bullet" if len(block.lines) > 1 else None
    for rank, line in enumerate(block.lines):
        paragraph = document.add_paragraph(style=style)
        spacing = paragraph.paragraph_format.space_after
        _say_linked(paragraph, line, block.links_of(rank))
        paragraph.paragraph_format.space_after = spacing


def _write_table(document: Any, block: Table) -> None:
    rows = whole_rows(block)
    count = len(rows[0])
    align = (block.align + "l" * count)[:count]
    table = document.add_table(rows=1, cols=count)
    headers = list(block.headers) + [""] * (count - len(block.headers))
    for cell, text, side in zip(table.rows[0].cells, headers, align, strict=True):
        _say(cell.paragraphs[0], text, bold=True, colour=palette.MUTED, size=9.5)
        cell.paragraphs[0].alignment = _ALIGN[side]
        set_borders(cell, bottom=(12, worn().accents[0]))
    repeat_header(table.rows[0])
    for row in rows:
        added = table.add_row()
        keep_whole(added)
        for cell, shown, side in zip(added.cells, row, align, strict=True):
            tone = tone_of(shown.tone) if shown.tone else None
            colour = tone.text if tone else ""
            links = ((shown.text, shown.href),) if shown.href else ()
            _say_linked(cell.paragraphs[0], shown.text, links, bold=tone is not None, colour=colour, size=9.5)
            cell.paragraphs[0].alignment = _ALIGN[side]
            set_borders(cell, bottom=_LINE)
            if tone:
                shade(cell, tone.tint)
    widths = column_widths(block, TEXT_WIDTH / _INCH, 10)
    set_widths(table, [width * _INCH for width in widths])
    describe_table(table, "Tableau", "Colonnes : " + ", ".join(block.headers))
    _space(document)


def _write_chart(document: Any, block: ChartBlock) -> None:
    chart = block.chart
    document.add_heading(chart.title, level=2)
    if chart.summary:
        links = ((chart.summary, block.href),)
        summary = document.add_paragraph()
        summary.paragraph_format.keep_with_next = True  # a title is not left alone at the foot of a page
        _say_linked(summary, chart.summary, links, colour=palette.MUTED)
    width = TEXT_WIDTH if isinstance(chart, GanttChart) else 13.0
    picture = document.add_picture(io.BytesIO(chart_png(chart, width / _INCH)), width=Cm(width))
    picture._inline.docPr.set("descr", alt_text(chart))
    figures = chart_table(chart)
    rows = tuple(tuple(row) for row in figures.rows)
    data: tuple[tuple[str | StatusCell, ...], ...] = rows
    if block.href:
        data = tuple((row[0], *(StatusCell(text, "", block.href) for text in row[1:])) for row in rows)
    align = "l" + ("l" if isinstance(chart, GanttChart) else "r") * (len(figures.headers) - 1)
    _write_table(document, Table(figures.headers, data, align=align))
    if foot := foot_of(chart):
        _say_linked(document.add_paragraph(), foot, ((foot, block.href),), colour=palette.MUTED, size=9)


def _write_decision(document: Any, block: DecisionSheet) -> None:
    label = f"Décision {block.number}".strip()
    title = f"{label} · {block.title}" if block.title else label
    document.add_heading(title, level=2)
    cell = _frame(document, worn().accents[0], title)
    _say(cell.paragraphs[0], quoted(block.wording), bold=True, size=12)
    for heading, lines in (("Contexte", block.context), ("Options étudiées", block.options)):
        if lines:
            _say(cell.add_paragraph(), heading, bold=True, colour=palette.MUTED)
        for line in lines:
            style = "List Bullet" if len(lines) > 1 else None
            cell.add_paragraph(line, style=style).paragraph_format.space_after = Pt(2)
    boxes = cell.add_paragraph()
    for text, ticked in outcome_boxes(block.outcome):
        mark = _say(boxes, "☑ " if ticked else "☐ ", size=14, colour=worn().accents[0] if ticked else "")
        mark.font.name = "Segoe UI Symbol"
        _say(boxes, f"{text}      ", bold=ticked)
    for label, value in decision_facts(block):
        line = cell.add_paragraph()
        _say(line, f"{label}\u00a0: ", bold=True, colour=palette.MUTED)
        _say(line, value)
    _space(document)
