"""What the commands that send mail share: nothing leaves without ``--send``, nor without a mail server."""

from __future__ import annotations

import argparse

from gouvernail.cli.refusals import Refusal


def sends(arguments: argparse.Namespace) -> bool:
    """Say whether to send; raise ``Refusal`` when no mail server is set. Django must be started."""
    from django.conf import settings

    if arguments.send and not settings.EMAIL_HOST:
        raise Refusal("aucun serveur de courriel n’est réglé (GOUVERNAIL_SMTP_HOST) : rien n’est envoyé.")
    return bool(arguments.send)
