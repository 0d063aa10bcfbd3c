"""Action plans and recommendations written line by line, without a table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gouvernail.connectors.reading.dating import find_dates
from gouvernail.connectors.reading.model import Document, Line
from gouvernail.connectors.reading.proposing.drawing import draw, part_title
from gouvernail.connectors.reading.proposing.parts import Part, Said
from gouvernail.connectors.reading.rules.tables import STATUSES
from gouvernail.kernel.text import fold

_TITLES = {
    "number": gettext_lazy("N°"),
    "title": gettext_lazy("Action"),
    "status": gettext_lazy("Statut"),
    "owner_role": gettext_lazy("Porteur"),
    "due": gettext_lazy("Échéance"),
    "remarks": gettext_lazy("Remarques"),
}
_NUMBERED = re.compile(r"^\s*(\d{1,3})[.)]?\s+(?=\S)")
_STATUS = re.compile(rf"[\s\ufffd•–-]({STATUSES})(?![a-z])")
_HEADER = re.compile(r"\bactions?\b.*\b(?:statuts?|etats?)\b")
_LEVEL = re.compile(r"^\s*([1-4])\s?[-–.]\s?((?:prerequis|prioritaire|important|strategique)\b.*)$")
_ITEM = re.compile(r"^\s*(?:\d{1,2}[.)]|[•▪–-])\s+(.+)$")


def actions(document: Document) -> Iterator[Part]:
    """Yield the plan whose numbered lines bear a status; lines without a number below one are its remarks, doubted."""
    inside = {line for table in document.tables for line in table.lines}
    part = Part("action", "", {name: str(title) for name, title in _TITLES.items()})
    columns = next((line.folded for line in document.filled if _HEADER.search(line.folded)), "")
    loose: list[Line] = []
    current: tuple[dict[str, str], Line] | None = None
    for line in document.filled:
        found = None if line.number in inside else _action(line)
        if found is not None:
            _close(document, part, current, loose)
            current, loose = (_spread(found, columns), line), []
        elif current is not None and len(line.text.split()) <= 10 and not line.heading and len(loose) < 6:
            loose.append(line)
        elif current is not None:
            _close(document, part, current, [])
            current, loose = None, []
    _close(document, part, current, [])
    if len(part.proposals) >= 2:
        part.title = part_title(document, part.proposals[0].lines[0])
        used = {name for one in part.proposals for name in one.cells}
        part.headers = {name: title for name, title in part.headers.items() if name in used}
        yield part


def _spread(cells: dict[str, str], columns: str) -> dict[str, str]:
    """Give the due date and the owner their cells when the titles of the columns name them and nothing else follows."""
    if "remarque" in columns or "commentaire" in columns:
        return cells
    dates = find_dates(cells["remarks"])
    if re.search(r"echeance|delai|pour le", columns) and dates and dates[-1].end >= len(cells["remarks"].rstrip()):
        cells["due"] = dates[-1].raw
        cells["remarks"] = cells["remarks"][: dates[-1].start].strip(" –-")
    if re.search(r"porteur|responsable|pilote", columns) and len(cells["remarks"]) <= 60:
        cells["owner_role"], cells["remarks"] = cells["remarks"], ""
    return cells


def _action(line: Line) -> dict[str, str] | None:
    number = _NUMBERED.match(line.text)
    status = _STATUS.search(_aligned(line.text))
    if not number or not status or status.start() - number.end() < 8:
        return None
    lost = line.text[status.start()] == "\ufffd"
    return {
        "number": number[1],
        "title": line.text[number.end() : status.start()].strip(" \ufffd–-"),
        "status": line.text[status.start() if lost else status.start(1) : status.end()],
        "remarks": line.text[status.end() :].strip(" –-"),
    }


def _aligned(text: str) -> str:
    """The text without accents or capitals, each letter in its place (``fold`` may shorten a text)."""
    return "".join(fold(letter)[:1] if letter.isalpha() else letter for letter in text)


def _close(document: Document, part: Part, current: tuple[dict[str, str], Line] | None, loose: list[Line]) -> None:
    if current is None:
        return
    cells, line = current
    said = []
    if loose:
        words = " / ".join(one.text.strip() for one in loose)
        cells["remarks"] = f"{cells['remarks']} {words}".strip()
        sentence = _("« %(words)s » suivait l’action sans numéro : est-ce bien sa remarque ?") % {"words": words[:80]}
        said.append(Said("R-ROW-DETACHED", sentence, 70))
    lines = [line.number, *(one.number for one in loose)]
    if find_dates(cells["remarks"]):
        sentence = _("Une date est écrite dans les remarques : elle y reste, l’échéance n’est pas remplie.")
        said.append(Said("R-TYPE", sentence, 60, doubt=False))
    part.proposals.append(draw(document, cells, lines, 85, said))


def recommendations(document: Document) -> Iterator[Part]:
    """Yield the items that stand under the levels of a matrix (« 1 - Prérequis critiques »…)."""
    part = Part("recommendation", "", {"title": _("Recommandation"), "priority": _("Priorité")})
    level = ""
    for line in document.filled:
        heading = _LEVEL.match(line.folded)
        if heading:
            level = heading[1]
            continue
        item = _ITEM.match(line.text)
        if level and item:
            part.proposals.append(draw(document, {"title": item[1], "priority": level}, [line.number], 85))
        elif level:
            level = ""
    if len(part.proposals) >= 2:
        part.title = part_title(document, part.proposals[0].lines[0] - 1)
        yield part
