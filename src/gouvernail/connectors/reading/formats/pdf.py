"""PDF: the words of each page, line by line, and the tables whose rules are drawn."""

from __future__ import annotations

import io
import logging
from typing import Any

from django.utils.translation import gettext as _

from gouvernail.connectors.reading.formats.raw import Raw
from gouvernail.connectors.reading.model import Place
from gouvernail.connectors.reading.progress import OPENED, Tell
from gouvernail.connectors.spreadsheets import UnreadableFile
from gouvernail.connectors.spreadsheets.safety import password_sentence

MAX_PAGES = 300


def read(data: bytes, name: str, tell: Tell) -> Raw:
    """Read a PDF; a protected or damaged one is refused, and so is one of more than ``MAX_PAGES`` pages."""
    import pdfplumber
    from pdfminer.pdfexceptions import PDFException
    from pdfplumber.utils.exceptions import PdfminerException

    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every odd font
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            return _read(pdf, name, tell)
    except UnreadableFile:
        raise
    except (PDFException, PdfminerException) as error:
        raise UnreadableFile(_why(error, name)) from error
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, OSError) as error:
        raise UnreadableFile(_why(error, name)) from error  # what a forged file makes the reader stumble on


def _why(error: Exception, name: str) -> str:
    if "password" in repr(error).lower():
        return password_sentence(name)
    return _("%(name)s est abîmé ou incomplet. Demandez-le de nouveau, ou imprimez-le dans un nouveau PDF.") % {
        "name": name
    }


def _read(pdf: Any, name: str, tell: Tell) -> Raw:
    total = len(pdf.pages)
    if total > MAX_PAGES:
        raise UnreadableFile(
            _("%(name)s compte %(count)s pages. Découpez-le : %(most)s pages au plus se lisent à la fois.")
            % {"name": name, "count": total, "most": MAX_PAGES}
        )
    raw = Raw(pages=total)
    for number, page in enumerate(pdf.pages, 1):
        tell(
            round(OPENED * (number - 1) / total),
            _("Page %(number)s sur %(total)s") % {"number": number, "total": total},
        )
        _read_page(raw, page, number)
        page.close()
    return raw


def _read_page(raw: Raw, page: Any, number: int) -> None:
    tables = [table for table in page.find_tables() if len(table.rows) > 1 and len(table.rows[0].cells) > 1]
    outside = page
    for table in tables:
        outside = outside.outside_bbox(_within(table.bbox, page.bbox), strict=False)
    pending = sorted(enumerate(tables, 1), key=lambda item: item[1].bbox[1])
    for rank, line in enumerate(outside.extract_text_lines(return_chars=False), 1):
        while pending and pending[0][1].bbox[1] < line["top"]:
            _add(raw, *pending.pop(0), number)
        raw.add_line(line["text"], Place("page", number, rank))
    for one in pending:
        _add(raw, *one, number)


def _within(box: tuple[float, ...], page: tuple[float, ...]) -> tuple[float, ...]:
    return (max(box[0], page[0]), max(box[1], page[1]), min(box[2], page[2]), min(box[3], page[3]))


def _add(raw: Raw, rank: int, table: Any, number: int) -> None:
    raw.add_table(Place("page", number, 0, rank), table.extract())
