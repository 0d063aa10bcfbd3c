"""Read a source: every reading is a row with its progress and its log; it can be cancelled, and started again.

Where it runs is said in ``launching``. Whatever happens to it, nothing is in the registers before it is applied.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.connectors.sources import brought
from gouvernail.connectors.sources.access import access_to, product_of
from gouvernail.connectors.sources.connector import (
    CAMPAIGNS,
    CONTRACTS,
    EQUIPMENT,
    MEASURES,
    REQUESTS,
    Access,
    Report,
)
from gouvernail.connectors.sources.enums import ReadingState
from gouvernail.connectors.sources.faults import SourceError
from gouvernail.connectors.sources.hosts import listed
from gouvernail.connectors.sources.intake import CancelledError, Intake
from gouvernail.connectors.sources.intake_campaigns import CampaignIntake
from gouvernail.connectors.sources.intake_contracts import ContractIntake
from gouvernail.connectors.sources.intake_files import KINDS, FileIntake
from gouvernail.connectors.sources.intake_machines import MachineIntake
from gouvernail.connectors.sources.intake_measures import MeasureIntake
from gouvernail.connectors.sources.intake_requests import RequestIntake
from gouvernail.connectors.sources.logs import ALERT, INFO, write
from gouvernail.connectors.sources.models import Connection, SourceRun
from gouvernail.connectors.sources.prepared import forget
from gouvernail.kernel.numbers_fr import format_number
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.rights import DECIDE, EDIT
from gouvernail.registers.apart import beating
from gouvernail.registers.operations import RefusedError
from gouvernail.registers.registry import register_of

CHUNK = 5_000
STALLED = timedelta(minutes=3)
"""Without a sign for so long, a reading is taken for interrupted and another may begin."""

SUSPICIOUS_DROP = 0.9
"""Below this share of what the last complete reading gave, the source is thought to hide something…"""

FEW = 10
"""… unless so few records are missing that it says nothing."""

FULL_EVERY = timedelta(hours=20)
"""A stream that is read by its changes is still read whole once in this time, to see what was deleted."""

logger = logging.getLogger(__name__)
T = TypeVar("T")

Brought = tuple[str, bytes]
"""The name and the content of a file that a person brought, for the products read from one; it is not kept."""

NO_FILE: Brought = ("", b"")


def check_rights(connection: Connection, actor: Actor) -> None:
    """Raise ``PermissionDenied`` to whoever may not import facts there."""
    place = connection.organisation
    if not (actor.can(EDIT, "imports", place) and actor.can(EDIT, "facts", place)):
        raise PermissionDenied


def may_set(connection: Connection, actor: Actor) -> bool:
    """Whether somebody may send Gouvernail to an address: who may import there, on a list of servers; else a DSI."""
    place = connection.organisation
    allowed = actor.can(EDIT, "imports", place) and actor.can(EDIT, "facts", place)
    return allowed and (bool(listed()) or actor.can(DECIDE, "imports", place))


def check_may_set(connection: Connection, actor: Actor) -> None:
    """Raise ``PermissionDenied`` to whoever may not set or try a source there."""
    if not may_set(connection, actor):
        raise PermissionDenied


def start(
    connection: Connection, stream: str, actor: Actor, *, whole: bool = True, automatic: bool = False
) -> SourceRun:
    """Begin a reading and return it; ``RefusedError`` while another of the same stream is under way."""
    check_rights(connection, actor)
    product = product_of(connection)
    declared = product.stream(stream)
    if declared is None:
        raise RefusedError(_("Cette source n’a pas de flux « %(stream)s ».") % {"stream": stream})
    if stream in KINDS and not actor.can(EDIT, register_of(KINDS[stream]).family, connection.organisation):
        raise PermissionDenied
    with transaction.atomic():
        connection = (
            Connection.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=connection.pk)
        )
        others = connection.runs.filter(stream=stream, state=ReadingState.READING)
        if any(not is_stalled(one) for one in others):
            raise RefusedError(_("Une lecture de ce flux est déjà en cours."))
        waiting = connection.runs.filter(stream=stream, state__in=(ReadingState.READING, ReadingState.READY))
        for one in waiting:
            drop(one)
        since = None if whole or not declared.incremental else connection.marks.get(stream)
        return SourceRun.objects.create(
            connection=connection,
            stream=stream,
            complete=since is None and product.is_whole(connection.options),
            since=since,
            automatic=automatic,
            generation=connection.generations.get(stream, 0),
            actor=actor.key,
        )


def should_be_whole(connection: Connection, stream: str) -> bool:
    """Whether the changes alone would not do: nothing was read whole for too long."""
    limit = timezone.now() - FULL_EVERY
    return not connection.runs.filter(
        stream=stream, complete=True, partial=False, state=ReadingState.APPLIED, started_at__gt=limit
    ).exists()


def is_stalled(run: SourceRun) -> bool:
    """Whether a reading gave no sign for too long."""
    return run.state == ReadingState.READING and timezone.now() - run.touched_at > STALLED


def work(run_pk: int, actor: Actor, file: Brought = NO_FILE) -> SourceRun:
    """Read the source to the end; what goes wrong is said on the run, in French, without a secret."""
    run = SourceRun.objects.select_related("connection__organisation").get(pk=run_pk)
    SourceRun.objects.filter(pk=run_pk).update(begun_at=timezone.now())
    try:
        with beating(lambda: _alive(run_pk)):
            _read(run, actor, file)
    except CancelledError:
        drop(run)
    except SourceError as error:  # before the first record: nothing to show
        _fail(run, str(error))
    except Exception as error:
        # not the trace: it could hold a secret
        logger.error("Reading %s failed: %s", run.pk, type(error).__name__)
        _fail(
            run, _("La lecture a échoué dans Gouvernail (%(what)s). Rien n’est écrit.") % {"what": type(error).__name__}
        )
    return run


def _alive(run_pk: int) -> bool:
    """Give a sign of life; say no when the reading is to be dropped, or over."""
    wanted = SourceRun.objects.filter(pk=run_pk, state=ReadingState.READING, cancel_asked=False)
    return bool(wanted.update(touched_at=timezone.now()))


def _read(run: SourceRun, actor: Actor, file: Brought) -> None:
    with brought.opened(run.pk) as large:
        _read_from(replace(access_to(run.connection), file_name=file[0], file=file[1], large_file=large), run, actor)


def _read_from(access: Access, run: SourceRun, actor: Actor) -> None:
    product, report = product_of(run.connection), Report()
    intake = _intake(run, actor)
    records = product.read(access, run.stream, run.since, report)
    error = _take(records, intake, run, report)
    if error is not None and not intake.received:
        raise error
    run.received, run.expected, run.mark = intake.received, report.expected, report.mark
    for sentence in report.facts:
        write(run, INFO, sentence)
    _look_for_what_is_missing(run, report, error, intake)
    run.read_at = timezone.now()
    intake.end()
    run.counts = intake.totals()
    run.state, run.finished_at = ReadingState.READY, timezone.now()
    read = ngettext("%(n)s enregistrement lu.", "%(n)s enregistrements lus.", run.received)
    write(run, INFO, read % {"n": format_number(run.received)})
    run.save()


def _intake(run: SourceRun, actor: Actor) -> Intake:
    if run.stream == REQUESTS:
        return RequestIntake(run, actor)
    kinds = {CAMPAIGNS: CampaignIntake, EQUIPMENT: MachineIntake, CONTRACTS: ContractIntake}
    kinds |= dict.fromkeys(MEASURES, MeasureIntake)
    return kinds.get(run.stream, FileIntake)(run, actor)


def _take(records: Iterator[T], intake: Intake, run: SourceRun, report: Report) -> SourceError | None:
    """Give the records to the intake, chunk by chunk; return what stopped the source half way, if anything did."""
    error: SourceError | None = None
    while error is None:
        chunk: list[T] = []
        try:
            chunk.extend(islice(records, CHUNK))
        except SourceError as found:
            error = found
        if not chunk:
            break
        intake.add(chunk)
        _progress(run, intake, report)
    return error


def _progress(run: SourceRun, intake: Intake, report: Report) -> None:
    """Say how far the reading is, and stop when somebody asked."""
    run.received, run.expected, run.counts = intake.received, report.expected, dict(intake.counts)
    run.save(update_fields=["received", "expected", "counts", "touched_at"])
    if SourceRun.objects.filter(pk=run.pk).exclude(state=ReadingState.READING, cancel_asked=False).exists():
        raise CancelledError


def _look_for_what_is_missing(run: SourceRun, report: Report, error: SourceError | None, intake: Intake) -> None:
    sentences = list(_what_is_missing(run, report, error))
    drop = _drop(run, intake)
    run.dropped = bool(drop) and not sentences
    for sentence in sentences or [one for one in (drop,) if one]:
        run.partial = True
        run.alerts.append(sentence)
        write(run, ALERT, sentence)


def _what_is_missing(run: SourceRun, report: Report, error: SourceError | None) -> Iterator[str]:
    if error is not None:
        yield _("La lecture s’est arrêtée en route : %(why)s Ce qui manque n’est pas supprimé.") % {"why": error}
    elif run.expected is not None and run.received < run.expected:
        yield _(
            "La source annonçait %(expected)s enregistrements et en a donné %(received)s : rien ne sera supprimé."
        ) % {
            "expected": format_number(run.expected),
            "received": format_number(run.received),
        }
    yield from report.warnings


def _drop(run: SourceRun, intake: Intake) -> str:
    """Say that a whole reading gave far less than the one before: rights that were reduced look exactly like that."""
    before, now = (intake.seen_before() if run.complete else None), intake.seen()
    if before is None or now >= SUSPICIOUS_DROP * before or before - now <= FEW:
        return ""
    sentence = (
        _(
            "La source voit %(now)s comptes contre %(before)s la dernière fois. Ses droits ont peut-être été réduits : "
            "la mesure n’est pas écrite sans votre accord."
        )
        if run.stream in MEASURES
        else _(
            "La source donne %(now)s enregistrements contre %(before)s la dernière fois. Ses droits ont peut-être été "
            "réduits : rien ne sera supprimé sans votre accord."
        )
    )
    return sentence % {"now": format_number(now), "before": format_number(before)}


def _fail(run: SourceRun, sentence: str) -> None:
    run.state, run.finished_at = ReadingState.FAILED, timezone.now()
    run.alerts.append(sentence)
    write(run, ALERT, sentence)
    run.save()


def ask_to_cancel(run: SourceRun, actor: Actor) -> None:
    """Drop a reading that was not applied: at once, or at its next sign when it is under way."""
    check_rights(run.connection, actor)
    with transaction.atomic():
        run = SourceRun.objects.select_for_update(of=("self",)).select_related("connection").get(pk=run.pk)
        if run.state == ReadingState.APPLIED:
            raise RefusedError(_("Cette lecture est déjà appliquée : elle ne peut plus être abandonnée."))
        if run.state == ReadingState.READING and run.begun_at and not is_stalled(run):
            run.cancel_asked = True
            run.save(update_fields=["cancel_asked"])
        else:
            drop(run)


def drop(run: SourceRun) -> None:
    """Forget what a reading prepared: nobody wants it any more."""
    end_without_anything(run, ReadingState.CANCELLED)


def end_without_anything(run: SourceRun, state: ReadingState) -> None:
    """Forget what a reading prepared, and leave it in that state."""
    forget(run)
    brought.forget(run.pk)
    run.campaigns.all().delete()
    run.sightings.filter(applied=False).delete()
    if run.import_run_id and run.import_run.state != "applique":
        run.import_run.delete()
        run.import_run = None
    run.state, run.finished_at = state, timezone.now()
    run.save()
