"""Findings as they are kept with a prepared line and shown to whoever settles them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from gouvernail.connectors.context import Context
from gouvernail.connectors.findings import (
    ACCEPT,
    BLANK,
    CONFLICT,
    CREATION,
    FILE,
    HAND,
    INFO,
    KEEP,
    MISSING,
    REFUSAL,
    Finding,
)
from gouvernail.connectors.words import column_words, in_words

Note = dict[str, Any]


def note_of(context: Context, finding: Finding, answer: str) -> Note:
    """Return what is kept of a finding; ``answer`` is the one that settled it, "" while it is open."""
    return {
        "key": finding.key,
        "code": finding.code,
        "kind": finding.kind,
        "field": finding.field,
        "column": column_words(context, finding.field) if finding.field else "",
        "raw": finding.raw,
        "sentence": finding.sentence,
        "proposal": _proposal(context, finding),
        "confidence": finding.confidence,
        "options": _options(context, finding),
        "correctable": bool(finding.field) and finding.kind != CONFLICT,
        "answer": answer,
    }


def _proposal(context: Context, finding: Finding) -> str:
    if finding.proposed is MISSING or finding.field not in context.all_fields:
        return ""
    words = [in_words(context, context.all_fields[finding.field], finding.proposed)]
    words += [in_words(context, context.all_fields[name], value) for name, value in finding.also.items()]
    return ", ".join(word for word in words if word)


def _options(context: Context, finding: Finding) -> list[list[str]]:
    if finding.kind == INFO or finding.code == CREATION:
        return []
    if finding.kind == CONFLICT:
        return [[FILE, _("Prendre la valeur du fichier")], [HAND, _("Garder la correction faite à la main")]]
    options = []
    if finding.proposed is not MISSING:
        options.append([ACCEPT, _("Accepter : %(value)s") % {"value": _cut(_proposal(context, finding))}])
    options += [[code, label] for code, label, _value in finding.picks]
    if finding.kept is not MISSING:
        options.append([KEEP, _("Garder tel quel")])
    if finding.may_blank:
        options.append([BLANK, _("Importer sans cette valeur")])
    return options


def _cut(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


def is_open(note: Note, kind: str) -> bool:
    """Whether a note of that kind still waits for an answer."""
    return note["kind"] == kind and not note["answer"]


def reasons(notes: list[Note]) -> list[str]:
    """Return the sentences of what is still open, with the column each is about."""
    waiting = [note for note in notes if note["kind"] != INFO and not note["answer"]]
    waiting.sort(key=lambda note: note["kind"] != REFUSAL)
    return [
        _("Colonne %(column)s : %(sentence)s") % {"column": note["column"], "sentence": note["sentence"]}
        if note["column"]
        else note["sentence"]
        for note in waiting
    ]
