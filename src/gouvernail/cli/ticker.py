"""The clock inside the web server: it looks every minute whether something is due, and lets another process do it.

A reading of a million requests must not slow the pages down, so the work is done by ``gouvernail tick``, a process of
its own, of lower priority. Several servers may tick, and one server again while a long task lasts: the row of each task
lets one of them do it (``connectors.sources.leases``).
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading

from django.db import DatabaseError, connections
from django.utils import timezone

EVERY_SECONDS = 60.0
VARIABLE = "GOUVERNAIL_TICKER"
COMMAND = (
    "import sys; from gouvernail.cli import main; from gouvernail.cli.aside import step_back; "
    "step_back(); sys.exit(main(['tick']))"
)

logger = logging.getLogger(__name__)
_started = threading.Lock()


def is_wanted() -> bool:
    """Whether this server ticks: ``gouvernail serve`` says yes unless somebody said no."""
    return os.environ.get(VARIABLE, "").strip().lower() in {"1", "true", "yes", "oui"}


def start() -> threading.Thread | None:
    """Start the clock of this process, once; nothing when it is not wanted."""
    if not is_wanted() or not _started.acquire(blocking=False):
        return None
    thread = threading.Thread(target=_tick_for_ever, name="gouvernail-ticker", daemon=True)
    thread.start()
    return thread


def _tick_for_ever() -> None:
    over = threading.Event()
    while not over.wait(EVERY_SECONDS):
        threading.Thread(target=tick, daemon=True).start()  # a task of an hour does not keep the others waiting


def tick() -> bool:
    """Look once; whether another process had something to do. Nothing that goes wrong stops the clock."""
    from gouvernail.cli.periodic import tasks
    from gouvernail.connectors.sources.leases import due

    try:
        if not due(tasks(), timezone.now()):
            return False
        command = [sys.executable, "-c", COMMAND]
        done = subprocess.run(command, check=False, stdin=subprocess.DEVNULL)  # noqa: S603 (our own interpreter)
    except (DatabaseError, OSError):
        logger.exception("The clock could not tick")
        return False
    finally:
        connections.close_all()  # this thread's own
    if done.returncode:
        logger.error("Periodic tasks ended with status %s", done.returncode)
    return True
