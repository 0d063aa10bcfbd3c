"""Draw an exported table as an ODS: bold frozen header, wide enough columns, notes on a second sheet."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from odf import config, dc, element, number, style, table, text
from odf.namespaces import STYLENS
from odf.opendocument import OpenDocumentSpreadsheet

from gouvernail.registers.exporting_cells import CellContent
from gouvernail.registers.exporting_layout import (
    NOTES_TITLE,
    NOTES_WIDTH,
    column_widths,
    columns_of_figures,
    has_cents,
    is_wide,
    sheet_name,
)

_CENTIMETRES_BY_CHARACTER = 0.2
_DAY = (number.Day, "/", number.Month, "/", number.Year)
_MOMENT = (*_DAY, " ", number.Hours, ":", number.Minutes)


def write_ods(tables: list[tuple[str, list[list[CellContent]]]], title: str, notes: list[str]) -> bytes:
    """The bytes of an ODS of named tables, a sheet each; the first row of the cells of a table is its header."""
    document = OpenDocumentSpreadsheet()
    document.meta.addElement(dc.Title(text=title))
    _add_styles(document)
    pages: dict[bool, element.Element] = {}
    for name, cells in tables:
        _add_sheet(document, name, cells, pages)
    if notes:
        if True not in pages:
            pages[True] = _page(document, landscape=True)
        remarks = table.Table(name=NOTES_TITLE, stylename=pages[True])
        remarks.addElement(table.TableColumn(stylename=_width(document, NOTES_WIDTH)))
        for note in notes:
            remarks.addElement(_row([note]))
        document.spreadsheet.addElement(remarks)
    _freeze_first_rows(document, [sheet_name(name) for name, _cells in tables])
    buffer = io.BytesIO()
    document.write(buffer)
    return buffer.getvalue()


def _add_sheet(
    document: OpenDocumentSpreadsheet, name: str, cells: list[list[CellContent]], pages: dict[bool, element.Element]
) -> None:
    widths = column_widths(cells)
    wide = is_wide(widths)
    if wide not in pages:
        pages[wide] = _page(document, landscape=wide)
    sheet = table.Table(name=sheet_name(name), stylename=pages[wide])
    for width in widths:
        sheet.addElement(table.TableColumn(stylename=_width(document, width)))
    header = table.TableHeaderRows()  # repeated on each printed page
    figures, titles = columns_of_figures(cells), table.TableRow()
    for column, value in enumerate(cells[0]):
        titles.addElement(_cell(value, "heading" if column in figures else "header"))
    header.addElement(titles)
    sheet.addElement(header)
    for row in cells[1:]:
        sheet.addElement(_row(row))
    document.spreadsheet.addElement(sheet)


def _row(row: Sequence[CellContent]) -> element.Element:
    drawn = table.TableRow()
    for value in row:
        drawn.addElement(_cell(value, "text"))
    return drawn


def _cell(value: CellContent, text_style: str) -> element.Element:
    if value is None:
        return table.TableCell()
    if isinstance(value, date):
        shape = "moment" if isinstance(value, datetime) else "day"
        return table.TableCell(valuetype="date", datevalue=value.isoformat(), stylename=shape)
    if isinstance(value, (int, Decimal)):
        written = f"{value:f}" if isinstance(value, Decimal) else str(value)
        return table.TableCell(valuetype="float", value=written, stylename="amount" if has_cents(value) else "number")
    cell = table.TableCell(valuetype="string", stylename=text_style)
    for line in value.split("\n"):
        cell.addElement(_paragraph(line))
    return cell


def _paragraph(line: str) -> element.Element:
    """A paragraph where spaces survive, as ODF folds them like HTML; a tab stays a tab for those who read it raw.

    The element that ODF has for tabs is dropped by readers, which glues the words around it.
    """
    paragraph = text.P()
    for piece in re.findall(r" +|[^ ]+", line):
        if piece.startswith(" "):
            paragraph.addElement(text.S(c=len(piece)))
        else:
            paragraph.addText(piece)
    return paragraph


def _add_styles(document: OpenDocumentSpreadsheet) -> None:
    french = style.DefaultStyle(family="table-cell")
    french.addElement(style.TextProperties(language="fr", country="FR", fontsize="10pt"))
    document.styles.addElement(french)
    for name, place in (("header", _indent()), ("heading", style.ParagraphProperties(textalign="end"))):
        header = _cell_style(document, name, borderbottom="0.75pt solid #000000", wrapoption="wrap")
        header.addElement(place)
        header.addElement(style.TextProperties(fontweight="bold"))
    _cell_style(document, "text", wrapoption="wrap").addElement(_indent())
    _cell_style(document, "number")
    amount = number.NumberStyle(name="amount-format")
    amount.addElement(number.Number(decimalplaces=2, minintegerdigits=1, grouping="true"))
    document.automaticstyles.addElement(amount)
    _cell_style(document, "amount", data=amount)
    for name, pieces in (("day", _DAY), ("moment", _MOMENT)):
        shape = number.DateStyle(name=f"{name}-format")
        for piece in pieces:
            shape.addElement(number.Text(text=piece) if isinstance(piece, str) else piece(style="long"))
        document.automaticstyles.addElement(shape)
        drawn = _cell_style(document, name, data=shape)
        drawn.addElement(_indent())


def _indent() -> element.Element:
    return style.ParagraphProperties(textalign="start", marginleft="0.15cm")


def _page(document: OpenDocumentSpreadsheet, *, landscape: bool) -> element.Element:
    """An A4 page that the whole width of the table fits, as the style of a sheet."""
    width, height = ("29.7cm", "21cm") if landscape else ("21cm", "29.7cm")
    orientation = "landscape" if landscape else "portrait"
    layout = style.PageLayout(name=f"page-layout-{orientation}")
    shape = style.PageLayoutProperties(pagewidth=width, pageheight=height, printorientation=orientation, margin="1.5cm")
    shape.setAttrNS(STYLENS, "scale-to-X", "1")  # newer than what odfpy lists
    shape.setAttrNS(STYLENS, "scale-to-Y", "0")
    layout.addElement(shape)
    document.automaticstyles.addElement(layout)
    document.masterstyles.addElement(style.MasterPage(name=f"page-{orientation}", pagelayoutname=layout))
    sheet = style.Style(name=f"sheet-{orientation}", family="table", masterpagename=f"page-{orientation}")
    sheet.addElement(style.TableProperties(display="true"))
    document.automaticstyles.addElement(sheet)
    return sheet


def _cell_style(
    document: OpenDocumentSpreadsheet, name: str, data: element.Element | None = None, **properties: str
) -> element.Element:
    drawn = style.Style(name=name, family="table-cell", **({"datastylename": data} if data else {}))
    drawn.addElement(style.TableCellProperties(verticalalign="top", **properties))
    document.automaticstyles.addElement(drawn)
    return drawn


def _width(document: OpenDocumentSpreadsheet, characters: int) -> element.Element:
    name = f"width-{characters}"
    for known in document.automaticstyles.childNodes:
        if known.getAttribute("name") == name:
            return known
    column = style.Style(name=name, family="table-column")
    column.addElement(style.TableColumnProperties(columnwidth=f"{characters * _CENTIMETRES_BY_CHARACTER:.2f}cm"))
    document.automaticstyles.addElement(column)
    return column


def _freeze_first_rows(document: OpenDocumentSpreadsheet, names: list[str]) -> None:
    """Keep the headers in view; programs read this in the settings of the view."""
    views = config.ConfigItemMapIndexed(name="Views")
    view = config.ConfigItemMapEntry()
    tables = config.ConfigItemMapNamed(name="Tables")
    for name in names:
        entry = config.ConfigItemMapEntry(name=name)
        for key, kind, value in (
            ("VerticalSplitMode", "short", "2"),
            ("VerticalSplitPosition", "int", "1"),
            ("ActiveSplitRange", "short", "2"),
            ("PositionBottom", "int", "1"),
        ):
            entry.addElement(config.ConfigItem(name=key, type=kind, text=value))
        tables.addElement(entry)
    view.addElement(config.ConfigItem(name="ViewId", type="string", text="view1"))
    view.addElement(tables)
    views.addElement(view)
    settings = config.ConfigItemSet(name="ooo:view-settings")
    settings.addElement(views)
    document.settings.addElement(settings)
