"""Long jobs beside the request: each in a thread of its own, one at a time, waiting with signs of life."""

from __future__ import annotations

import threading
from collections.abc import Callable

from django.db import connection, transaction


class OneAtATime:
    """Jobs of one kind, each told by the number of the row that holds it.

    ``execute`` does the job; ``wait`` is called every ``beat`` seconds while another one is being done.
    """

    def __init__(self, execute: Callable[[int], None], wait: Callable[[int], None], beat: float) -> None:
        self._execute, self._wait, self._beat = execute, wait, beat
        self._turn = threading.Lock()

    def start(self, pk: int) -> None:
        """Begin the job once the transaction that asked for it is over."""
        transaction.on_commit(lambda: threading.Thread(target=self._apart, args=(pk,), daemon=True).start())

    def _apart(self, pk: int) -> None:
        try:
            while not self._turn.acquire(timeout=self._beat):
                self._wait(pk)
            try:
                self._execute(pk)
            finally:
                self._turn.release()
        finally:
            connection.close()
