"""Draws a letter as DOCX: letterhead in the house style, fields as content controls that stay to be changed."""

from __future__ import annotations

import io
import re
from datetime import datetime, time
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from gouvernail.documents.kit.docx_parts import rgb, set_footer, set_page, set_styles, write_logo
from gouvernail.documents.kit.letter import Letter, LetterField
from gouvernail.documents.kit.palette import MUTED
from gouvernail.documents.kit.style import worn
from gouvernail.documents.kit.wording import DEMO

_FIELD = re.compile(r"\{(\w+)\}")
_RIGHT_HALF = Cm(9)


def draw_letter(letter: Letter) -> bytes:
    """Return ``letter`` as the bytes of a DOCX file."""
    document = Document()
    set_styles(document)
    set_page(document)
    write_logo(document)
    head = document.add_paragraph()
    run = head.add_run(letter.organisation)
    run.bold, run.font.size, run.font.color.rgb = True, Pt(13), rgb(worn().accents[0])
    for rank, line in enumerate(letter.recipient):
        _write(document, line, letter, left=_RIGHT_HALF, before=24 if rank == 0 else 0, after=0)
    _write(document, "{lieu_et_date}", letter, left=_RIGHT_HALF, before=18, after=18)
    for label, text in (("Objet", letter.subject), ("Références", letter.reference)):
        if text:
            _write(document, text, letter, label=f"{label}\u00a0: ", after=4)
    for rank, text in enumerate(letter.paragraphs):
        _write(document, text, letter, before=14 if rank == 0 else 0, after=10, justify=rank > 0)
    for rank, line in enumerate(letter.signature):
        _write(document, line, letter, left=_RIGHT_HALF, before=24 if rank == 0 else 0, after=0)
    set_footer(document, " · ".join(text for text in (letter.organisation, DEMO if letter.is_demo else "") if text))
    _set_properties(document.core_properties, letter)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _write(
    document: Any,
    text: str,
    letter: Letter,
    *,
    label: str = "",
    left: Any = None,
    before: float = 0,
    after: float = 6,
    justify: bool = False,
) -> None:
    alone = letter.by_key.get(text[1:-1]) if text.startswith("{") else None
    if alone is not None and alone.long:
        _write_long(document, alone, left=left, after=after)
        return
    paragraph = document.add_paragraph()
    shape = paragraph.paragraph_format
    shape.space_before, shape.space_after = Pt(before), Pt(after)
    if left is not None:
        shape.left_indent = left
    if justify:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    if label:
        paragraph.add_run(label).bold = True
    for rank, piece in enumerate(_FIELD.split(text)):
        if rank % 2 == 0:
            if piece:
                paragraph.add_run(piece)
        elif piece in letter.by_key:
            paragraph._p.append(_control(paragraph, letter.by_key[piece]))
        else:
            paragraph.add_run(f"{{{piece}}}")


def _write_long(document: Any, field: LetterField, *, left: Any, after: float) -> None:
    """Write a field of several lines as a control around whole paragraphs, one a line."""
    control, content = _sdt(field)
    for line in (field.value or f"[{field.label}]").split("\n"):
        paragraph = document.add_paragraph()
        run = paragraph.add_run(line)
        paragraph.paragraph_format.space_after = Pt(2)
        if left is not None:
            paragraph.paragraph_format.left_indent = left
        if not field.value:
            run.font.color.rgb = rgb(MUTED)
        content.append(paragraph._p)
    paragraph.paragraph_format.space_after = Pt(after)
    document.element.body.insert(len(document.element.body) - 1, control)  # before the properties of the section


def _sdt(field: LetterField) -> tuple[Any, Any]:
    """Return a content control and the element that holds what it contains."""
    control, properties, content = _element("w:sdt"), _element("w:sdtPr"), _element("w:sdtContent")
    for tag, value in (("w:alias", field.label), ("w:tag", field.key)):
        properties.append(_element(tag, val=value))
    if not field.value:
        properties.append(_element("w:showingPlcHdr"))
    control.append(properties)
    control.append(content)
    return control, content


def _control(paragraph: Any, field: LetterField) -> Any:
    """Return a content control (``w:sdt``) that holds the value of a field, or its name in grey to be filled."""
    run = paragraph.add_run()
    lines = (field.value or f"[{field.label}]").split("\n")
    for rank, line in enumerate(lines):
        if rank:
            run.add_break()
        run.add_text(line)
    if not field.value:
        run.font.color.rgb = rgb(MUTED)
    control, content = _sdt(field)
    control.find(qn("w:sdtPr")).append(_element("w:text", multiLine="1"))
    content.append(run._r)
    return control


def _element(tag: str, **attributes: str) -> Any:
    element: Any = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _set_properties(properties: Any, letter: Letter) -> None:
    properties.title = letter.title
    properties.author = properties.last_modified_by = letter.organisation
    properties.language = "fr-FR"
    properties.created = properties.modified = datetime.combine(letter.on, time(12))
    properties.comments = ""
