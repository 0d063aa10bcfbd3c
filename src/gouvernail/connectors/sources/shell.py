"""Connected sources from the command line: which there are, and the reading of one, dry unless told otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db.models import Q
from django.utils import timezone

from gouvernail.connectors.sources import brought
from gouvernail.connectors.sources.applying import apply
from gouvernail.connectors.sources.enums import Outcome, ReadingState
from gouvernail.connectors.sources.faults import SourceError
from gouvernail.connectors.sources.launching import machine
from gouvernail.connectors.sources.models import Connection, SourceRun
from gouvernail.connectors.sources.naming import product_label
from gouvernail.connectors.sources.reading import start, work
from gouvernail.connectors.sources.registry import connector_of
from gouvernail.connectors.sources.scheduling import read_due
from gouvernail.registers.operations import RefusedError


@dataclass(frozen=True)
class ReadingReport:
    """What a reading gave, and whether it is whole and without anything refused."""

    source: str
    stream: str
    state: str
    partial: bool
    received: int
    counts: dict[str, int]
    alerts: list[str]
    seconds: float

    @property
    def sound(self) -> bool:
        """Whether nothing failed, lacked or was refused."""
        return self.state != ReadingState.FAILED and not self.partial and not self.counts.get(Outcome.REFUSED)


def connected() -> list[dict[str, Any]]:
    """Return the connected sources, without their addresses nor their secrets."""
    found = Connection.objects.select_related("organisation").order_by("organisation__path", "name")
    return [
        {
            "source": one.pk,
            "name": one.name,
            "product": product_label(one),
            "organisation": one.organisation.slug,
            "streams": one.streams,
            "schedule": one.schedule,
            "approved": one.approved_at is not None,
        }
        for one in found
    ]


def find(text: str) -> Connection | None:
    """Return a source by its number or its name; ``None`` when there is none, or several of that name."""
    wanted = Q(name__iexact=text)
    if text.isdecimal():
        wanted |= Q(pk=int(text))
    found = list(Connection.objects.select_related("organisation").filter(wanted)[:2])
    return found[0] if len(found) == 1 else None


def find_for_file(text: str) -> Connection | None:
    """Return a source that reads large files by its number or its name; ``None`` when there is none."""
    found = find(text) if text else None
    product = connector_of(found.product) if found else None
    return found if product and product.takes_large_file else None


def read_source(connection: Connection, *, write: bool, file: Path | None = None) -> list[ReadingReport]:
    """Read every stream of a source, from a file if it takes one, and apply what it gave when told to."""
    reports = []
    for stream in connection.streams:
        connection.refresh_from_db()
        try:
            run = _worked(start(connection, stream, machine()), file)
            if write and run.state == ReadingState.READY:
                run = apply(run, machine())
        except (RefusedError, SourceError) as error:
            sentence = error.messages[0] if isinstance(error, RefusedError) else str(error)
            reports.append(ReadingReport(connection.name, stream, ReadingState.FAILED, False, 0, {}, [sentence], 0.0))
        else:
            reports.append(report_of(run))
    return reports


def _worked(run: SourceRun, file: Path | None) -> SourceRun:
    if file is None:
        return work(run.pk, machine())
    with file.open("rb") as content:
        brought.keep(run.pk, iter(lambda: content.read(brought.MEGABYTE), b""))
    return work(run.pk, machine(), (file.name, b""))


def read_what_is_due() -> list[ReadingReport]:
    """Read what the schedules ask for, now."""
    return [report_of(run) for run in read_due(timezone.now())]


def report_of(run: SourceRun) -> ReadingReport:
    """Return what is said of a reading."""
    seconds = ((run.finished_at or timezone.now()) - run.started_at).total_seconds()
    return ReadingReport(
        run.connection.name, run.stream, run.state, run.partial, run.received, run.counts, run.alerts, round(seconds, 1)
    )
