"""``gouvernail alerts``: what each person who asked for it would be told, and the weekly mail."""

from __future__ import annotations

import argparse

from gouvernail.cli.mailing import sends
from gouvernail.cli.tables import print_json

HELP = "montre les alertes de ceux qui les ont demandées, et les envoie par courriel avec --send."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the sending and the JSON form."""
    parser.add_argument("--send", action="store_true", help="envoie les courriels (une fois par semaine au plus)")
    parser.add_argument("--json", action="store_true", help="sortie JSON, pour un programme")


def run(arguments: argparse.Namespace) -> int:
    """Count what is to be told, by place; send it when asked."""
    from gouvernail.cli.starting import start_django

    start_django()
    from django.utils import timezone

    from gouvernail.indicators.mailing import letters, send

    sending = sends(arguments)
    today, told = timezone.localdate(), []
    for letter in letters(today):
        if sending:
            send(letter, today)
        told += [
            {"compte": str(letter.user.opaque_id), "collectivite": place.slug, "alertes": found.count}
            for place, found in letter.parts
        ]
    if arguments.json:
        print_json(told)
    else:
        people = len({one["compte"] for one in told})
        verb = "envoyé" if sending else "à envoyer"
        print(f"{people} courriel(s) {verb}, {sum(one['alertes'] for one in told)} alerte(s).")
    return 0
