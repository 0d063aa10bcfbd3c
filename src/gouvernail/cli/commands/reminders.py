"""``gouvernail reminders``: what was decided and is still to be carried out, grouped, once a week."""

from __future__ import annotations

import argparse

from gouvernail.cli.mailing import sends

HELP = "montre les décisions qui restent à exécuter ; --send les rappelle par courriel, au plus une fois par semaine."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the sending."""
    parser.add_argument("--send", action="store_true", help="envoie un courriel groupé")
    parser.add_argument("--force", action="store_true", help="envoie même si un rappel est parti cette semaine")


def run(arguments: argparse.Namespace) -> int:
    """Print the reminders, or send them."""
    from gouvernail.cli.starting import start_django

    start_django()
    from gouvernail.governance.reminders import reminders, send, was_sent_this_week

    sending = sends(arguments)
    found = reminders()
    if not found:
        print("Aucune décision à rappeler.")
    for one in found:
        if not sending:
            print(f"{one.subject}\n\n{one.text}")
        elif one.place.is_demo:
            print(f"{one.place} : démonstration, rien n’est envoyé.")
        elif was_sent_this_week(one.place) and not arguments.force:
            print(f"{one.place} : déjà rappelé cette semaine.")
        else:
            print(f"{one.place} : rappel envoyé à {send(one)} personne(s).")
    return 0
