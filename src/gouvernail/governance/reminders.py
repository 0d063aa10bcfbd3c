"""Grouped reminders: one message a week to those who follow decisions, never one a decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.governance.following import Waiting, by_owner, waiting_decisions
from gouvernail.governance.models import Committee
from gouvernail.journal.chain import record
from gouvernail.journal.models import Entry
from gouvernail.organisations.actors import actor_of, actual, system_actor
from gouvernail.organisations.enums import Role
from gouvernail.organisations.models import Membership, Organisation

RECEIVE = (Role.DSI, Role.REFERENT)
"""Who receives the reminders: the roles that follow the decisions of a place."""
WEEK_DAYS = 7
VERB, SENDER = "rappeler", "rappels"


@dataclass(frozen=True)
class Reminder:
    """What is recalled to those who follow the decisions of a place."""

    place: Organisation
    waiting: list[Waiting]

    @property
    def groups(self) -> list[tuple[str, list[Waiting]]]:
        """By the function that carries them."""
        return by_owner(self.waiting)

    @property
    def text(self) -> str:
        """The message, in plain words."""
        return render_to_string("governance/email/reminder_message.txt", {"reminder": self}).strip() + "\n"

    @property
    def subject(self) -> str:
        """Its subject."""
        late = sum(1 for one in self.waiting if one.is_late)
        words = _("%(place)s : %(count)s décisions à exécuter") % {"place": self.place, "count": len(self.waiting)}
        return words + (_(", dont %(late)s en retard") % {"late": late} if late else "")


def reminders(on: date | None = None) -> list[Reminder]:
    """Return the reminder of each place that has a committee and decisions to carry out."""
    machine = system_actor(SENDER)
    places = Organisation.objects.filter(pk__in=Committee.objects.values("organisation"))
    found = []
    for place in places:
        waiting = [
            one
            for one in waiting_decisions(place, machine, on or place.today())
            if one.decision.organisation_id == place.pk
        ]
        if waiting:
            found.append(Reminder(place, waiting))
    return found


def was_sent_this_week(place: Organisation) -> bool:
    """Say whether the reminders of a place left in the last six days: a weekly task never skips its turn."""
    since = timezone.now() - timedelta(days=WEEK_DAYS - 1)
    return Entry.objects.filter(verb=VERB, place=place.path, at__gte=since).exists()


def send(reminder: Reminder) -> int:
    """Send a reminder to those who follow the decisions of its place; return to how many.

    The journal keeps that it was sent, not to whom. Demonstrations send nothing.
    """
    if reminder.place.is_demo or not settings.EMAIL_HOST:
        return 0
    with transaction.atomic():
        record(
            actor=SENDER,
            verb=VERB,
            kind="organisation",
            object_id=reminder.place.pk,
            place=reminder.place.path,
            label=str(reminder.place),
            details={"décisions": [one.decision.pk for one in reminder.waiting]},
        )
        addresses = recipients(reminder.place)
        for address in addresses:  # one message each: nobody reads the addresses of the others
            EmailMessage(reminder.subject, reminder.text, to=[address]).send()
    return len(addresses)


def recipients(place: Organisation) -> list[str]:
    """Return the addresses of those who follow the decisions of a place today and may see them."""
    today = timezone.localdate()
    held = actual(Membership.objects.filter(role__in=RECEIVE), today).select_related("user", "organisation")
    above = Q(pk__in=[one.pk for one in held if place.path.startswith(one.organisation.path)])
    users = {one.user_id: one.user for one in held.filter(above) if one.user.is_active}
    return sorted(user.email for user in users.values() if actor_of(user, today).can("voir", "governance", place))
