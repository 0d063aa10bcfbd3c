"""The few sentences that every drawing adds to a story: footer, notes, mark of a demonstration."""

from __future__ import annotations

from gouvernail.documents.kit.layout.shapes import Page
from gouvernail.documents.kit.story import DecisionSheet, Deck, Report

DEMO = "Démonstration : données fictives"
SOURCES = "Sources\u00a0:"
FULL_TEXTS = "Textes complets de cette diapositive :"


def footer_of(document: Deck | Report) -> str:
    """Return the footer of a document, with the mark of a demonstration when it is one."""
    text = document.footer or " · ".join(part for part in (document.organisation, document.title) if part)
    return f"{text} · {DEMO}" if document.is_demo else text


def notes_of(page: Page) -> str:
    """Return the speaker notes of a page: those of the story, its sources, the full text of whatever had to be cut."""
    parts = [page.notes] if page.notes else []
    if page.sources:
        parts.append("\n".join([SOURCES, *(f"• {text}" for text in page.sources)]))
    if page.lost:
        parts.append("\n".join([FULL_TEXTS, *(f"• {text}" for text in page.lost)]))
    return "\n\n".join(parts)


OUTCOMES = ("Adoptée", "Amendée", "Ajournée", "Rejetée")
ABSENT = "non renseigné"
UNTITLED = "Sans titre"
TO_NAME = "à désigner"
TO_DATE = "à fixer"


def quoted(text: str) -> str:
    """Return ``text`` between French quotation marks, unless it already is."""
    text = text.strip()
    return text if text.startswith("«") else f"«\u00a0{text}\u00a0»"


def outcome_boxes(outcome: str) -> list[tuple[str, bool]]:
    """Return the boxes to tick under a decision, and whether each is ticked; an unusual outcome has its own box."""
    given = outcome.strip()
    usual = usual_outcome(given)
    names = [*OUTCOMES, given] if given and usual is None else list(OUTCOMES)
    return [(name, bool(given) and name == (usual or given)) for name in names]


def usual_outcome(outcome: str) -> str | None:
    """Return the usual outcome that ``outcome`` names, whatever its case and gender (« adopté »)."""
    bare = outcome.casefold().rstrip("e")
    return next((name for name in OUTCOMES if name.casefold().rstrip("e") == bare), None)


def decision_facts(sheet: DecisionSheet) -> list[tuple[str, str]]:
    """Return what stands under a decision as label and value: condition and vote when known, owner, due date."""
    facts = [("Condition", sheet.condition)] if sheet.condition else []
    if sheet.votes:
        facts.append(("Vote", sheet.votes))
    return [*facts, ("Porteur", sheet.owner or TO_NAME), ("Échéance", sheet.due or TO_DATE)]


def sourced(source: str) -> str:
    """Return « Source : … », unless the text already says it."""
    return source if source.casefold().startswith("source") else f"Source\u00a0: {source}"
