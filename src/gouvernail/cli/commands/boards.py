"""``gouvernail boards``: the dashboards that people asked to receive, sent as PDF with --send."""

from __future__ import annotations

import argparse

from gouvernail.cli.mailing import sends
from gouvernail.cli.tables import print_json

HELP = "montre les tableaux à envoyer à ceux qui l’ont demandé, et les envoie en PDF avec --send."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the sending and the JSON form."""
    parser.add_argument("--send", action="store_true", help="envoie les courriels dus ce jour")
    parser.add_argument("--json", action="store_true", help="sortie JSON, pour un programme")


def run(arguments: argparse.Namespace) -> int:
    """Say what is due today; send it when asked."""
    from gouvernail.cli.starting import start_django

    start_django()
    from django.utils import timezone

    from gouvernail.documents.boards.mailing import due, send

    sending = sends(arguments)
    today, told = timezone.localdate(), []
    for one, layout, actor in due(today):
        if sending:
            send(one, layout, actor, today)
        told.append({"compte": str(one.user.opaque_id), "collectivite": one.organisation.slug, "tableau": one.board})
    if arguments.json:
        print_json(told)
    else:
        print(f"{len(told)} tableau(x) {'envoyé(s)' if sending else 'à envoyer'}.")
    return 0
