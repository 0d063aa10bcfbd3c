"""Draws a written document (the minutes) as DOCX: real headings, tables with a repeated header, framed decisions."""

from __future__ import annotations

import io
from datetime import datetime, time
from typing import Any

from docx import Document

from gouvernail.documents.kit.docx_blocks import write_block, write_facts
from gouvernail.documents.kit.docx_parts import set_footer, set_page, set_styles, write_logo
from gouvernail.documents.kit.story import Report
from gouvernail.documents.kit.wording import UNTITLED, footer_of


def draw_report(report: Report) -> bytes:
    """Return ``report`` as the bytes of a DOCX file."""
    document = Document()
    set_styles(document, compact=report.compact)
    set_page(document, compact=report.compact)
    write_logo(document)
    document.add_paragraph(report.organisation, style="Subtitle")
    document.add_paragraph(report.title.strip() or UNTITLED, style="Title")
    if report.subtitle:
        document.add_paragraph(report.subtitle, style="Subtitle")
    if report.facts:
        write_facts(document, report.facts)
    for section in report.sections:
        document.add_heading(section.heading, level=1)
        for block in section.blocks:
            write_block(document, block)
    set_footer(document, footer_of(report))
    _set_properties(document.core_properties, report)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _set_properties(properties: Any, report: Report) -> None:
    on = datetime.combine(report.held_on, time(12))
    properties.title = report.title
    properties.subject = report.subtitle
    properties.author = properties.last_modified_by = report.organisation
    properties.language = "fr-FR"
    properties.created = properties.modified = on
    properties.keywords = "Démonstration" if report.is_demo else ""
    properties.comments = ""
