"""Apply a reading: all of it or nothing, once, and never what is no longer so."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.connectors import applying as file_applying
from gouvernail.connectors.enums import READY_OUTCOMES, RunState
from gouvernail.connectors.sources.bulk import room_to_write
from gouvernail.connectors.sources.connector import CAMPAIGNS, EQUIPMENT, MEASURES, REQUESTS
from gouvernail.connectors.sources.enums import Outcome, ReadingState
from gouvernail.connectors.sources.logs import GOOD, write
from gouvernail.connectors.sources.models import Connection, SourceRun
from gouvernail.connectors.sources.naming import source_label
from gouvernail.connectors.sources.prepared import WRITTEN, forget, staged_counts
from gouvernail.connectors.sources.reading import FEW, check_rights
from gouvernail.connectors.sources.sightings import settle
from gouvernail.connectors.sources.switching import switch
from gouvernail.connectors.sources.writing_campaigns import write_campaigns
from gouvernail.journal.chain import record
from gouvernail.organisations.actors import Actor
from gouvernail.registers.operations import RefusedError

MANY_VANISHED = 0.1
"""Above this share of what is held, vanished requests are deleted only when a person says so."""


def may_remove(run: SourceRun) -> bool:
    """Whether what vanished may be deleted at all: the whole was read, and given as far as anybody can tell."""
    return run.complete and run.stream == REQUESTS and (run.dropped or not run.partial)


def is_much(run: SourceRun) -> bool:
    """Whether so many requests vanished that a person must say that they really are gone."""
    gone = run.counts.get(Outcome.VANISHED, 0)
    return run.dropped or (gone > FEW and gone > MANY_VANISHED * (gone + run.received))


def apply(run: SourceRun, actor: Actor, *, remove_vanished: bool | None = None) -> SourceRun:
    """Write what a reading prepared and return it; one applied already is left as it is.

    ``remove_vanished`` is decided by the safeguards when nobody says. Raises ``RefusedError`` when there is nothing to
    write or another reading was applied since, ``PermissionDenied`` without the right; nothing is written then.
    """
    check_rights(run.connection, actor)
    try:
        with room_to_write(), transaction.atomic():
            done = _apply(run.pk, actor, remove_vanished)
    except IntegrityError as error:
        raise RefusedError(
            _("Un service a été supprimé ou une valeur est devenue impossible depuis la lecture. Relisez la source.")
        ) from error
    forget(done, WRITTEN)  # those left aside stay, to be looked at
    return done


def _apply(run_pk: int, actor: Actor, remove_vanished: bool | None) -> SourceRun:
    run = SourceRun.objects.select_for_update(of=("self",)).select_related("connection__organisation").get(pk=run_pk)
    if run.state == ReadingState.APPLIED:
        return run
    if run.state != ReadingState.READY:
        raise RefusedError(_("Cette lecture n’est pas prête à être appliquée."))
    connection = (
        Connection.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=run.connection_id)
    )
    run.connection = connection
    if connection.generations.get(run.stream, 0) != run.generation:
        raise RefusedError(_("Une autre lecture a été appliquée depuis. Relisez la source."))
    if run.dropped and run.stream in MEASURES and run.automatic and actor.system:
        raise RefusedError(_("Cette mesure attend que quelqu’un la confirme : elle compte bien moins de comptes."))
    now = timezone.now()
    removing = may_remove(run) and (not is_much(run) if remove_vanished is None else remove_vanished)
    details: dict[str, Any] = {"flux": run.stream, "supprimees": removing}
    if run.dropped and removing:
        run.partial = False  # a person vouched that the source really holds less
    if run.stream == REQUESTS:
        switch(run, now, remove_vanished=removing)
        run.counts = staged_counts(run) | {Outcome.UNCHANGED.value: run.counts.get(Outcome.UNCHANGED, 0)}
    elif run.stream == CAMPAIGNS:
        write_campaigns(run, actor)
    else:
        _apply_file(run, actor)
        if run.stream == EQUIPMENT:
            settle(run)
    _conclude(run, connection, actor, details, removing)
    return run


def _apply_file(run: SourceRun, actor: Actor) -> None:
    """Apply the import a small stream became; one that changes nothing is simply done."""
    imported = run.import_run
    if imported is None or imported.state == RunState.APPLIED:
        return
    if not imported.rows.filter(outcome__in=READY_OUTCOMES).exists():
        return
    try:
        file_applying.apply(imported, actor)
    except file_applying.StaleError as error:
        raise RefusedError(_("Des fiches ont changé depuis la lecture. Relisez la source.")) from error


def _conclude(run: SourceRun, connection: Connection, actor: Actor, details: dict[str, Any], removing: bool) -> None:
    connection.generations[run.stream] = run.generation + 1
    if run.mark is not None and not run.partial:
        connection.marks[run.stream] = run.mark
    connection.save(update_fields=["generations", "marks"])
    run.state, run.finished_at = ReadingState.APPLIED, timezone.now()
    run.counts["supprimees"] = run.counts.get(Outcome.VANISHED, 0) if removing else 0
    write(run, GOOD, _("Lecture appliquée."))
    run.save()
    record(
        actor=actor.key,
        verb="importer",
        kind="source",
        object_id=connection.pk,
        place=connection.organisation.path,
        label=source_label(connection),
        details=details | {"lecture": run.pk, "lignes": run.counts, "partielle": run.partial},
    )
