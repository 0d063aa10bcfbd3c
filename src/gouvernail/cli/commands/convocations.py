"""``gouvernail convocations``: the meetings whose notice begins, convened by mail as each committee fixed it."""

from __future__ import annotations

import argparse

from gouvernail.cli.mailing import sends

HELP = "montre les séances à convoquer ce jour ; --send envoie les convocations, avec agenda et pièces."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the sending."""
    parser.add_argument("--send", action="store_true", help="envoie les convocations dues")


def run(arguments: argparse.Namespace) -> int:
    """Print what is due, or send it."""
    from gouvernail.cli.starting import start_django

    start_django()
    from django.utils import timezone

    from gouvernail.documents.convocation import files_of
    from gouvernail.governance.due import due_convocations, send_due

    today = timezone.localdate()
    sending = sends(arguments)
    found = send_due(today, files_of) if sending else due_convocations(today)
    for meeting in found:
        word = "convoqué" if sending else "à convoquer"
        print(f"{meeting.organisation} · {meeting} du {meeting.held_on.short()} : {word}.")
    if not found:
        print("Aucune séance à convoquer.")
    return 0
