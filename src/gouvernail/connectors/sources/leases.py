"""Do a task once in its time, whatever the number of servers: the row of the task is the lock (see ``PeriodicTask``).

Taking it is one conditional UPDATE, which SQLite and PostgreSQL decide for one caller only. While the task lasts, a
thread pushes the end of the lease back; a process that is killed stops pushing, and another takes over.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connections
from django.db.models import Q
from django.utils import timezone

from gouvernail.connectors.sources.models import PeriodicTask

LEASE = timedelta(minutes=5)
RENEW_SECONDS = 60.0

logger = logging.getLogger(__name__)


def always() -> bool:
    """Wanted each time its time has come."""
    return True


@dataclass(frozen=True)
class Task:
    """A task: its name, how long from one start to the next, what it does, and whether there is anything to do."""

    name: str
    every: timedelta
    work: Callable[[], object]
    is_wanted: Callable[[], bool] = always


def due(tasks: Sequence[Task], now: datetime) -> list[Task]:
    """Return the tasks that nobody holds, whose time has come or that were left unfinished, and that are wanted."""
    rows = {one.name: one for one in PeriodicTask.objects.all()}
    free = [task for task in tasks if task.name not in rows or _is_free(rows[task.name], task, now)]
    return [task for task in free if task.is_wanted()]


def _is_free(row: PeriodicTask, task: Task, now: datetime) -> bool:
    held = row.held_until is not None and row.held_until > now
    left_unfinished = row.holder != ""
    return not held and (left_unfinished or row.started_at is None or row.started_at <= now - task.every)


def take(task: Task, now: datetime) -> str:
    """Take a task whose time has come and return the name under which it is held; empty when another has it."""
    PeriodicTask.objects.get_or_create(name=task.name)
    holder = f"{socket.gethostname()[:30]} {os.getpid()} {uuid.uuid4().hex[:8]}"
    free = Q(held_until=None) | Q(held_until__lte=now)
    left_unfinished = ~Q(holder="")  # by a process that was killed: its lease alone lapsed
    time_has_come = left_unfinished | Q(started_at=None) | Q(started_at__lte=now - task.every)
    row = PeriodicTask.objects.filter(free, time_has_come, name=task.name)
    return holder if row.update(holder=holder, held_until=now + LEASE, started_at=now, failure="") else ""


def run_due(tasks: Sequence[Task], now: datetime | None = None) -> list[str]:
    """Do what is due and return the names of the tasks done; one that fails says so and lets the others be done."""
    done = []
    for task in due(tasks, now or timezone.now()):
        holder = take(task, now or timezone.now())
        if holder:
            _run(task, holder)
            done.append(task.name)
    return done


def _run(task: Task, holder: str) -> None:
    over = threading.Event()
    keeper = threading.Thread(target=_keep, args=(task.name, holder, over), daemon=True)
    keeper.start()
    failure = ""
    try:
        task.work()
    except Exception as error:
        logger.exception("The periodic task %s failed", task.name)
        failure = type(error).__name__
    finally:
        over.set()
        keeper.join(timeout=5)
    mine = PeriodicTask.objects.filter(name=task.name, holder=holder)
    mine.update(holder="", held_until=None, finished_at=timezone.now(), failure=failure)


def _keep(name: str, holder: str, over: threading.Event) -> None:
    """Push the end of a lease back until its task is over."""
    try:
        while not over.wait(RENEW_SECONDS):
            PeriodicTask.objects.filter(name=name, holder=holder).update(held_until=timezone.now() + LEASE)
    finally:
        connections.close_all()  # this thread's own
