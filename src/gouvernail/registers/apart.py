"""Long jobs beside the request: one of a kind at a time, waiting with signs of life, its end known whatever happens.

A thread of the server waits for the turn of each job. Jobs that stand ``aside`` are then handed over to a process of
their own once a server said so (``cli.aside``), so that the pages never share their interpreter with them; otherwise,
the thread does the job itself, which is the way of tests and of the shell. Why: ADR 17.
"""

from __future__ import annotations

import fcntl
import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import DatabaseError, connection, connections, transaction

LOOK_SECONDS = 0.1
"""How often a job that waits looks whether its turn has come."""
STOPPED = 3
"""The exit status of a process that ended because nobody wanted its job any more."""

logger = logging.getLogger(__name__)


Left = Callable[..., None]
"""Called with the numbers of a job whose process ended without saying what became of it, and ``code``: its status,
minus a signal."""

HandOver = Callable[[str, tuple[int, ...], bytes, int], int]
"""Has a process do the job of that name and numbers, with these bytes and its turn; returns its exit status."""


class OneAtATime:
    """Jobs of one kind, each told by the numbers of the row that holds it.

    ``execute`` does a job, with the bytes it was given if any; ``wait`` is called every ``beat`` seconds while another
    one is being done. ``aside`` says that a process does them; ``left`` is then called when that process was killed.
    Whoever imports the module of ``execute`` finds them under its name in ``jobs``.
    """

    def __init__(
        self,
        execute: Callable[..., object],
        wait: Callable[..., object],
        beat: float,
        *,
        aside: bool = False,
        left: Left | None = None,
    ) -> None:
        self.name, self.execute = execute.__module__, execute
        self._wait, self._beat, self._aside, self._left = wait, beat, aside, left
        jobs[self.name] = self

    def start(self, *numbers: int, data: bytes = b"") -> None:
        """Begin the job once the transaction that asked for it is over."""
        work = threading.Thread(target=self._apart, args=(numbers, data), daemon=True)
        transaction.on_commit(work.start)

    def _apart(self, numbers: tuple[int, ...], data: bytes) -> None:
        try:
            self.run(*numbers, data=data)
        finally:
            connections.close_all()  # this thread's own

    def run(self, *numbers: int, data: bytes = b"") -> None:
        """Do the job in its turn, and come back when it is over."""
        with self._turn(numbers) as turn:
            if not self._aside or _hand_over is None:
                self.execute(*numbers, *([data] if data else []))
                return
            connection.close()  # what follows may last for hours
            try:
                code = _hand_over(self.name, numbers, data, turn)
            except OSError:  # no room for one more process
                logger.exception("No process could do %s %s", self.name, numbers)
                code = 1
        if code and self._left is not None:
            self._left(*numbers, code=code)

    @contextmanager
    def _turn(self, numbers: tuple[int, ...]) -> Iterator[int]:
        """Wait for the turn, and hold it: it is kept by the process that does the job, should this one be killed."""
        path = settings.DATA_FOLDER / f"{self.name}.turn"
        turn = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        told_at = 0.0
        try:
            while not _is_taken(turn):
                if time.monotonic() - told_at >= self._beat:
                    told_at = time.monotonic()
                    self._wait(*numbers)
                time.sleep(min(self._beat, LOOK_SECONDS))
            yield turn
        finally:
            os.close(turn)


def _is_taken(turn: int) -> bool:
    try:
        fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


jobs: dict[str, OneAtATime] = {}
"""The jobs whose modules are loaded, by name."""

_hand_over: HandOver | None = None
_alone = False


def in_processes(hand_over: HandOver | None) -> None:
    """Have jobs done by processes from now on; by threads again with ``None``."""
    global _hand_over
    _hand_over = hand_over


def alone() -> None:
    """Say that this process is there for one job, and may end when nobody wants it any more."""
    global _alone
    _alone = True


def is_alone() -> bool:
    """Whether this process is there for one job, and may be ended for it."""
    return _alone


@contextmanager
def beating(alive: Callable[[], bool], every: float = 1.0) -> Iterator[None]:
    """Call ``alive`` every so many seconds, whatever the job is at; the process ends at once when it says no.

    Ending at once is safe: what a job writes is written by transactions that leave the state before or after. Nothing
    happens in a process that does other things too: there, a job gives signs of life, and stops, at its steps.
    """
    if not _alone:
        yield
        return
    over = threading.Event()
    threading.Thread(target=_beat, args=(alive, every, over), daemon=True).start()
    try:
        yield
    finally:
        over.set()


def _beat(alive: Callable[[], bool], every: float, over: threading.Event) -> None:
    while not over.wait(every):
        try:
            wanted = alive()
        except DatabaseError:  # busy: the next beat will do
            logger.warning("A sign of life could not be written", exc_info=True)
            continue
        if not wanted and not over.is_set():
            os._exit(STOPPED)
