"""Writes laid-out lines of text into PPTX text frames, in French, with theme colours where the colour is a theme's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.ns import qn

from gouvernail.documents.kit.layout.fitting import BULLET_INDENT
from gouvernail.documents.kit.layout.shapes import Line, Run
from gouvernail.documents.kit.pptx_units import inches, points

LANGUAGE = "fr-FR"
_new_colour: Any = RGBColor  # python-pptx is not typed here
_SYMBOLS = frozenset("☐☑☒✓►◄○□◆▲●■")
_SYMBOL_FONT = "Segoe UI Symbol"
_ALIGN = {"l": PP_ALIGN.LEFT, "c": PP_ALIGN.CENTER, "r": PP_ALIGN.RIGHT}
_ANCHOR = {"top": MSO_ANCHOR.TOP, "middle": MSO_ANCHOR.MIDDLE, "bottom": MSO_ANCHOR.BOTTOM}
_THEME = {
    "ink": MSO_THEME_COLOR.TEXT_1,
    "muted": MSO_THEME_COLOR.TEXT_2,
    "white": MSO_THEME_COLOR.BACKGROUND_1,
    "soft": MSO_THEME_COLOR.BACKGROUND_2,
    "line": MSO_THEME_COLOR.BACKGROUND_2,
    **{f"accent{index}": getattr(MSO_THEME_COLOR, f"ACCENT_{index}") for index in range(1, 7)},
}


def paint(colour: Any, name: str) -> None:
    """Give a python-pptx colour the theme colour or the hexadecimal digits that ``name`` says."""
    if name in _THEME:
        colour.theme_color = _THEME[name]
        if name == "line":
            colour.brightness = -0.07
        return
    colour.rgb = _new_colour(*bytes.fromhex(name))


def write_lines(
    frame: Any, lines: Sequence[Line], *, anchor: str = "top", inset: float = 0.0, alone: bool = False
) -> None:
    """Fill a text frame with ``lines``, margins ``inset``, wrapping on, nothing resized by the reader's software.

    ``alone`` undoes the bullets that the place of the text would give by itself.
    """
    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.vertical_anchor = _ANCHOR[anchor]
    frame.margin_left = frame.margin_right = inches(inset)
    frame.margin_top = frame.margin_bottom = 0
    for index, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
        _write_line(paragraph, line)
        if alone and not line.bullet:
            _unbullet(paragraph)
    if not lines:
        mark_end(frame.paragraphs[0])


def _write_line(paragraph: Any, line: Line) -> None:
    paragraph.alignment = _ALIGN[line.align]
    properties = paragraph._p.get_or_add_pPr()
    if line.before:
        paragraph.space_before = points(line.before * 72)
    if line.bullet:
        _make_bullet(properties)
    for run in line.runs:
        for text in _pieces(run.text):
            _write_run(paragraph, text, run, run.size or line.size)
    if not paragraph._p.findall(qn("a:r")):
        mark_end(paragraph)


def _unbullet(paragraph: Any) -> None:
    """Say that a paragraph is no item of a list: the placeholder it stands in would make it one."""
    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", "0")
    properties.set("indent", "0")
    properties.append(properties.makeelement(qn("a:buNone"), {}))


def _make_bullet(properties: Any) -> None:
    indent = inches(BULLET_INDENT)
    properties.set("marL", str(indent))
    properties.set("indent", str(-indent))
    for tag, attributes in (("a:buFont", {"typeface": "Arial"}), ("a:buChar", {"char": "•"})):
        child = properties.makeelement(qn(tag), attributes)
        properties.append(child)


def _pieces(text: str) -> list[str]:
    """Cut a text where it goes from letters to symbols: Calibri has not every symbol, a symbol font has."""
    pieces: list[str] = []
    for character in text:
        if pieces and (character in _SYMBOLS) == (pieces[-1][-1] in _SYMBOLS):
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def _write_run(paragraph: Any, text: str, run: Run, size: float) -> None:
    first, *others = text.split("\n")
    _add(paragraph, first, run, size)
    for other in others:
        paragraph.add_line_break()
        _add(paragraph, other, run, size)


def _add(paragraph: Any, text: str, run: Run, size: float) -> None:
    if not text:
        return
    written = paragraph.add_run()
    written.text = text
    font = written.font
    font.size = points(size)
    font.bold = run.bold
    if run.italic:
        font.italic = True
    paint(font.color, run.color)
    written._r.get_or_add_rPr().set("lang", LANGUAGE)
    if text[0] in _SYMBOLS:
        font.name = _SYMBOL_FONT


def mark_end(paragraph: Any) -> None:
    """Say that an empty paragraph is French too, so that what is typed into it is checked in French."""
    end = paragraph._p.get_or_add_endParaRPr()
    end.set("lang", LANGUAGE)


def say_french(element: Any) -> None:
    """Mark every run and field below ``element`` that has no language as French."""
    for tag in ("a:rPr", "a:endParaRPr", "a:defRPr"):
        for properties in element.iter(qn(tag)):
            properties.set("lang", LANGUAGE)
    for tag in ("a:r", "a:fld"):
        for run in element.iter(qn(tag)):
            if run.find(qn("a:rPr")) is None:
                run.insert(0, run.makeelement(qn("a:rPr"), {"lang": LANGUAGE}))
