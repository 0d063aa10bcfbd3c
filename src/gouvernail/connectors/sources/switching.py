"""Apply the prepared requests of a reading: a few statements on whole sets, in one transaction, visible at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from gouvernail.connectors.sources.bulk import execute, is_postgresql, query
from gouvernail.connectors.sources.conflicts import DELETED, mark_conflicts
from gouvernail.connectors.sources.enums import Outcome
from gouvernail.connectors.sources.meanings import TABLE, write_meanings
from gouvernail.connectors.sources.models import HeldRecord, SourceRun, StagedRequest
from gouvernail.connectors.sources.naming import source_label
from gouvernail.connectors.sources.prepared import set_doubtful_aside
from gouvernail.kernel.periods import Month
from gouvernail.support.following import Moved, follow
from gouvernail.support.models import Request
from gouvernail.support.writing import Touched, changed_months, months_changed

_STAGED, _REQUEST, _HELD = (model._meta.db_table for model in (StagedRequest, Request, HeldRecord))

FROM_SOURCE = {
    "reference": "s.reference", "kind": "k.kind", "category": "s.category", "department_id": "d.target",
    "opened_on": "s.opened_on", "closed_on": "s.closed_on", "requester": "s.requester",
    "title_sketch": "s.title_sketch", "equipment_key": "s.equipment_key",
    "opened_at": "s.opened_at", "answered_at": "s.answered_at", "closed_at": "s.closed_at",
}  # fmt: skip
"""The fields of a request that a source fills, and where each is: with the prepared request, or in its words."""

_WITH_WORDS = f"""CROSS JOIN {TABLE} k LEFT JOIN {TABLE} d ON d.word = s.department_word_id
    LEFT JOIN {TABLE} e ON e.word = s.entity_word_id WHERE k.word = s.kind_word_id AND k.kind <> '' AND"""
"""What follows the prepared requests ``s``: what their three words mean. (SQLite keeps the order of a CROSS JOIN.)"""

_PLACE_IN_SOURCE = "'demande n° ' || s.reference"


def switch(run: SourceRun, now: datetime, *, remove_vanished: bool) -> None:
    """Write what a reading prepared; must run inside the transaction that applies it.

    The monthly tables of requests follow in the same transaction, each month once; where requests were resolved and
    nothing else, what they counted is taken away and what they count now is added.
    """
    mark_conflicts(run)
    set_doubtful_aside(run)
    write_meanings(run.connection)
    with months_changed() as touched:
        moved, elsewhere = _moved(run)
        touched |= elsewhere
        touched |= _months_before(run)
        touched |= _months_after(run)
        _write(run, now, remove_vanished=remove_vanished)
        follow(moved, run.read_at)
    if not run.partial:
        _say_when(run)


def _write(run: SourceRun, now: datetime, *, remove_vanished: bool) -> None:
    _insert(run, now)
    _update(run, now)
    for staged in run.requests.filter(outcome=Outcome.CONFLICT).exclude(reason=DELETED).select_related("kind_word"):
        _update_uncorrected(run, staged, now)
    _hold(run)
    if remove_vanished:
        _remove(run)


# -- months ------------------------------------------------------------------------------------------------------------

_MONTHS_OF = (
    "organisation_id", "kind", "category", "department_id", "opened_on", "opened_at", "title_sketch", "equipment_key",
)  # fmt: skip
"""What tells in which months, and as which kind, a request counts, but for the day it was resolved."""


def _moved(run: SourceRun) -> tuple[list[Moved], Touched]:
    """The changed requests, counted: those of which only the end moved, and the months of all others."""
    now = FROM_SOURCE | {"organisation_id": "COALESCE(e.target, %s)"}
    same = " AND ".join(f"{_known(f'r.{name}')} = {_known(now[name])}" for name in _MONTHS_OF)
    place = run.connection.organisation_id
    held = "same, was_at, is_at, kind, opened_at, was_closed_at, is_closed_at"
    held += ", was_opened, is_opened, was_closed, is_closed"
    rows = query(
        f"""SELECT {held}, COUNT(*) FROM (
            SELECT CASE WHEN {same} THEN 1 ELSE 0 END AS same, r.organisation_id AS was_at,
                COALESCE(e.target, %s) AS is_at, r.kind AS kind, r.opened_on AS was_opened, s.opened_on AS is_opened,
                r.closed_on AS was_closed, s.closed_on AS is_closed, r.opened_at AS opened_at,
                r.closed_at AS was_closed_at, s.closed_at AS is_closed_at
            FROM "{_STAGED}" s CROSS JOIN "{_REQUEST}" r {_WITH_WORDS}
                r.id = s.object_id AND s.run_id = %s AND s.outcome = %s
        ) AS changes GROUP BY {held}""",  # noqa: S608 (our own names)
        [place, place, run.pk, Outcome.CHANGED.value],
    )
    moved, elsewhere = [], set()
    for same_months, was_at, is_at, kind, opened_at, was_closed_at, is_closed_at, *days, n in rows:
        was_opened, is_opened, was_closed, is_closed = map(_day, days)
        if same_months:
            moved.append(
                Moved(was_at, kind, was_opened, was_closed, is_closed, n, opened_at, was_closed_at, is_closed_at)
            )
        else:
            elsewhere |= {(was_at, Month.of(day)) for day in (was_opened, was_closed) if day}
            elsewhere |= {(is_at, Month.of(day)) for day in (is_opened, is_closed) if day}
    return moved, elsewhere


def _known(column: str) -> str:
    """A column as it is compared: nothing equals nothing."""
    nothings = {"department_id": "0", "target": "0", "equipment_key": "0", "opened_at": "'1970-01-01 00:00:00'"}
    nothing = nothings.get(column.rpartition(".")[2])
    return f"COALESCE({column}, {nothing})" if nothing else column


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _months_before(run: SourceRun) -> Touched:
    """The months of the requests that are about to go, or to change in part, as they stand."""
    ids = run.requests.filter(outcome__in=_values(Outcome.CONFLICT, Outcome.VANISHED)).order_by()
    if not ids.exists():
        return set()
    return changed_months(Request._base_manager.filter(pk__in=ids.values("object_id")))


def _months_after(run: SourceRun) -> Touched:
    """The months of the new requests; days are few, and cutting them to months is done here.

    Those that nobody explained were set aside before.
    """
    place = run.connection.organisation_id
    touched: Touched = set()
    places = dict(query(f"SELECT word, target FROM {TABLE} WHERE target IS NOT NULL"))  # noqa: S608 (ours)
    for name in ("opened_on", "closed_on"):
        found = query(
            f'SELECT DISTINCT entity_word_id, {name} FROM "{_STAGED}" '  # noqa: S608 (our own names)
            f"WHERE run_id = %s AND outcome = %s AND {name} IS NOT NULL",
            [run.pk, Outcome.NEW.value],
        )
        touched |= {(places.get(word, place), Month.of(_day(day))) for word, day in found}
    return touched


# -- requests ----------------------------------------------------------------------------------------------------------


def _insert(run: SourceRun, now: datetime) -> None:
    connection = run.connection
    execute(
        f"""INSERT INTO "{_REQUEST}" (id, organisation_id, source, source_place, read_at, raw, corrected_fields,
            created_at, updated_at, {", ".join(FROM_SOURCE)})
        SELECT s.object_id, COALESCE(e.target, %s), %s, {_PLACE_IN_SOURCE}, %s, s.raw, '[]', %s, %s,
            {", ".join(FROM_SOURCE.values())}
        FROM "{_STAGED}" s {_WITH_WORDS} s.run_id = %s AND s.outcome = %s""",  # noqa: S608 (our own names)
        [connection.organisation_id, source_label(connection), run.read_at, now, now, run.pk, Outcome.NEW.value],
    )


def _update(run: SourceRun, now: datetime) -> None:
    execute(
        f"""UPDATE "{_REQUEST}" SET source = %s, source_place = {_PLACE_IN_SOURCE}, read_at = %s, raw = s.raw,
            updated_at = %s, organisation_id = COALESCE(e.target, %s),
            {", ".join(f"{name} = {value}" for name, value in FROM_SOURCE.items())}
        FROM "{_STAGED}" s {_WITH_WORDS} s.object_id = "{_REQUEST}".id AND s.run_id = %s AND s.outcome = %s""",  # noqa: S608 (our own names)
        [source_label(run.connection), run.read_at, now, run.connection.organisation_id, run.pk, Outcome.CHANGED.value],
    )


def _update_uncorrected(run: SourceRun, staged: StagedRequest, now: datetime) -> None:
    """Let the fields that nobody corrected follow the source."""
    request = Request.objects.select_for_update().filter(pk=staged.object_id).first()
    if request is None:
        return
    department = query(f"SELECT target FROM {TABLE} WHERE word = %s", [staged.department_word_id])  # noqa: S608 (ours)
    known = {"kind": staged.kind, "department_id": department[0][0] if department else None}
    for name in FROM_SOURCE:
        if name == "reference":
            continue
        value = known[name] if name in known else getattr(staged, name)
        if {name, name.removesuffix("_id"), name.replace("_at", "_on")}.isdisjoint(request.corrected_fields):
            setattr(request, name, value)
    if request.closed_on and request.closed_on < request.opened_on:
        return
    request.raw, request.read_at, request.updated_at = staged.raw, run.read_at, now
    request.save()


_HOLDING = "connection_id, stream, number, digest, kind, department, organisation, object_id"


def _hold(run: SourceRun) -> None:
    """Keep what the source said of each record written, so that reading it again changes nothing."""
    found = f"""INSERT INTO "{_HELD}" ({_HOLDING})
        SELECT %s, %s, s.number, s.digest, k.kind, d.target, e.target, s.object_id FROM "{_STAGED}" s {_WITH_WORDS}
        s.run_id = %s AND s.outcome"""  # noqa: S608 (our own names)
    parameters = [run.connection_id, run.stream, run.pk]
    execute(f"{found} = %s", [*parameters, Outcome.NEW.value])
    execute(
        f"""{found} IN (%s, %s) ON CONFLICT (connection_id, stream, number)
        DO UPDATE SET digest = excluded.digest, kind = excluded.kind, department = excluded.department,
            organisation = excluded.organisation""",
        [*parameters, *_values(Outcome.CHANGED, Outcome.CONFLICT)],
    )


def _remove(run: SourceRun) -> None:
    """Delete the requests that the source no longer has, but for those that a person corrected."""
    if not run.requests.filter(outcome=Outcome.VANISHED).exists():
        return
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
    last = Request._base_manager.filter(pk__in=held.values_list("object_id", flat=True)[:1])
    for one in last.only("organisation_id", "kind", "opened_on", "closed_on"):
        last.update(read_at=run.read_at)
        follow([Moved(one.organisation_id, one.kind, one.opened_on, one.closed_on, one.closed_on, 1)], run.read_at)
