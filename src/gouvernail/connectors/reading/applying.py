"""Write what a person agreed to of a document: all its parts in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.connectors import applying, staging
from gouvernail.connectors.enums import READY_OUTCOMES, RunState
from gouvernail.connectors.models import ImportRun
from gouvernail.connectors.reading.enums import UNREAD, Answer, ReadingState
from gouvernail.connectors.reading.keeping import check_rights
from gouvernail.connectors.reading.models import DocumentReading, WaitingDocument
from gouvernail.connectors.receiving import cancel as cancel_run
from gouvernail.journal.chain import record
from gouvernail.organisations.actors import Actor
from gouvernail.registers.operations import RefusedError
from gouvernail.registers.registry import register_of

WAITING = (RunState.READY, RunState.COLUMNS, RunState.FAILED, RunState.READING)


def runs_of(reading: DocumentReading) -> list[ImportRun]:
    """Return the imports of a document, in the order in which they are applied."""
    return [part.run for part in reading.parts.select_related("run__organisation")]


def ready_lines(run: ImportRun) -> int:
    """Return how many lines applying a run would write."""
    return sum(run.counts.get(one, 0) for one in READY_OUTCOMES) if run.state == RunState.READY else 0


def apply(reading: DocumentReading, actor: Actor) -> int:
    """Write the lines that are ready in every part and return how many; applied already, it changes nothing.

    Raises ``StaleError`` when something held has changed since the comparison (``compare_again`` makes it anew),
    ``RefusedError`` when there is nothing to write; nothing is written then.
    """
    check_rights(reading.organisation, actor)
    with transaction.atomic():
        kept = DocumentReading.objects.select_for_update(of=("self",)).get(pk=reading.pk)
        if kept.state == ReadingState.APPLIED:
            return 0
        if kept.state == ReadingState.CANCELLED:
            raise RefusedError(_("Ce document est abandonné."))
        if kept.state != ReadingState.READY:
            raise RefusedError(_("Ce document n’est pas encore lu : rien n’est à appliquer."))
        ready = [run for run in runs_of(kept) if ready_lines(run)]
        if not ready:
            raise RefusedError(_("Il n’y a rien à écrire : aucune proposition n’est prête."))
        written = sum(applying.apply(run, actor)["ecrites"] for run in ready)
        settle(kept)
    reading.refresh_from_db()
    return written


def settle(reading: DocumentReading) -> None:
    """Note that a document is applied once none of its imports waits any more, whichever page applied them."""
    runs = runs_of(reading)
    waiting = [run for run in runs if run.state in WAITING]
    if (
        reading.state == ReadingState.READY
        and runs
        and not waiting
        and any(run.state == RunState.APPLIED for run in runs)
    ):
        reading.state, reading.finished_at = ReadingState.APPLIED, timezone.now()
        reading.save(update_fields=["state", "finished_at"])


def compare_again(reading: DocumentReading, actor: Actor) -> None:
    """Compare anew the parts that are not applied, the answers given kept."""
    for run in runs_of(reading):
        if run.state in (RunState.READY, RunState.FAILED):
            staging.work(run.pk, staging.begin(run), actor)


def answer(reading: DocumentReading, actor: Actor, answers: Mapping[int, str]) -> int:
    """Take what a person answers to the faults; return how many answers changed."""
    check_rights(reading.organisation, actor)
    changed = []
    for fault in reading.faults.filter(pk__in=answers):
        given = answers[fault.pk]
        if given in Answer.values and given != fault.answer:
            fault.answer = given
            changed.append(fault)
    with transaction.atomic():
        reading.faults.model._default_manager.bulk_update(changed, ["answer"], batch_size=200)
        if changed:
            kept = sum(fault.answer == Answer.KEPT for fault in changed)
            record(
                actor=actor.key,
                verb="modifier",
                kind="document",
                object_id=reading.pk,
                place=reading.organisation.path,
                label=reading.file_name,
                details={"retenus": kept, "ecartes": sum(fault.answer == Answer.DISMISSED for fault in changed)},
            )
    return len(changed)


def cancel(reading: DocumentReading, actor: Actor) -> None:
    """Drop a document, even while it is read: what it proposed and was not applied is erased; its faults stay."""
    check_rights(reading.organisation, actor)
    with transaction.atomic():
        kept = DocumentReading.objects.select_for_update(of=("self",)).get(pk=reading.pk)
        if kept.state not in (*UNREAD, ReadingState.READY):
            raise RefusedError(_("Ce document n’attend plus rien."))
        WaitingDocument.objects.filter(reading=kept).delete()
        for run in runs_of(kept):
            if run.state in WAITING:
                cancel_run(run, actor, register_of(run.kind))
        kept.state, kept.finished_at = ReadingState.CANCELLED, timezone.now()
        kept.save(update_fields=["state", "finished_at"])
