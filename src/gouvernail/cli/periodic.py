"""What Gouvernail does by itself: readings of sources, figures of the day, reminders, erasing what was promised."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from gouvernail.connectors.sources.leases import Task

NIGHTLY = timedelta(hours=23)
"""A little less than a day, so that a task never skips one."""

EACH_TIME = timedelta(seconds=30)
"""Each time the clock looks: what a killed server left is not kept waiting. Looking costs a query or two."""


def tasks() -> tuple[Task, ...]:
    """Return the tasks, each with how long from one start to the next; what sends mail needs a mail server."""
    found = [
        Task("reprise des documents", EACH_TIME, _read_documents, _documents_are_left),
        Task("reprise des comparaisons", EACH_TIME, _compare, _comparisons_are_left),
        Task("reprise des lectures", EACH_TIME, _read_sources_again, _readings_are_left),
        Task("sources", timedelta(minutes=15), _read_sources),
        Task("chiffres", NIGHTLY, _keep_figures),
        Task("menage", NIGHTLY, _erase),
    ]
    if settings.EMAIL_HOST:
        found += [
            Task("rappels", NIGHTLY, _remind),
            Task("convocations", NIGHTLY, _convene),
            Task("alertes", NIGHTLY, _alert),
            Task("tableaux", NIGHTLY, _mail_boards),
        ]
    return tuple(found)


def _read_sources() -> None:
    from gouvernail.connectors.sources.scheduling import read_due

    read_due(timezone.now())


def _read_documents() -> None:
    from gouvernail.connectors.reading.working import read_interrupted

    read_interrupted()


def _documents_are_left() -> bool:
    from gouvernail.connectors.reading.working import has_something_left

    return has_something_left()


def _compare() -> None:
    from gouvernail.connectors.comparing import take_up_stalled

    take_up_stalled()


def _comparisons_are_left() -> bool:
    from gouvernail.connectors.comparing import stalled

    return stalled().exists()


def _read_sources_again() -> None:
    from gouvernail.connectors.sources.scheduling import read_interrupted

    read_interrupted()


def _readings_are_left() -> bool:
    from gouvernail.connectors.sources.launching import has_something_left

    return has_something_left()


def _keep_figures() -> None:
    from gouvernail.indicators.snapshots import take
    from gouvernail.organisations.models import Organisation

    for place in Organisation.objects.filter(is_demo=False):
        take(place, place.today())


def _erase() -> None:
    from gouvernail.connectors.receiving import erase_old_files
    from gouvernail.journal.keeping import empty_old_details

    erase_old_files()
    empty_old_details(actor="conservation")
    call_command("clearsessions")


def _remind() -> None:
    """Each place is reminded once a week: what was sent already is not sent again."""
    from gouvernail.governance.reminders import reminders, send, was_sent_this_week

    for one in reminders():
        if not was_sent_this_week(one.place):
            send(one)


def _convene() -> None:
    """Convene the committees whose notice begins: what was convened once is not convened again."""
    from gouvernail.documents.convocation import files_of
    from gouvernail.governance.due import send_due

    send_due(timezone.localdate(), files_of)


def _alert() -> None:
    from gouvernail.indicators.mailing import letters, send

    today = timezone.localdate()
    for letter in letters(today):
        send(letter, today)


def _mail_boards() -> None:
    from gouvernail.documents.boards.mailing import due, send

    today = timezone.localdate()
    for one, layout, actor in due(today):
        send(one, layout, actor, today)
