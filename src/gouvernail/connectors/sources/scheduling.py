"""Readings that come by themselves: which are due, and what becomes of them without anybody there.

The server calls for it by itself (``cli.ticker``); ``gouvernail import --due`` does the same once. What is read is
applied only where a person approved the rules; elsewhere it waits to be looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from gouvernail.connectors.sources.applying import apply
from gouvernail.connectors.sources.enums import ReadingState, Schedule
from gouvernail.connectors.sources.faults import SourceError
from gouvernail.connectors.sources.launching import machine, read, take_up
from gouvernail.connectors.sources.logs import ALERT, write
from gouvernail.connectors.sources.models import Connection, SourceRun
from gouvernail.connectors.sources.reading import should_be_whole, start
from gouvernail.connectors.sources.registry import connector_of
from gouvernail.registers.operations import RefusedError

EVERY = {Schedule.HOUR: timedelta(hours=1), Schedule.DAY: timedelta(days=1), Schedule.WEEK: timedelta(weeks=1)}
MARGIN = timedelta(minutes=5)
"""A reading that began a little late yesterday does not make today's wait for the next call."""


def due(now: datetime) -> Iterator[tuple[Connection, str]]:
    """Yield the streams whose last reading, whatever became of it, is older than their schedule."""
    for connection in Connection.objects.exclude(schedule=Schedule.NONE).select_related("organisation"):
        if connector_of(connection.product) is None:
            continue
        limit = now - EVERY[Schedule(connection.schedule)] + MARGIN
        for stream in connection.streams:
            if not connection.runs.filter(stream=stream, started_at__gt=limit).exists():
                yield connection, stream


def read_due(now: datetime) -> list[SourceRun]:
    """Read what is due and return the readings; one that fails does not keep the others from being read."""
    done = []
    for connection, stream in list(due(now)):
        try:
            run = start(connection, stream, machine(), whole=should_be_whole(connection, stream), automatic=True)
        except (RefusedError, SourceError):  # another reading is under way: it will be due again
            continue
        done.append(apply_if_approved(read(run)))
    return done


def read_interrupted() -> list[SourceRun]:
    """Read again what killed servers left, and return the readings."""
    return [apply_if_approved(read(run)) for run in take_up()]


def apply_if_approved(run: SourceRun) -> SourceRun:
    """Apply a scheduled reading whose rules a person approved; say on it why it could not be."""
    run.connection.refresh_from_db()
    if run.state != ReadingState.READY or not (run.automatic and run.connection.approved_at):
        return run
    try:
        return apply(run, machine())
    except RefusedError as error:
        run.alerts.append(error.messages[0])
        write(run, ALERT, error.messages[0])
        run.save(update_fields=["alerts", "log"])
        return run
