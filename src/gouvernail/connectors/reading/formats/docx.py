"""DOCX: paragraphs and tables in the order of the body."""

from __future__ import annotations

import io
import zipfile

from gouvernail.connectors.reading.formats.raw import Raw
from gouvernail.connectors.reading.model import Place
from gouvernail.connectors.spreadsheets import UnreadableFile
from gouvernail.connectors.spreadsheets.safety import damaged_sentence


def read(data: bytes, name: str) -> Raw:
    """Read the body of a DOCX; headers and footers, the same on every page, are left out."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from docx.table import Table
    from lxml.etree import XMLSyntaxError

    try:
        document = docx.Document(io.BytesIO(data))
    except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile, XMLSyntaxError) as error:
        raise UnreadableFile(damaged_sentence(name).replace("tableur", "traitement de texte")) from error
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
