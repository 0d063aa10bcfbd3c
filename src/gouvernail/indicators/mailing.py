"""The weekly mail: all the alerts of somebody's places in one message, only when there are some."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from gouvernail.accounts.models import User
from gouvernail.indicators.alerts import Alerts, alerts_of
from gouvernail.indicators.models import AlertMail
from gouvernail.organisations.actors import actor_of
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import VIEW

EVERY = timedelta(days=7)


@dataclass(frozen=True)
class Letter:
    """What one person would be told: their places, each with its alerts."""

    user: User
    parts: list[tuple[Organisation, Alerts]]
    asked: list[AlertMail]


def letters(today: date) -> Iterator[Letter]:
    """Yield what is to be sent: nothing within a week of the last one, nothing to those who lost their right."""
    people: dict[User, list[AlertMail]] = defaultdict(list)
    for one in AlertMail.objects.select_related("user", "organisation").order_by("user", "organisation__path"):
        people[one.user].append(one)
    for user, asked in people.items():
        if any(one.sent_on and today - one.sent_on < EVERY for one in asked):
            continue
        actor = actor_of(user, today)
        places = [one.organisation for one in asked if actor.can(VIEW, "indicators", one.organisation)]
        parts = [(place, alerts_of(place, actor, place.today())) for place in places]
        parts = [(place, found) for place, found in parts if found.count]
        if parts:
            yield Letter(user, parts, asked)


def send(letter: Letter, today: date) -> None:
    """Send a letter and remember the day."""
    body = render_to_string("indicators/alerts_message.txt", {"parts": letter.parts})
    count = sum(found.count for _place, found in letter.parts)
    send_mail(_("Gouvernail : %(count)s points à regarder") % {"count": count}, body, None, [letter.user.email])
    for one in letter.asked:
        one.sent_on = today
        one.save(update_fields=["sent_on"])
