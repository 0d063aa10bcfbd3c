"""Read a whole document: its proposals, what is said of each, its flags, what it states of committees and decisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from gouvernail.connectors.reading.model import Document
from gouvernail.connectors.reading.progress import Tell, to_nobody
from gouvernail.connectors.reading.proposing import budgets, committees, mentions, plans, purchases, tables
from gouvernail.connectors.reading.proposing.parts import SURE_ENOUGH, Mention, Part, Proposal, Said
from gouvernail.connectors.reading.rules import Flag, Gravity, check_document

ATTACHED = frozenset(
    {
        "R-DATE-CONFLICT", "R-DATE-BETWEEN", "R-DATE-FERIE", "R-ORDER-MP", "R-ORDER-ACTE", "R-OVERLAP", "R-DELAI-MP",
        "R-STANDSTILL", "R-CONTRADICTION", "R-CAT-MOVE", "R-SECTION-BUDG", "R-TABLE-SHIFT", "R-OCR", "R-TYPE",
        "R-HOMONYM", "R-NAME-VENDOR", "R-OBSOLETE", "R-VARIANT", "R-SCOPE", "R-CONDITIONAL",
    }
)  # fmt: skip
"""The flags that are told again with the proposals they are about; the others are read in the cells anyway."""


@dataclass
class Reading:
    """What was read of a document."""

    document: Document
    parts: list[Part]
    flags: list[Flag]
    mentions: list[Mention]


def read_proposals(document: Document, tell: Tell = to_nobody) -> Reading:
    """Return what a document proposes, with the flags of all the rules."""
    flags = check_document(document, tell)
    parts = _merged(_parts(document))
    by_line = _by_line(flags)
    for part in parts:
        part.proposals = [_told(part.kind, one, by_line) for one in part.proposals]
    return Reading(document, parts, flags, mentions.mentions(document))


def _parts(document: Document) -> Iterator[Part]:
    own = [
        *purchases.steps(document),
        *plans.actions(document),
        *plans.recommendations(document),
        *budgets.budget_lines(document),
        *budgets.projects(document),
        *budgets.findings(document),
        *committees.committees(document),
        *committees.meetings(document),
        *committees.decisions(document),
    ]
    yield from own
    taken = {line for part in own for one in part.proposals for line in one.lines}
    yield from tables.listed(document, taken)


def _merged(found: Iterator[Part]) -> list[Part]:
    """Two tables of one kind with the same columns are one part: a table that goes on from page to page."""
    parts: list[Part] = []
    for part in found:
        same = next((one for one in parts if one.kind == part.kind and one.headers == part.headers), None)
        if same is not None and part.kind != "milestone":
            same.proposals += part.proposals
        else:
            parts.append(part)
    return parts


def _by_line(flags: list[Flag]) -> dict[int, list[Flag]]:
    by_line: dict[int, list[Flag]] = defaultdict(list)
    for flag in flags:
        if flag.code in ATTACHED:
            for line in (flag.line, *flag.others):
                by_line[line].append(flag)
    return by_line


def _told(kind: str, one: Proposal, by_line: dict[int, list[Flag]]) -> Proposal:
    """A proposal with the flags of its lines; those of one code are told together."""
    by_code: dict[str, Said] = {said.code: said for said in one.said}
    for line in one.lines:
        for flag in by_line.get(line, ()):
            if flag.code == "R-CAT-MOVE" and kind != "project":
                continue
            sentence = (
                _("%(sentence)s Proposé : %(proposal)s.") % {"sentence": flag.sentence, "proposal": flag.proposal}
                if flag.proposal
                else flag.sentence
            )
            known = by_code.get(flag.code)
            if known is None:
                by_code[flag.code] = Said(flag.code, sentence, flag.confidence, flag.gravity != Gravity.INFO)
            elif sentence not in known.sentence:
                by_code[flag.code] = replace(known, sentence=f"{known.sentence} {sentence}", doubt=True)
    if one.confidence < SURE_ENOUGH:
        sentence = _("Lu dans un texte, avec une confiance de %(confidence)s %% : les colonnes sont incertaines.") % {
            "confidence": one.confidence
        }
        by_code.setdefault("R-PROPOSAL", Said("R-PROPOSAL", sentence, one.confidence))
    return replace(one, said=tuple(by_code.values()))
