"""Have a reading done beside the pages, in its turn; say so, and begin again once, when its process was killed.

Each reading has a process of its own (``registers.apart``). What a killed one prepared is forgotten, nothing of it was
in the registers; the reading that takes its place is another row, so that the log tells the two apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.connectors.sources.enums import ReadingState
from gouvernail.connectors.sources.faults import SourceError
from gouvernail.connectors.sources.logs import ALERT, INFO, write
from gouvernail.connectors.sources.models import SourceRun
from gouvernail.connectors.sources.reading import (
    NO_FILE,
    STALLED,
    Brought,
    drop,
    end_without_anything,
    start,
    work,
)
from gouvernail.connectors.sources.registry import connector_of
from gouvernail.organisations.actors import Actor, actor_of_key, system_actor
from gouvernail.registers.apart import OneAtATime
from gouvernail.registers.operations import RefusedError

_BEAT = 1.0
RECENT = timedelta(days=1)
"""Beyond, an interrupted reading is not begun again: another was due meanwhile, or nobody waits for it."""


def machine() -> Actor:
    """Return the actor of readings that nobody asked for."""
    return system_actor("source")


def launch(run: SourceRun, file: Brought = NO_FILE) -> None:
    """Read beside the pages, once the request is over; the file goes to the process and is kept nowhere."""
    _readings.start(run.pk, data=_packed(file))


def read(run: SourceRun) -> SourceRun:
    """Read in its turn, come back when it is over, and return what the reading became."""
    _readings.run(run.pk)
    return SourceRun.objects.select_related("connection__organisation").get(pk=run.pk)


def execute(run_pk: int, data: bytes = b"") -> None:
    """Read now, with the rights that whoever asked for it has now."""
    run = SourceRun.objects.select_related("connection__organisation").filter(pk=run_pk, state=ReadingState.READING)
    for one in run:
        work(one.pk, _actor_of(one), _unpacked(data))


def _actor_of(run: SourceRun) -> Actor:
    return machine() if run.actor == machine().key else actor_of_key(run.actor, run.connection.organisation.today())


def _packed(file: Brought) -> bytes:
    name, content = file
    return name.encode() + b"\0" + content if name else b""


def _unpacked(data: bytes) -> Brought:
    name, _zero, content = data.partition(b"\0")
    return name.decode(), content


def _wait(run_pk: int) -> None:
    SourceRun.objects.filter(pk=run_pk, state=ReadingState.READING).update(touched_at=timezone.now())


def _left(run_pk: int, *, code: int) -> None:
    """Its process ended without saying it: it was killed, or somebody dropped the reading."""
    for run in SourceRun.objects.filter(pk=run_pk):
        settle(run)


_readings = OneAtATime(execute, _wait, _BEAT, aside=True, left=_left)


# -- readings that were killed -----------------------------------------------------------------------------------------


def stalled() -> QuerySet[SourceRun]:
    """Return the readings under way that give no sign any more."""
    return SourceRun.objects.filter(state=ReadingState.READING, touched_at__lt=timezone.now() - STALLED)


def settle(run: SourceRun) -> None:
    """End a reading whose process is gone: dropped if somebody asked, interrupted otherwise."""
    with transaction.atomic():
        run = SourceRun.objects.select_for_update(of=("self",)).select_related("connection").get(pk=run.pk)
        if run.state != ReadingState.READING:
            return
        if run.cancel_asked:
            drop(run)
            return
        run.taken_up = not _begins_again(run)
        said = _("La lecture s’est interrompue : le programme qui lisait a été arrêté. Rien n’est écrit.")
        what = (
            _("Recommencez-la depuis la page de la source.") if run.taken_up else _("Elle recommence dans une minute.")
        )
        run.alerts.append(f"{said} {what}")
        write(run, ALERT, run.alerts[-1])
        end_without_anything(run, ReadingState.INTERRUPTED)


def _begins_again(run: SourceRun) -> bool:
    """Whether another reading takes its place: not twice in a row, nor without the file that a person brought."""
    product = connector_of(run.connection.product)
    before = SourceRun.objects.filter(connection=run.connection_id, stream=run.stream, pk__lt=run.pk).first()
    twice = before is not None and before.state == ReadingState.INTERRUPTED
    return product is not None and not product.takes_file and not twice


def _to_begin_again() -> QuerySet[SourceRun]:
    recent = SourceRun.objects.filter(started_at__gt=timezone.now() - RECENT)
    return recent.filter(state=ReadingState.INTERRUPTED, taken_up=False)


def has_something_left() -> bool:
    """Whether the clock has something to do here (two short queries)."""
    return stalled().exists() or _to_begin_again().exists()


def take_up() -> Iterator[SourceRun]:
    """Settle the readings that killed servers left, and yield those begun again, not read yet."""
    for run in stalled():
        settle(run)
    for run in _to_begin_again().select_related("connection__organisation").order_by("pk"):
        if not SourceRun.objects.filter(pk=run.pk, taken_up=False).update(taken_up=True):
            continue
        try:
            again = start(run.connection, run.stream, _actor_of(run), whole=run.complete, automatic=run.automatic)
        except (RefusedError, SourceError, PermissionDenied):  # somebody began it again, or has left
            continue
        write(again, INFO, _("Reprise d’une lecture interrompue."))
        again.save(update_fields=["log"])
        yield again
