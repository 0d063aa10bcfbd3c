"""Apply the prepared requests of a reading: a few statements on whole sets, in one transaction, visible at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from gouvernail.connectors.sources.bulk import execute, is_postgresql
from gouvernail.connectors.sources.conflicts import DELETED, mark_conflicts
from gouvernail.connectors.sources.enums import Outcome
from gouvernail.connectors.sources.models import HeldRecord, SourceRun, StagedRequest
from gouvernail.connectors.sources.naming import source_label
from gouvernail.kernel.periods import Month
from gouvernail.support.models import Request
from gouvernail.support.writing import Touched, changed_months, months_changed

_STAGED, _REQUEST, _HELD = (model._meta.db_table for model in (StagedRequest, Request, HeldRecord))
FROM_SOURCE = (
    "kind",
    "category",
    "department_id",
    "opened_on",
    "closed_on",
    "requester",
    "title_sketch",
    "equipment_key",
)
"""The fields of a request that a source fills, besides its reference."""


def _place_of(reference: str) -> str:
    return f"'demande n° ' || {reference}"


def switch(run: SourceRun, now: datetime, *, remove_vanished: bool) -> None:
    """Write what a reading prepared; must run inside the transaction that applies it.

    The monthly tables of requests follow in the same transaction, each month once.
    """
    mark_conflicts(run)
    with months_changed() as touched:
        touched |= _months_before(run)
        touched |= _months_after(run)
        _write(run, now, remove_vanished=remove_vanished)
        if not run.partial:
            _say_when(run)


def _write(run: SourceRun, now: datetime, *, remove_vanished: bool) -> None:
    _insert(run, now)
    _update(run, now)
    for staged in run.requests.filter(outcome=Outcome.CONFLICT).exclude(reason=DELETED).iterator(chunk_size=500):
        _update_uncorrected(run, staged, now)
    _hold(run)
    if remove_vanished:
        _remove(run)


def _months_before(run: SourceRun) -> Touched:
    """The months of the requests that are about to change or go, as they stand."""
    ids = run.requests.filter(outcome__in=_values(Outcome.CHANGED, Outcome.CONFLICT, Outcome.VANISHED)).order_by()
    return changed_months(Request._base_manager.filter(pk__in=ids.values("object_id")))


def _months_after(run: SourceRun) -> Touched:
    """The months of the requests as the source has them now; days are few, and cutting them to months is done here."""
    rows = run.requests.filter(outcome__in=_values(Outcome.NEW, Outcome.CHANGED)).order_by()
    touched: Touched = set()
    for name in ("opened_on", "closed_on"):
        found = rows.exclude(**{name: None}).values_list("organisation", name).distinct()
        touched |= {(place or run.connection.organisation_id, Month.of(day)) for place, day in found}
    return touched


def _insert(run: SourceRun, now: datetime) -> None:
    connection = run.connection
    execute(
        f"""INSERT INTO "{_REQUEST}" (id, organisation_id, source, source_place, read_at, raw, corrected_fields,
            created_at, updated_at, reference, kind, category, department_id, opened_on, closed_on, requester,
            title_sketch, equipment_key)
        SELECT object_id, COALESCE(organisation, %s), %s, {_place_of("reference")}, %s, raw, '[]', %s, %s, reference,
            kind, category, department, opened_on, closed_on, requester, title_sketch, equipment_key
        FROM "{_STAGED}" WHERE run_id = %s AND outcome = %s""",  # noqa: S608 (our own names)
        [connection.organisation_id, source_label(connection), run.read_at, now, now, run.pk, Outcome.NEW.value],
    )


def _update(run: SourceRun, now: datetime) -> None:
    execute(
        f"""UPDATE "{_REQUEST}" SET source = %s, source_place = {_place_of("s.reference")}, read_at = %s, raw = s.raw,
            updated_at = %s, organisation_id = COALESCE(s.organisation, %s),
            reference = s.reference, kind = s.kind, category = s.category,
            department_id = s.department, opened_on = s.opened_on, closed_on = s.closed_on, requester = s.requester,
            title_sketch = s.title_sketch, equipment_key = s.equipment_key
        FROM "{_STAGED}" s WHERE s.object_id = "{_REQUEST}".id AND s.run_id = %s AND s.outcome = %s""",  # noqa: S608 (our own names)
        [source_label(run.connection), run.read_at, now, run.connection.organisation_id, run.pk, Outcome.CHANGED.value],
    )


def _update_uncorrected(run: SourceRun, staged: StagedRequest, now: datetime) -> None:
    """Let the fields that nobody corrected follow the source."""
    request = Request.objects.select_for_update().filter(pk=staged.object_id).first()
    if request is None:
        return
    for name in FROM_SOURCE:
        value = staged.department if name == "department_id" else getattr(staged, name)
        if {name, name.removesuffix("_id")}.isdisjoint(request.corrected_fields):
            setattr(request, name, value)
    if request.closed_on and request.closed_on < request.opened_on:
        return
    request.raw, request.read_at, request.updated_at = staged.raw, run.read_at, now
    request.save()


def _hold(run: SourceRun) -> None:
    """Keep what the source said of each record written, so that reading it again changes nothing."""
    execute(
        f"""INSERT INTO "{_HELD}" (connection_id, stream, number, digest, kind, department, organisation, object_id)
        SELECT %s, %s, number, digest, kind, department, organisation, object_id FROM "{_STAGED}"
        WHERE run_id = %s AND outcome IN (%s, %s, %s)
        ON CONFLICT (connection_id, stream, number)
        DO UPDATE SET digest = excluded.digest, kind = excluded.kind, department = excluded.department,
            organisation = excluded.organisation""",  # noqa: S608 (our own names)
        [run.connection_id, run.stream, run.pk, *_values(Outcome.NEW, Outcome.CHANGED, Outcome.CONFLICT)],
    )


def _remove(run: SourceRun) -> None:
    """Delete the requests that the source no longer has, but for those that a person corrected."""
    corrected = "corrected_fields = '[]'" + ("::jsonb" if is_postgresql() else "")
    gone = f'SELECT {{}} FROM "{_STAGED}" WHERE run_id = %s AND outcome = %s'  # noqa: S608 (our own names)
    parameters = [run.pk, Outcome.VANISHED.value]
    execute(f'DELETE FROM "{_REQUEST}" WHERE id IN ({gone.format("object_id")}) AND {corrected}', parameters)  # noqa: S608 (our own names)
    execute(
        f'DELETE FROM "{_HELD}" WHERE connection_id = %s AND stream = %s AND number IN ({gone.format("number")})',  # noqa: S608 (our own names)
        [run.connection_id, run.stream, *parameters],
    )


def _values(*outcomes: Outcome) -> Sequence[str]:
    return [outcome.value for outcome in outcomes]


def _say_when(run: SourceRun) -> None:
    """Date the reading on its last request, changed or not: the freshness of figures is that of the last one read."""
    held = HeldRecord.objects.filter(connection=run.connection_id, stream=run.stream).order_by("-number")
    Request.objects.filter(pk__in=held.values_list("object_id", flat=True)[:1]).update(read_at=run.read_at)
