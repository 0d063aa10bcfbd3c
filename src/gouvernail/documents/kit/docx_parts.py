"""What python-docx has no call for: language, borders, shading, repeated rows, page numbers."""

from __future__ import annotations

import io
from typing import Any

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from gouvernail.documents.kit import palette
from gouvernail.documents.kit.style import worn

LANGUAGE = "fr-FR"
TEXT_WIDTH = 17.0  # centimetres between the margins of an A4 page
_HEADINGS = (("Title", 24), ("Heading 1", 16), ("Heading 2", 13))


def rgb(colour: str) -> Any:
    """Return the python-docx colour of six hexadecimal digits."""
    return RGBColor(*bytes.fromhex(colour))


def _element(tag: str, **attributes: str) -> Any:
    element: Any = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _drop_old_styles(document: Any) -> None:
    """Take out the copy of the styles that python-docx's template carries for Word 2010: it would contradict ours."""
    part = document.part
    for name in [name for name, rel in part.rels.items() if rel.reltype.endswith("/stylesWithEffects")]:
        part.rels.pop(name)


def set_styles(document: Any, *, compact: bool = False) -> None:
    """Set fonts, colours and the French language in the styles, so that what is added later follows."""
    _drop_old_styles(document)
    shrunk = 0.85 if compact else 1
    ink, first = worn().ink, worn().accents[0]
    normal = document.styles["Normal"]
    _set_font(normal, 11 * shrunk, ink, bold=False)
    normal.paragraph_format.space_after = Pt(2 if compact else 6)
    for name, size in _HEADINGS:
        style = document.styles[name]
        _set_font(style, size * shrunk, first if name == "Heading 1" else ink, bold=True)
        style.paragraph_format.space_before = Pt(0 if name == "Title" else 6 if compact else 16)
        style.paragraph_format.space_after = Pt(2 if compact else 6)
        style.paragraph_format.keep_with_next = True
    _set_font(document.styles["Subtitle"], 12 * shrunk, palette.MUTED, bold=False)
    title = document.styles["Title"].element.get_or_add_pPr()
    for border in title.findall(qn("w:pBdr")):
        title.remove(border)
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for language in defaults.findall(qn("w:lang")):
        defaults.remove(language)
    defaults.append(_element("w:lang", val=LANGUAGE, eastAsia=LANGUAGE, bidi="ar-SA"))


def _set_font(style: Any, size: float, colour: str, *, bold: bool) -> None:
    font = worn().font.name
    style.font.name = font
    style.font.size = Pt(size)
    style.font.bold = bold
    style.font.italic = False
    style.font.color.rgb = rgb(colour)
    for spread in style.element.rPr.findall(qn("w:spacing")):
        style.element.rPr.remove(spread)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{name}"), font)


def set_page(document: Any, *, compact: bool = False) -> None:
    """A4, margins of 2 cm, of 1.5 above and below on a compact sheet."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(1.5 if compact else 2)


def set_footer(document: Any, text: str) -> None:
    """Write the footer: the text, then « Page x / y » as fields."""
    paragraph = document.sections[0].footer.paragraphs[0]
    document.styles["Footer"].paragraph_format.tab_stops.clear_all()
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    _small(paragraph.add_run(f"{text}\tPage\u00a0"))
    _field(paragraph, "PAGE")
    _small(paragraph.add_run(" / "))
    _field(paragraph, "NUMPAGES")


def _small(run: Any) -> Any:
    run.font.size = Pt(9)
    run.font.color.rgb = rgb(palette.MUTED)
    return run


def _field(paragraph: Any, code: str) -> None:
    """Append a simple field; Word computes it when it lays the page out."""
    field = _element("w:fldSimple", instr=code)
    run = _small(paragraph.add_run("1"))
    field.append(run._r)
    paragraph._p.append(field)


def write_logo(document: Any) -> None:
    """Add the logo of the style that is worn, at most 6 cm by 1.5 cm; nothing without one."""
    logo = worn().logo
    if logo is None:
        return
    width = min(6.0, 1.5 * logo.width / logo.height)
    picture = document.add_picture(io.BytesIO(logo.content), width=Cm(width))
    picture._inline.docPr.set("descr", logo.alt)


def shade(cell: Any, colour: str) -> None:
    """Fill a table cell with a colour."""
    cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill=colour))


def set_borders(cell: Any, **sides: tuple[int, str] | None) -> None:
    """Draw the sides of a cell: width in eighths of a point and colour, or nothing."""
    borders = _element("w:tcBorders")
    for side in ("top", "left", "bottom", "right"):
        drawn = sides.get(side)
        if drawn is None:
            borders.append(_element(f"w:{side}", val="nil"))
        else:
            borders.append(_element(f"w:{side}", val="single", sz=str(drawn[0]), space="0", color=drawn[1]))
    cell._tc.get_or_add_tcPr().append(borders)


def pad(cell: Any, points: float) -> None:
    """Leave ``points`` between the sides of a cell and its text."""
    margins = _element("w:tcMar")
    for side in ("top", "left", "bottom", "right"):
        margins.append(_element(f"w:{side}", w=str(round(points * 20)), type="dxa"))
    cell._tc.get_or_add_tcPr().append(margins)


def link_run(run: Any, href: str) -> None:
    """Make a run lead to an address; what it looks like stays its own."""
    paragraph = run._parent
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run._r.addprevious(link)
    link.append(run._r)


def repeat_header(row: Any) -> None:
    """Repeat this row at the top of each page, and keep it whole."""
    properties = row._tr.get_or_add_trPr()
    properties.append(_element("w:cantSplit"))
    properties.append(_element("w:tblHeader"))


def keep_whole(row: Any) -> None:
    """Never break this row over two pages."""
    row._tr.get_or_add_trPr().append(_element("w:cantSplit"))


def describe_table(table: Any, title: str, text: str) -> None:
    """Give a table the title and the text that a screen reader says before it."""
    properties = table._tbl.tblPr
    properties.append(_element("w:tblCaption", val=title))
    properties.append(_element("w:tblDescription", val=text))


def set_widths(table: Any, widths: list[float]) -> None:
    """Fix the widths of the columns, in centimetres."""
    table.autofit = False
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
