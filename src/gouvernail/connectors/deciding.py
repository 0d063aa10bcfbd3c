"""What a person answers about doubtful lines, and what becomes of these lines then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from gouvernail.connectors.enums import LEFT_OUT, Outcome, RunState
from gouvernail.connectors.findings import ACCEPT, DOUBT
from gouvernail.connectors.judging import CHUNK, Comparison
from gouvernail.connectors.models import ImportRun, StagedRow
from gouvernail.connectors.notes import is_open
from gouvernail.connectors.receiving import check_rights
from gouvernail.connectors.records import unpack_record
from gouvernail.connectors.staging import context_of, count, fill_row, kept_creations
from gouvernail.connectors.unknown_words import Word, corrections_for
from gouvernail.organisations.actors import Actor
from gouvernail.registers.operations import RefusedError
from gouvernail.registers.registry import register_of

Answers = Mapping[int, Mapping[str, str]]
"""By prepared line, what was answered to each of its notes (or typed for each of its fields)."""

_WRITTEN = (
    "outcome", "title", "key", "object_id", "fingerprint", "values", "changes", "notes", "decisions", "corrections",
    "needs_creation",
)  # fmt: skip


def decide(
    run: ImportRun,
    actor: Actor,
    decisions: Answers,
    corrections: Answers,
    agreed: set[str] | None,
    words: Mapping[Word, str] | None = None,
) -> int:
    """Take answers and judge the lines they are about again; return how many lines were.

    ``agreed`` is the set of names whose creation is agreed to, ``None`` to leave that as it is; ``words`` says what
    unknown words mean, for all the lines that hold them and of which nothing else was typed.
    """
    check_rights(register_of(run.kind), run.organisation, actor)
    with transaction.atomic():
        run = _opened(run)
        corrections = _with_words(corrections, corrections_for(run, words or {}))
        wanted = Q(pk__in=[*decisions, *corrections])
        agreement_changes = agreed is not None and agreed != _agreed(run)
        if agreement_changes:
            for key, one in run.creations.items():
                one["agreed"] = key in (agreed or ())
            wanted |= Q(needs_creation=True)
        found = run.rows.filter(wanted).exclude(outcome=Outcome.VANISHED).order_by("line")
        rows = [
            row
            for row in found
            if _answer(row, decisions.get(row.pk, {}), corrections.get(row.pk, {}))
            or (agreement_changes and row.needs_creation)
        ]
        if rows or agreement_changes:
            _judge_again(run, actor, rows)
    return len(rows)


def _with_words(typed: Answers, meant: Answers) -> Answers:
    both = {pk: dict(fields) for pk, fields in meant.items()}
    for pk, fields in typed.items():
        for name, text in fields.items():
            if text.strip() or name not in both.get(pk, {}):
                both.setdefault(pk, {})[name] = text
    return both


def accept_all(run: ImportRun, actor: Actor, at_least: int) -> int:
    """Accept every proposal still open whose confidence reaches ``at_least`` percent; return how many lines change."""
    check_rights(register_of(run.kind), run.organisation, actor)
    changed = 0
    with transaction.atomic():
        run = _opened(run)
        rows = []
        for row in run.rows.filter(outcome=Outcome.DOUBTFUL).order_by("line").iterator(chunk_size=CHUNK):
            sure = [note for note in row.notes if is_open(note, DOUBT) and (note["confidence"] or 0) >= at_least]
            codes = {note["key"]: ACCEPT for note in sure if any(code == ACCEPT for code, _label in note["options"])}
            if codes:
                row.decisions = row.decisions | codes
                rows.append(row)
                changed += 1
        _judge_again(run, actor, rows)
    return changed


def left_aside(run: ImportRun) -> QuerySet[StagedRow]:
    """Return the lines that applying does not write and that can be corrected in a file."""
    return run.rows.filter(outcome__in=LEFT_OUT).order_by("line")


def _opened(run: ImportRun) -> ImportRun:
    kept = ImportRun.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=run.pk)
    if kept.state != RunState.READY:
        raise RefusedError(_("Cet import n’attend plus de réponse."))
    return kept


def _agreed(run: ImportRun) -> set[str]:
    return {key for key, one in run.creations.items() if one.get("agreed")}


def _answer(row: StagedRow, decisions: Mapping[str, str], corrections: Mapping[str, str]) -> bool:
    """Take the answers about a line; whether they change anything."""
    before = row.decisions, row.corrections
    row.decisions = {key: code for key, code in {**row.decisions, **decisions}.items() if code}
    typed = {name: text.strip() for name, text in {**row.corrections, **corrections}.items()}
    row.corrections = {name: text for name, text in typed.items() if text}
    return (row.decisions, row.corrections) != before


def _judge_again(run: ImportRun, actor: Actor, rows: list[StagedRow]) -> None:
    context = context_of(run, actor)
    others = run.rows.exclude(outcome=Outcome.VANISHED).values_list("pk", "line", "key", "object_id")
    changed = {row.pk for row in rows}
    elsewhere: Iterable = [(line, key, pk_held) for pk, line, key, pk_held in others if pk not in changed]
    by_line = {row.line: row for row in rows}
    records = [unpack_record(row.line, row.cells, row.decisions, row.corrections) for row in rows]
    written = []
    for judgements in Comparison(context, records, elsewhere).chunks():
        for one in judgements:
            written.append(fill_row(by_line[one.record.line], one))
    StagedRow.objects.bulk_update(written, _WRITTEN, batch_size=200)
    run.creations = kept_creations(run, context)
    run.counts = count(run)
    run.save()
