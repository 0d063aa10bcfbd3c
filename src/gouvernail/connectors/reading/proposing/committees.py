"""Committees, meetings and decisions that a document states: proposed with a low confidence, for a person to settle.

A decision that the document numbers, dates and says settled is one of the past; one that it submits is proposed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from gouvernail.connectors.reading.dating import find_dates
from gouvernail.connectors.reading.model import Document, Line
from gouvernail.connectors.reading.proposing.drawing import draw
from gouvernail.connectors.reading.proposing.mentions import committee_in, submitted
from gouvernail.connectors.reading.proposing.parts import Part, Proposal, Said
from gouvernail.kernel.text import fold

STATED = 60
"""How sure (percent) what is read in a sentence is: below what is written without a person's word."""

TITLE = 160
_PAST = re.compile(
    r"^\W*d[ée]cision\s+n[°o]\s*(?P<number>[\w./-]{1,20})\s*(?:du\s+(?P<day>[^:–—]{6,25}?))?\s*[:–—]\s*(?P<text>.{8,})$",
    re.IGNORECASE,
)
_OUTCOME = re.compile(r"\b(adopte|approuve|valide|rejete|refuse|ajourne|reporte)e?s?\b")
_OUTCOMES = {
    "adopte": "adoptée", "approuve": "adoptée", "valide": "adoptée", "rejete": "rejetée", "refuse": "rejetée",
    "ajourne": "ajournée", "reporte": "ajournée",
}  # fmt: skip
_MEETING = re.compile(
    r"\b(copil|cotech|comite de pilotage|comite technique)\b[^\d#]{0,20}(?:#|n°|n o|no\.?)\s?(\d{1,3})\b"
)
_KINDS = {"copil": "COPIL", "comite de pilotage": "COPIL", "cotech": "COTECH", "comite technique": "COTECH"}


def committees(document: Document) -> Iterator[Part]:
    """Yield the committees whose rhythm is said, each once."""
    headers = {"name": _("Comité"), "kind": _("Instance"), "rhythm": _("Fréquence")}
    part, seen = Part("committee", _("Comités énoncés"), headers), set()
    for line in document.filled:
        found = committee_in(line)
        if found is None:
            continue
        name, rhythm = found
        kind = next((kind for words, kind in _KINDS.items() if words in fold(name)), "Autre instance")
        if name.casefold() not in seen:
            seen.add(name.casefold())
            cells = {"name": name, "kind": kind, "rhythm": rhythm}
            part.proposals.append(draw(document, cells, [line.number], STATED))
    if part.proposals:
        yield part


def meetings(document: Document) -> Iterator[Part]:
    """Yield the meetings that bear a number and the only date of their line."""
    headers = {"committee": _("Comité"), "number": _("N°"), "held_on": _("Date")}
    part, seen = Part("meeting", _("Séances énoncées"), headers), set()
    for line in document.filled:
        dates = [found for found in find_dates(line.text) if found.exact]
        hits = _MEETING.findall(line.folded)
        if len(hits) != 1 or len(dates) != 1 or hits[0] in seen:
            continue
        seen.add(hits[0])
        words, number = hits[0]
        cells = {"committee": _KINDS[words], "number": number, "held_on": dates[0].raw}
        part.proposals.append(draw(document, cells, [line.number], STATED))
    if part.proposals:
        yield part


def decisions(document: Document) -> Iterator[Part]:
    """Yield the decisions of the past, then those submitted."""
    wording = {"title": _("Intitulé"), "wording": _("Libellé")}
    settled = {"number": _("N°"), **wording, "outcome": _("Décision"), "decided_on": _("Décidée le")}
    past = Part("decision", _("Décisions déjà prises"), settled)
    coming = Part("decision", _("Décisions soumises"), wording)
    for line in document.filled:
        if found := _PAST.match(line.text):
            past.proposals.append(_taken(document, line, found))
    for line, text in submitted(document):
        coming.proposals.append(draw(document, {"title": _short(text), "wording": text}, [line.number], STATED))
    yield from (part for part in (past, coming) if part.proposals)


def _taken(document: Document, line: Line, found: re.Match[str]) -> Proposal:
    text = found["text"].strip()
    outcome = _OUTCOME.search(line.folded)
    cells = {
        "number": found["number"],
        "title": _short(text),
        "wording": text,
        "outcome": _OUTCOMES[outcome[1]] if outcome else "",
        "decided_on": (found["day"] or "").strip(),
    }
    sentence = _("Rien ne dit ce que le comité a décidé : la décision serait proposée, pas prise.")
    said = [] if outcome else [Said("R-ENUM", sentence, STATED)]
    return draw(document, cells, [line.number], STATED, said)


def _short(text: str) -> str:
    if len(text) <= TITLE:
        return text.rstrip(" .;")
    return f"{text[:TITLE].rpartition(' ')[0]}…"
