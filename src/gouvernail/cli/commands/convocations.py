"""``gouvernail convocations``: the meetings whose notice begins, convened by mail as each committee fixed it."""

from __future__ import annotations

import argparse

HELP = "montre les séances à convoquer ce jour ; --send envoie les convocations, avec agenda et pièces."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the sending."""
    parser.add_argument("--send", action="store_true", help="envoie les convocations dues")


def run(arguments: argparse.Namespace) -> int:
    """Print what is due, or send it."""
    from gouvernail.cli.starting import start_django

    start_django()
    from django.conf import settings
    from django.utils import timezone

    from gouvernail.cli.refusals import Refusal
    from gouvernail.documents.convocation import files_of
    from gouvernail.governance.due import due_convocations, send_due

    today = timezone.localdate()
    if arguments.send and not settings.EMAIL_HOST:
        raise Refusal("aucun serveur de courriel n’est réglé (GOUVERNAIL_SMTP_HOST) : rien n’est envoyé.")
    found = send_due(today, files_of) if arguments.send else due_convocations(today)
    for meeting in found:
        word = "convoqué" if arguments.send else "à convoquer"
        print(f"{meeting.organisation} · {meeting} du {meeting.held_on.short()} : {word}.")
    if not found:
        print("Aucune séance à convoquer.")
    return 0
