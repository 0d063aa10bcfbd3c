"""``gouvernail check``: is this installation sound?"""

from __future__ import annotations

import argparse

HELP = "vérifie la base, ses migrations et le journal ; code de retour 1 si un défaut est trouvé."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare nothing: everything is checked."""


def run(arguments: argparse.Namespace) -> int:
    """Print one line a check; return 1 if a flaw was found."""
    from gouvernail.cli.starting import start_django

    start_django()
    from gouvernail.cli.inspecting import inspect

    flaws = 0
    for finding in inspect():
        print(f"{'OK    ' if finding.sound else 'DÉFAUT'}  {finding.sentence}", flush=True)
        flaws += not finding.sound
    return 1 if flaws else 0
