"""DOCX: paragraphs and tables in the order of the body."""

from __future__ import annotations

import io
from typing import Any

from django.utils.translation import gettext as _

from gouvernail.connectors.reading.formats.raw import FORGED, Raw
from gouvernail.connectors.reading.model import Place
from gouvernail.connectors.reading.progress import Tell
from gouvernail.connectors.spreadsheets import UnreadableFile
from gouvernail.connectors.spreadsheets.safety import damaged_sentence

MAX_COLUMNS = 500
"""Columns that a row may span: beyond, a few bytes would unfold into millions of cells."""


def read(data: bytes, name: str, _tell: Tell) -> Raw:
    """Read the body of a DOCX; headers and footers, the same on every page, are left out."""
    from docx.opc.exceptions import PackageNotFoundError
    from docx.oxml.exceptions import XmlchemyError

    try:
        return _read(data, name)
    except UnreadableFile:
        raise
    except (PackageNotFoundError, XmlchemyError, *FORGED) as error:
        raise UnreadableFile(damaged_sentence(name).replace("tableur", "traitement de texte")) from error


def _read(data: bytes, name: str) -> Raw:
    import docx
    from docx.table import Table

    document = docx.Document(io.BytesIO(data))
    _check_spans(document.element, name)
    raw = Raw()
    paragraph = table = 0
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            table += 1
            raw.add_table(Place("", 0, 0, table), [[cell.text for cell in row.cells] for row in block.rows])
            continue
        paragraph += 1
        style = (block.style.name or "") if block.style is not None else ""
        heading = style.startswith(("Heading", "Titre", "Title"))
        bullet = "• " if style.startswith("List Bullet") and block.text.strip() else ""
        for text in block.text.split("\n"):
            raw.add_line(f"{bullet}{text}", Place("document", 0, paragraph), heading=heading)
    return raw


def _check_spans(root: Any, name: str) -> None:
    """Refuse a table whose row says that it spans more columns than anybody draws."""
    from docx.oxml.ns import qn

    for row in root.iter(qn("w:tr")):
        spans = row.iter(qn("w:gridSpan"), qn("w:gridBefore"), qn("w:gridAfter"))
        if sum(max(int(one.get(qn("w:val"), "1")), 1) for one in spans) > MAX_COLUMNS:
            raise UnreadableFile(
                _("%(name)s contient un tableau de plus de %(most)s colonnes. Découpez-le, puis déposez-le de nouveau.")
                % {"name": name, "most": MAX_COLUMNS}
            )
