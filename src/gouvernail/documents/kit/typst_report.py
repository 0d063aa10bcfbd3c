"""Draws a written document (the minutes) as an A4 PDF: facts, then sections, nothing cut."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from gouvernail.documents.kit.layout.charts import alt_text, foot_of
from gouvernail.documents.kit.layout.shapes import Box
from gouvernail.documents.kit.layout.tables import column_widths, whole_rows
from gouvernail.documents.kit.linking import Links, runs_of
from gouvernail.documents.kit.palette import Tone, tone_of
from gouvernail.documents.kit.story import (
    Block,
    Callout,
    ChartBlock,
    DecisionSheet,
    Paragraph,
    Report,
    Table,
    Tiles,
)
from gouvernail.documents.kit.typst_run import compile_pdf, day_parts
from gouvernail.documents.kit.typst_shapes import draw_for
from gouvernail.documents.kit.wording import UNTITLED, decision_facts, footer_of, outcome_boxes, quoted
from gouvernail.ui.charts.model import GanttChart

_COMPACT = 0.85
"""What sizes and spaces are multiplied by in a sheet meant for one page."""
_TEXT_WIDTH = 6.7  # inches between the margins of an A4 page
_CHART = Box(0, 0, 5.6, 2.9)
_ROADMAP = Box(0, 0, _TEXT_WIDTH, 5.5)


def draw_report(report: Report) -> bytes:
    """Return ``report`` as the bytes of a PDF."""
    return compile_pdf("report.typ", report_data(report), on=report.held_on)


def report_data(report: Report) -> dict[str, Any]:
    """Return what the template draws: document facts, then sections of plain blocks."""
    sections = [
        {"heading": section.heading.strip() or UNTITLED, "blocks": [_plain_block(block) for block in section.blocks]}
        for section in report.sections
    ]
    return {
        "title": report.title.strip() or UNTITLED,
        "subtitle": report.subtitle,
        "author": report.organisation,
        "day": day_parts(report.held_on),
        "keywords": ["Démonstration"] if report.is_demo else [],
        "facts": [list(fact) for fact in report.facts],
        "sections": sections,
        "footer": footer_of(report),
        "scale": _COMPACT if report.compact else 1.0,
    }


def _plain_tone(tone: Tone) -> dict[str, str]:
    return {"strong": tone.strong, "text": tone.text, "tint": tone.tint, "symbol": tone.symbol}


def _plain_block(block: Block) -> dict[str, Any]:
    match block:
        case Tiles():
            tiles = [asdict(tile) | {"tone": _plain_tone(tone_of(tile.tone))} for tile in block.tiles]
            return {"type": "Tiles", "tiles": tiles}
        case Callout():
            symbol = "" if block.tone == "neutral" else tone_of(block.tone).symbol
            kind = f"{symbol} {block.kind}".strip() if block.kind else ""
            text = _runs(block.text, block.links)
            return {
                "type": "Callout",
                "title": block.title,
                "text": text,
                "kind": kind,
                "tone": _plain_tone(tone_of(block.tone)),
            }
        case Paragraph():
            lines = [_runs(line, block.links_of(rank)) for rank, line in enumerate(block.lines)]
            return {"type": "Paragraph", "heading": block.heading, "lines": lines}
        case Table():
            return _plain_table(block)
        case ChartBlock():
            return _plain_chart(block)
        case DecisionSheet():
            return _plain_decision(block)


def _runs(text: str, links: Links) -> list[list[str]]:
    return [list(run) for run in runs_of(text, links)] if text else []


def _plain_table(block: Table) -> dict[str, Any]:
    rows = [
        [
            {"text": cell.text, "tone": _plain_tone(tone_of(cell.tone)) if cell.tone else None, "href": cell.href}
            for cell in row
        ]
        for row in whole_rows(block)
    ]
    widths = column_widths(block, _TEXT_WIDTH, 10.5)
    count = len(widths)
    headers = list(block.headers) + [""] * (count - len(block.headers))
    align = list((block.align + "l" * count)[:count])
    return {"type": "Table", "headers": headers, "rows": rows, "widths": list(widths), "align": align}


def _plain_chart(block: ChartBlock) -> dict[str, Any]:
    chart = block.chart
    box = _ROADMAP if isinstance(chart, GanttChart) else _CHART
    return {
        "type": "ChartBlock",
        "title": chart.title.strip() or UNTITLED,
        "summary": _runs(chart.summary, ((chart.summary, block.href),)),
        "foot": _runs(foot_of(chart), ((foot_of(chart), block.href),)),
        "alt": alt_text(chart),
        "svg": draw_for(chart, box),
        "width": box.w,
    }


def _plain_decision(block: DecisionSheet) -> dict[str, Any]:
    return {
        "type": "DecisionSheet",
        "number": block.number,
        "title": block.title,
        "wording": quoted(block.wording),
        "context": list(block.context),
        "options": list(block.options),
        "facts": [list(fact) for fact in decision_facts(block)],
        "boxes": [{"text": text, "ticked": ticked} for text, ticked in outcome_boxes(block.outcome)],
    }
