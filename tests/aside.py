"""An installation of its own whose long work is done by processes that a test may really kill.

``Installation.server`` is a process that hands its jobs over as the web server does; a test kills it, or its children.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

BEGIN = """
import sys, time
import django
django.setup()
from gouvernail.cli.aside import begin
begin()
"""
TICK = "import sys; from gouvernail.cli import main; sys.exit(main(['tick']))"
PATIENCE = 240.0
"""Seconds, on a machine that has much else to do."""


class Installation:
    """A data folder, its database (SQLite, or the PostgreSQL of an address), and the processes started on them."""

    def __init__(self, folder: Path, database: str = "") -> None:
        self.folder, self.address = folder, database
        self.servers: list[subprocess.Popen] = []
        self.environment = os.environ | {
            "GOUVERNAIL_DATA": str(folder),
            "GOUVERNAIL_DATABASE": database or f"sqlite:///{folder / 'essai.sqlite3'}",
            "DJANGO_SETTINGS_MODULE": "gouvernail.config.test_settings",
        }

    def run(self, script: str, *arguments: str) -> str:
        """Run a script to its end and return what it printed."""
        command = [sys.executable, "-c", script, *arguments]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def server(self, script: str) -> subprocess.Popen:
        """Start a process that does ``script``, which hands jobs over, then stays there as a server does."""
        command = [sys.executable, "-c", f"{BEGIN}{script}\ntime.sleep(3600)"]
        self.servers.append(subprocess.Popen(command, env=self.environment))
        return self.servers[-1]

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Return what the database holds."""
        if self.address:
            import psycopg

            with psycopg.connect(self.address) as held:
                return held.execute(query).fetchall()
        with sqlite3.connect(self.folder / "essai.sqlite3", timeout=60) as file:
            found = file.execute(query).fetchall()
        file.close()
        return found

    def change(self, statement: str) -> None:
        """Change what the database holds."""
        if self.address:
            import psycopg

            with psycopg.connect(self.address) as held:
                held.execute(statement)
            return
        with sqlite3.connect(self.folder / "essai.sqlite3", timeout=60) as file:
            file.execute(statement)
        file.close()

    def wait_until(self, query: str, is_so: Callable[[Any], bool]) -> Any:
        """Return the one value that a query finds, once it is so."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            (found,) = self.rows(query)[0]
            if is_so(found):
                return found
            time.sleep(0.02)
        raise AssertionError(f"{query} is still {found!r}")

    def end(self) -> None:
        """Kill what was started and still runs."""
        for server in self.servers:
            for child in children(server.pid):
                kill(child)
            server.kill()
            server.wait()


def children(parent: int) -> list[int]:
    """Return the processes that a process started and that still run."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, its_parent = path.read_text().rpartition(")")[2].split()[:2]
        except OSError:  # ended meanwhile
            continue
        if int(its_parent) == parent and state != "Z":
            found.append(int(path.parent.name))
    return found


def child_of(server: subprocess.Popen) -> int:
    """Return the one process that does a server's long work, once it is there."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if found := children(server.pid):
            return found[0]
        time.sleep(0.02)
    raise AssertionError("the server started no process")


def kill(pid: int) -> None:
    """Kill a process as the system does when memory runs out."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
