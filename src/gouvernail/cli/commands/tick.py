"""``gouvernail tick``: do what is due, once; the server calls it by itself."""

from __future__ import annotations

import argparse

HELP = "fait une fois ce qui est échu (sources, chiffres du jour, rappels) ; le serveur s’en charge seul."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to declare: each task knows its time."""


def run(arguments: argparse.Namespace) -> int:
    """Do what is due; a restoration under way makes it wait for its next turn."""
    from gouvernail.cli.starting import start_django

    start_django()
    from gouvernail.cli.aside import begin
    from gouvernail.cli.periodic import tasks
    from gouvernail.cli.serving import mark_as_serving
    from gouvernail.connectors.sources.leases import run_due

    mark_as_serving()
    begin()
    done = run_due(tasks())
    print(f"Fait : {', '.join(done)}." if done else "Rien n’est échu.")
    return 0
