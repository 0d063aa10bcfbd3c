"""Web pages: what a reader would see of them, their tables as tables; nothing is fetched, nothing is run."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from gouvernail.connectors.reading.formats.raw import Raw
from gouvernail.connectors.reading.model import Place
from gouvernail.connectors.reading.progress import Tell
from gouvernail.connectors.spreadsheets import UnreadableFile

_LEFT_OUT = {"script", "style", "template", "noscript", "head", "svg", "iframe", "object"}
_BLOCKS = {
    "p", "div", "section", "article", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "br", "header", "footer",
    "main", "nav", "aside", "blockquote", "figure", "figcaption", "dl", "dt", "dd", "form", "button", "hr", "pre", "tr",
}  # fmt: skip
MAX_DEPTH = 200
"""How many elements may stand one inside another: what is deeper is left out, and said."""


def read(data: bytes, name: str, _tell: Tell) -> Raw:
    """Read a web page kept as a file."""
    from lxml import etree, html

    parser = html.HTMLParser(
        encoding=_encoding(data), no_network=True, huge_tree=True
    )  # a small tree stops at 256 levels
    try:
        root = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise UnreadableFile(
            _("%(name)s n’est pas une page lisible. Enregistrez-la de nouveau, ou en PDF.") % {"name": name}
        ) from error
    raw = Raw()
    walk = _Walk(raw)
    walk.visit(root, 0)
    if any(one.type_name == "ERR_RESOURCE_LIMIT" for one in parser.error_log):
        raw.warnings.append(
            _("La page est imbriquée sans mesure : la suite n’en est pas lue. Enregistrez-la en PDF pour tout lire.")
        )
    elif walk.too_deep:
        raw.warnings.append(
            _(
                "Une partie de la page, imbriquée à plus de %(most)s niveaux, n’est pas lue. "
                "Enregistrez la page en PDF pour tout lire."
            )
            % {"most": MAX_DEPTH}
        )
    return raw


def _encoding(data: bytes) -> str | None:
    """UTF-8 when the bytes are; otherwise what the page says of itself."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


class _Walk:
    """Goes through a page, gathering the text of each block."""

    def __init__(self, raw: Raw) -> None:
        self.raw, self.text, self.rank, self.tables, self.heading = raw, "", 0, 0, False
        self.too_deep = False

    def visit(self, node: Any, depth: int) -> None:
        """Take the text of a node, of its children, and of what follows them."""
        tag = node.tag if isinstance(node.tag, str) else ""
        if tag in _LEFT_OUT or not tag:
            return
        if depth > MAX_DEPTH:
            self.too_deep = self.too_deep or bool("".join(node.itertext()).strip())
            return
        if tag == "table":
            self._table(node)
            return
        block = tag in _BLOCKS
        if block:
            self.flush()
            self.heading = tag in {"h1", "h2", "h3", "h4", "h5", "h6"}
            self.text = "• " if tag == "li" else ""
        self.text += node.text or ""
        for child in node:
            self.visit(child, depth + 1)
            self.text += child.tail or ""
        if block or tag == "body":
            self.flush()

    def _table(self, node: Any) -> None:
        self.flush()
        self.tables += 1
        rows = [
            [" ".join(cell.itertext()) for cell in row if cell.tag in ("td", "th")]
            for row in node.iter("tr")
            if len(row)
        ]
        if rows:
            self.raw.add_table(Place("", 0, 0, self.tables), rows)

    def flush(self) -> None:
        """End a line."""
        text = " ".join(self.text.split())
        if text and text != "•":
            self.rank += 1
            self.raw.add_line(text, Place("", 0, self.rank), heading=self.heading)
        self.text, self.heading = "", False
