"""Words that a field does not accept and names that nobody bears: answered once for all the lines that say them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gouvernail.connectors.choices import labels
from gouvernail.connectors.enums import LEFT_OUT, Outcome
from gouvernail.connectors.fields import ImportField, import_fields
from gouvernail.connectors.findings import CREATION, INFO
from gouvernail.connectors.models import ImportRun
from gouvernail.connectors.naming import NamedObjects
from gouvernail.connectors.notes import Note
from gouvernail.kernel.text import fold
from gouvernail.organisations.actors import Actor
from gouvernail.registers.registry import register_of

Word = tuple[str, str]
"""A field, and the text that its cells hold."""

CODES = ("R-ENUM", CREATION)
SCANNED = 2_000
"""How many of the lines left aside are looked at to gather words for a page."""
MOST_SHOWN = 30
MOST_NAMES = 300


@dataclass(frozen=True)
class WordShown:
    """A word to answer once: the name of its form field, the column, how many lines say it, what it may mean."""

    name: str
    raw: str
    label: str
    lines: int
    options: list[str]


def unknown_words(run: ImportRun, actor: Actor) -> list[WordShown]:
    """Return the words that wait for an answer, the most frequent first."""
    waiting = run.rows.filter(outcome__in=(Outcome.REFUSED, Outcome.DOUBTFUL)).order_by("line")
    counts: Counter[Word] = Counter()
    first: dict[Word, str] = {}
    for notes in waiting.values_list("notes", flat=True)[:SCANNED]:
        for field, raw in _open_words(notes):
            counts[field, first.setdefault((field, fold(raw)), raw)] += 1
    fields = import_fields(register_of(run.kind))
    known: dict[str, list[str]] = {}
    shown = []
    for (name, raw), lines in counts.most_common(MOST_SHOWN):
        options = known.setdefault(name, _meanings(fields[name], run, actor))
        if options:
            shown.append(WordShown(f"w:{name}:{raw}", raw, fields[name].label, lines, options))
    return shown


def corrections_for(run: ImportRun, answers: Mapping[Word, str]) -> dict[int, dict[str, str]]:
    """Return, by prepared line, what the answers given to words put in its fields."""
    found: dict[int, dict[str, str]] = {}
    wanted = {(name, fold(raw)): answer for (name, raw), answer in answers.items() if answer}
    if not wanted:
        return found
    for pk, notes in run.rows.filter(outcome__in=LEFT_OUT).values_list("pk", "notes").iterator(chunk_size=500):
        for name, raw in _open_words(notes):
            if answer := wanted.get((name, fold(raw))):
                found.setdefault(pk, {})[name] = answer
    return found


def _open_words(notes: list[Note]) -> Iterator[Word]:
    for note in notes:
        if note["code"] in CODES and note["kind"] != INFO and not note["answer"] and note["field"]:
            yield note["field"], note["raw"]


def _meanings(one: ImportField, run: ImportRun, actor: Actor) -> list[str]:
    if one.field.choices:
        return labels(one.field)
    if not one.field.many_to_one or one.name == "organisation":
        return []
    names = sorted(set(NamedObjects(one.field.related_model, run.organisation, actor).names.values()))
    return names if len(names) <= MOST_NAMES else []
