"""Long work in a process of its own, of lower priority: the pages keep their interpreter and their processor.

``gouvernail serve`` and ``gouvernail tick`` hand their jobs over to it (``registers.apart``). It is told a module and
numbers, never a secret: what it needs is read in the database; a file that is not kept comes through its input.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from importlib import import_module

NICENESS = 10
"""How much the long work steps back (``nice``): it has what the pages leave, and a tenth when they want everything."""
FIRST_TO_GO = "500"
"""How much sooner than the server it is ended when the machine runs out of memory (Linux, ``oom_score_adj``)."""
COMMAND = "import sys; from gouvernail.cli.aside import main; sys.exit(main(sys.argv[1:]))"


def begin() -> None:
    """Have the jobs that this process starts done by processes of their own."""
    from gouvernail.registers.apart import in_processes

    in_processes(hand_over)


def hand_over(name: str, numbers: tuple[int, ...], data: bytes, turn: int) -> int:
    """Have a process do a job and return its exit status; the process keeps the turn if this one is killed."""
    command = [sys.executable, "-c", COMMAND, name, *map(str, numbers)]
    return subprocess.run(command, input=data, pass_fds=(turn,), check=False).returncode  # noqa: S603 (our own interpreter)


def step_back() -> None:
    """Lower the priority of this process, and let it be the first to go when memory runs out."""
    os.nice(NICENESS)
    try:
        with open("/proc/self/oom_score_adj", "w", encoding="ascii") as file:
            file.write(FIRST_TO_GO)
    except OSError:
        pass  # not on Linux, or not allowed: only the order of who goes first is lost


def main(arguments: Sequence[str]) -> int:
    """Do the job named on the command line; a restoration under way refuses it."""
    step_back()
    name, *numbers = arguments
    data = sys.stdin.buffer.read()
    from gouvernail.cli.starting import start_django

    start_django()
    from gouvernail.cli.refusals import Refusal
    from gouvernail.cli.serving import mark_as_serving
    from gouvernail.registers import apart

    try:
        mark_as_serving()
    except Refusal as refusal:
        print(f"gouvernail : {refusal}", file=sys.stderr)
        return 1
    apart.alone()
    import_module(name)
    apart.jobs[name].execute(*map(int, numbers), *([data] if data else []))
    return 0
