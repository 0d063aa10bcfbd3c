"""Kill a process before each statement that an act sends to its database, one statement further each time.

A script of its own prepares a database, then forks one child a statement: the child does the act and dies (SIGKILL)
just before its n-th statement, or its commit. What the database holds afterwards is told for each.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

BEGIN = """
import json, os, shutil, signal, sqlite3
from pathlib import Path
import django
django.setup()
from django.core.management import call_command
from django.db import connection, connections
call_command("migrate", verbosity=0)
"""
ATTACK = """
connections.close_all()
file, kept = Path(os.environ["ESSAI"]), Path(os.environ["ESSAI"] + ".avant")
with sqlite3.connect(file) as held:
    held.execute("pragma wal_checkpoint(truncate)")
held.close()
shutil.copy(file, kept)

def state():
    with sqlite3.connect(file) as held:
        found = [held.execute(query).fetchall() for query in QUERIES]
        assert held.execute("pragma integrity_check").fetchone()[0] == "ok"
    held.close()
    return json.dumps(found)

class Killer:
    def __init__(self, deadline):
        self.left = deadline
    def step(self):
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
    def __call__(self, execute, sql, params, many, context):
        self.step()
        return execute(sql, params, many, context)

def attacked(deadline):
    for name in ("-wal", "-shm"):
        Path(str(file) + name).unlink(missing_ok=True)
    shutil.copy(kept, file)
    child = os.fork()
    if child == 0:
        killer = Killer(deadline)
        commit = connection._commit
        connection._commit = lambda: (killer.step(), commit())
        try:
            with connection.execute_wrapper(killer):
                act()
        except BaseException as error:
            print(repr(error), flush=True)
            os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1]

before, states, deadline = state(), [], 0
while True:
    deadline += 1
    status = attacked(deadline)
    states.append(state())
    if os.WIFEXITED(status):
        assert os.WEXITSTATUS(status) == 0, "the act failed by itself"
        break
print(json.dumps({"before": before, "states": states}))
"""


def killed_before_each_statement(folder: Path, prepare: str, queries: list[str]) -> tuple[str, list[str]]:
    """Return what ``queries`` found before the act, then after each kill; the last is that of the act done whole.

    ``prepare`` is a script that ends by defining ``act``, a function that takes nothing.
    """
    file = folder / "essai.sqlite3"
    environment = os.environ | {
        "ESSAI": str(file),
        "GOUVERNAIL_DATA": str(folder),
        "GOUVERNAIL_DATABASE": f"sqlite:///{file}",
        "DJANGO_SETTINGS_MODULE": "gouvernail.config.test_settings",
    }
    script = f"{BEGIN}{prepare}\nQUERIES = {queries!r}\n{ATTACK}"
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    return told["before"], told["states"]
