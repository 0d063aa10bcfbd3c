"""One slide a decision: its exact wording, what it rests on, what it depends on, the boxes to tick."""

from __future__ import annotations

from django.utils.translation import gettext as _

from gouvernail.documents.catalogue.copil_deck.facts import Situation
from gouvernail.documents.catalogue.copil_deck.writing import notes
from gouvernail.documents.catalogue.french import uncapital
from gouvernail.documents.kit.story import DecisionSheet, Slide
from gouvernail.governance.models import Outcome
from gouvernail.governance.reading import DecisionLine

OUTCOME_WORDS = {
    Outcome.PROPOSED: "",
    Outcome.ADOPTED: "Adoptée",
    Outcome.AMENDED: "Amendée",
    Outcome.POSTPONED: "Ajournée",
    Outcome.REJECTED: "Rejetée",
    Outcome.MOOT: "Sans objet",
}
"""The words of the boxes to tick, as the kit names them."""


def decision_slides(situation: Situation) -> list[Slide]:
    """Return a slide for each decision put to the meeting."""
    return [_slide(one, situation.evidence.get(one.decision.pk, ())) for one in situation.decisions]


def _slide(line: DecisionLine, evidence: tuple[str, ...]) -> Slide:
    one = line.decision
    title = _("Décision %(number)s : %(title)s") % {"number": one.number, "title": uncapital(one.title)}
    return Slide(
        title,
        (sheet(line, evidence),),
        kind="decision",
        notes=notes(
            *(one.context.splitlines()), *(_("Condition : %(text)s") % {"text": text} for text in line.conditions)
        ),
        source=one.source,
    )


def sheet(line: DecisionLine, evidence: tuple[str, ...] = (), *, outcome: bool = True) -> DecisionSheet:
    """Return a decision as a block of a document; ``outcome`` says what the committee did with it, if it did."""
    one = line.decision
    return DecisionSheet(
        number=one.number,
        title=one.title,
        wording=one.wording,
        context=(*paragraphs(one.context), *evidence),
        options=tuple(text.strip() for text in one.options.splitlines() if text.strip()),
        condition=" ; ".join(line.conditions),
        owner=one.owner_role,
        due=str(one.due) if one.due else "",
        outcome=OUTCOME_WORDS[Outcome(one.outcome)] if outcome else "",
        votes=line.votes if outcome else "",
    )


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a text typed on several lines: a line that ends a sentence ends a paragraph."""
    found: list[str] = []
    for line in (piece.strip() for piece in text.splitlines()):
        if not line:
            continue
        if found and not found[-1].endswith((".", "!", "?", ":", ";")):
            found[-1] = f"{found[-1]} {line}"
        else:
            found.append(line)
    return tuple(found)
