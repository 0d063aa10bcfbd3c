"""Committees and decisions that a document states: told, with their place, for a person to take up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouvernail.connectors.reading.model import Document, Line
from gouvernail.connectors.reading.proposing.parts import Mention
from gouvernail.kernel.text import fold

_COMMITTEE = re.compile(
    r"\b(?:copil(?: \w+)?|cotech|comite (?:de pilotage|technique|de suivi|des usagers|strategique)[^.;]{0,40}?)\s?"
    r"(?:de cloture|hebdo(?:madaire)?|mensuel(?:le)?|trimestriel(?:le)?|semestriel(?:le)?|annuel(?:le)?|:)"
)
_RHYTHM = re.compile(r"\b(?:hebdo|mensuel|trimestriel|semestriel|annuel)\w*|:", re.IGNORECASE)
_DECISION_TITLE = re.compile(r"^\W*decisions? (?:attendues?|proposees?|a prendre|soumises?)\b")
_TICK = re.compile(r"^\s*[☐□❏☑]\s*(.+)$")
MAX = 60


def mentions(document: Document) -> list[Mention]:
    """Return the committees with their rhythm, and the decisions put to one, in the order of the document."""
    found = [(line.number, Mention("decision", text, str(line.place))) for line, text in submitted(document)]
    for line in document.filled:
        if committee_in(line):
            found.append((line.number, Mention("committee", line.text.strip(" •–-"), str(line.place))))
    once = {(one.kind, fold(one.text)): one for _number, one in sorted(found, key=lambda pair: pair[0], reverse=True)}
    return list(reversed(once.values()))[:MAX]


def committee_in(line: Line) -> tuple[str, str] | None:
    """Return the name of the committee whose rhythm a line says, and that line; ``None`` when it says none."""
    hit = _COMMITTEE.search(line.folded) if len(line.text) < 120 else None
    if hit is None:
        return None
    text = line.text.strip(" •–-")
    name = re.split(_RHYTHM, text, maxsplit=1)[0].strip(" :•–-,(")
    return (name[:120] or text[:120]), text[:160]


def submitted(document: Document) -> Iterator[tuple[Line, str]]:
    """Yield the decisions that a document submits: boxes to tick, and what stands under a title that says so."""
    seen: set[str] = set()
    wording = 0
    for line in document.filled:
        if line.folded in seen:
            continue
        tick = _TICK.match(line.text)
        if tick:
            seen.add(line.folded)
            yield line, tick[1].strip()
        elif _DECISION_TITLE.match(line.folded):
            wording = 3
        elif wording:
            wording -= 1
            if re.match(r"\W*(?:valider|approuver|autoriser|retenir|engager|adopter|lancer)\b", line.folded):
                seen.add(line.folded)
                yield line, line.text.strip(" •–-")
