"""Read the file of an import and keep its lines, compared, for a person to look at: chunk by chunk, out of the way.

A small file is compared while its person waits, a big one in a process of its own that says how far it is
(``comparing``). Each chunk is a short transaction, so other people's work never waits.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.connectors.between_lines import note_between_lines
from gouvernail.connectors.contents import is_drawn, sheet_of, tell_what_was_noticed
from gouvernail.connectors.context import Context
from gouvernail.connectors.enums import Outcome, RunState
from gouvernail.connectors.fields import name_field
from gouvernail.connectors.judgements import Judgement
from gouvernail.connectors.judging import Comparison, vanished
from gouvernail.connectors.models import ImportRun, StagedRow
from gouvernail.connectors.outlines import sheet_named
from gouvernail.connectors.receiving import remember
from gouvernail.connectors.records import Record, pack_record, read_records
from gouvernail.connectors.sealed import forget_samples, seal_cells
from gouvernail.connectors.sources.bulk import load_rows
from gouvernail.connectors.spreadsheets import UnreadableFile
from gouvernail.kernel.fewer_collections import fewer_collections
from gouvernail.organisations.actors import Actor
from gouvernail.registers.apart import beating
from gouvernail.registers.operations import RefusedError
from gouvernail.registers.registry import register_of

MAX_LOG = 200

COLUMNS = (
    "run_id", "line", "outcome", "title", "key", "object_id", "fingerprint", "cells", "values", "changes", "notes",
    "decisions", "corrections", "needs_creation",
)  # fmt: skip
"""What is written of a prepared line: by hundreds of thousands, Django's own objects would cost more than judging."""

logger = logging.getLogger(__name__)


class SupersededError(Exception):
    """Somebody changed the columns, dropped the import or started again: this comparison is of no use any more."""


def begin(run: ImportRun, *, asked_by: str = "", taken_up: int = 0) -> int:
    """Mark a run as being compared and return the number of this attempt.

    ``asked_by`` is the key of the person who asked for it, with whose rights it may be taken up; ``taken_up`` how many
    times in a row it was.
    """
    with transaction.atomic():
        kept = ImportRun.objects.select_for_update().get(pk=run.pk)
        if kept.state in (RunState.APPLIED, RunState.CANCELLED):
            raise RefusedError(_("Cet import est terminé."))
        kept.state, kept.attempt = RunState.READING, kept.attempt + 1
        kept.asked_by, kept.taken_up = asked_by, taken_up
        kept.lines_done, kept.lines_total = 0, sheet_named(kept.outline, kept.sheet)["rows"]
        kept.counts, kept.log = {}, list(kept.outline["warnings"])
        kept.save()
        if not is_drawn(kept.outline):  # the columns of a document are of that document alone
            remember(kept)
    return kept.attempt


def work(run_pk: int, attempt: int, actor: Actor) -> None:
    """Compare; whatever goes wrong is said on the run, in one French sentence."""
    try:
        with fewer_collections(), beating(lambda: _alive(run_pk, attempt)):
            _stage(ImportRun.objects.select_related("organisation", "received").get(pk=run_pk), attempt, actor)
    except SupersededError:
        return
    except UnreadableFile as error:
        fail(run_pk, attempt, str(error))
    except Exception:
        logger.exception("The comparison of import %s failed", run_pk)
        fail(
            run_pk,
            attempt,
            _("La comparaison a échoué. Rien n’est écrit : recommencez, ou déposez le fichier à nouveau."),
        )


def _alive(run_pk: int, attempt: int) -> bool:
    """Give a sign of life; say no when the comparison was dropped or started again."""
    mine = ImportRun.objects.filter(pk=run_pk, attempt=attempt, state=RunState.READING)
    return bool(mine.update(touched_at=timezone.now()))


def fail(run_pk: int, attempt: int, sentence: str) -> None:
    """Say on a run why its comparison came to nothing."""
    run = ImportRun.objects.filter(pk=run_pk, attempt=attempt).first()
    if run:
        run.state, run.log = RunState.FAILED, [sentence, *run.log][:MAX_LOG]
        run.save()


def context_of(run: ImportRun, actor: Actor) -> Context:
    """Return what comparing the lines of a run needs to know."""
    place = run.organisation
    mapped = {name: (index, header) for name, (index, header) in run.mapping.items()}
    return Context(
        register_of(run.kind),
        place,
        actor,
        mapped,
        place.today(),
        run.blank_clears,
        frozenset(key for key, one in run.creations.items() if one.get("agreed")),
        dict(run.creations),
    )


def _stage(run: ImportRun, attempt: int, actor: Actor) -> None:
    started = time.monotonic()
    context = context_of(run, actor)
    context.creations.clear()  # the names that another choice of columns would have created are forgotten
    outline = sheet_named(run.outline, run.sheet)
    reading = read_records(sheet_of(run), outline, context.mapped, name_field(context.register))
    seal_cells(context.all_fields.values(), reading.records)
    note_between_lines(context.register, reading.records)
    tell_what_was_noticed(run.outline, reading.records)
    _take_answers_over(run, reading.records)
    comparison = Comparison(context, reading.records)
    with transaction.atomic():
        _still_current(run, attempt)
        run.rows.all().delete()
    done = 0
    for judgements in comparison.chunks():
        with transaction.atomic():
            current = _still_current(run, attempt)
            load_rows(StagedRow._meta.db_table, COLUMNS, rows_of(run, judgements))
            done += len(judgements)
            current.lines_done = done
            current.save(update_fields=["lines_done", "touched_at"])
    _conclude(run, attempt, context, comparison, reading.left_out, started)


def _still_current(run: ImportRun, attempt: int) -> ImportRun:
    current = ImportRun.objects.select_for_update().get(pk=run.pk)
    if current.attempt != attempt or current.state != RunState.READING:
        raise SupersededError
    return current


def _take_answers_over(run: ImportRun, records: Iterable[Record]) -> None:
    """What a person answered before the file was compared again still holds, line by line."""
    answered = run.rows.exclude(decisions={}, corrections={}).values_list("line", "decisions", "corrections")
    kept = {line: (decisions, corrections) for line, decisions, corrections in answered}
    for record in records:
        if record.line in kept:
            record.decisions, record.corrections = kept[record.line]


def rows_of(run: ImportRun, judgements: Iterable[Judgement]) -> list[tuple[Any, ...]]:
    """Return the lines as they are kept, in the order of ``COLUMNS``."""
    return [
        (
            run.pk, one.record.line, str(one.outcome), one.title, one.key, one.object_id, one.fingerprint,
            _json(pack_record(one.record)), _json(one.values), _json(one.changes), _json(one.notes),
            _json(dict(one.record.decisions)), _json(dict(one.record.corrections)), one.needs_creation,
        )
        for one in judgements
    ]  # fmt: skip


def _json(value: dict[str, Any] | list[Any]) -> str:
    return json.dumps(value) if value else "{}" if isinstance(value, dict) else "[]"


def fill_row(row: StagedRow, one: Judgement) -> StagedRow:
    """Write a judgement into a prepared line."""
    row.outcome, row.title, row.key, row.object_id = one.outcome, one.title, one.key, one.object_id
    row.fingerprint, row.values, row.changes, row.notes = one.fingerprint, one.values, one.changes, one.notes
    row.cells = pack_record(one.record)
    row.decisions, row.corrections = dict(one.record.decisions), dict(one.record.corrections)
    row.needs_creation = one.needs_creation
    return row


def _conclude(
    run: ImportRun, attempt: int, context: Context, comparison: Comparison, left_out: list[str], started: float
) -> None:
    gone = vanished(context, run.file_name, comparison)
    with transaction.atomic():
        current = _still_current(run, attempt)
        StagedRow.objects.bulk_create(
            StagedRow(run=run, line=0, outcome=Outcome.VANISHED, title=name[:240], object_id=pk) for pk, name in gone
        )
        forget_samples(current.outline, current.mapping, context.all_fields)
        current.creations = kept_creations(current, context)
        current.counts = count(current)
        current.log = [*current.log, *left_out][:MAX_LOG]
        current.state, current.compared_in = RunState.READY, round(time.monotonic() - started, 2)
        current.save()


def kept_creations(run: ImportRun, context: Context) -> dict[str, dict]:
    """Return the names to create with the person's agreement, those agreed to before still so."""
    return {
        key: {**one, "agreed": bool(run.creations.get(key, {}).get("agreed"))} for key, one in context.creations.items()
    }


def count(run: ImportRun) -> dict[str, int]:
    """Return how many lines there are by outcome."""
    counted = run.rows.order_by().values_list("outcome").annotate(Count("pk"))
    return dict(counted)
