"""``gouvernail meetings``: the meetings, and the number by which ``deck`` and ``minutes`` call them."""

from __future__ import annotations

import argparse

from gouvernail.cli.tables import print_json, print_table

HELP = "liste les séances, avec le numéro à donner à deck et minutes."
COLUMNS = {
    "id": "N°",
    "organisation": "Collectivité",
    "committee": "Comité",
    "number": "Séance",
    "held_on": "Date",
    "state": "État",
    "subject": "Objet",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the JSON form."""
    parser.add_argument("--json", action="store_true", help="sortie JSON, pour un programme")


def run(arguments: argparse.Namespace) -> int:
    """Print the meetings, the latest first."""
    from gouvernail.cli.starting import start_django

    start_django()
    from gouvernail.governance.models import Meeting

    meetings = Meeting.objects.select_related("committee", "organisation").order_by("-held_on", "-pk")
    if arguments.json:
        print_json([_as_json(meeting) for meeting in meetings])
    else:
        print_table(COLUMNS, [_as_text(meeting) for meeting in meetings], empty="Aucune séance.")
    return 0


def _as_json(meeting) -> dict[str, object]:
    return {
        "id": meeting.pk,
        "organisation": meeting.organisation.slug,
        "committee": meeting.committee.name,
        "number": meeting.number,
        "held_on": meeting.held_on.to_text(),
        "state": meeting.state,
        "subject": meeting.subject,
    }


def _as_text(meeting) -> dict[str, str]:
    words = {
        "organisation": meeting.organisation,
        "held_on": meeting.held_on.short(),
        "state": meeting.get_state_display(),
    }
    return {key: str(value) for key, value in (_as_json(meeting) | words).items()}
