"""Committees and decisions that a document states: told, with their place, for a person to take up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouvernail.connectors.reading.model import Document
from gouvernail.connectors.reading.proposing.parts import Mention

_COMMITTEE = re.compile(
    r"\b(?:copil(?: \w+)?|cotech|comite (?:de pilotage|technique|de suivi|des usagers|strategique)[^.;]{0,40}?)\s?"
    r"(?:de cloture|hebdo(?:madaire)?|mensuel(?:le)?|trimestriel(?:le)?|semestriel(?:le)?|annuel(?:le)?|:)"
)
_DECISION_TITLE = re.compile(r"^\W*decisions? (?:attendues?|proposees?|a prendre|soumises?)\b")
_TICK = re.compile(r"^\s*[☐□❏☑]\s*(.+)$")
MAX = 60


def mentions(document: Document) -> list[Mention]:
    """Return the committees with their rhythm, and the decisions put to one, in the order of the document."""
    return list(_found(document))[:MAX]


def _found(document: Document) -> Iterator[Mention]:
    seen: set[str] = set()
    wording = 0
    for line in document.filled:
        if line.folded in seen:
            continue
        tick = _TICK.match(line.text)
        if tick:
            seen.add(line.folded)
            yield Mention("decision", tick[1].strip(), str(line.place))
        elif _DECISION_TITLE.match(line.folded):
            wording = 3
        elif wording:
            wording -= 1
            if re.match(r"\W*(?:valider|approuver|autoriser|retenir|engager|adopter|lancer)\b", line.folded):
                seen.add(line.folded)
                yield Mention("decision", line.text.strip(" •–-"), str(line.place))
        if _COMMITTEE.search(line.folded) and len(line.text) < 120:
            seen.add(line.folded)
            yield Mention("committee", line.text.strip(" •–-"), str(line.place))
