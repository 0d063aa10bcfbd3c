"""Dashboards sent by mail as people asked: at their pace, with the rights that they hold on the day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from gouvernail.documents.boards.drawing import board_pdf
from gouvernail.indicators.boards import Layout, layout_of
from gouvernail.indicators.models import BoardMail, Pace
from gouvernail.kernel.periods import add_months
from gouvernail.organisations.actors import Actor, actor_of
from gouvernail.organisations.rights import VIEW
from gouvernail.ui.templatetags.ui_tags import date_fr

WEEK = 7


def due(today: date) -> Iterator[tuple[BoardMail, Layout, Actor]]:
    """Yield what is to be sent; nothing to those who lost their right, nothing of a board that is gone."""
    asked = BoardMail.objects.select_related("organisation", "user").order_by("organisation__path", "board", "pk")
    for one in asked.filter(user__is_active=True):
        actor = actor_of(one.user, today)
        if not _is_due(one, today) or not actor.can(VIEW, "indicators", one.organisation):
            continue
        try:
            yield one, layout_of(one.board, one.organisation, actor), actor
        except KeyError:
            continue


def _is_due(one: BoardMail, today: date) -> bool:
    if one.sent_on is None:
        return True
    if one.every == Pace.WEEK:
        return (today - one.sent_on).days >= WEEK
    return today >= add_months(one.sent_on, 1)


def send(one: BoardMail, layout: Layout, actor: Actor, today: date) -> None:
    """Send a dashboard and remember the day: a mail lost on the way is sent again the next time."""
    place = one.organisation
    day = date_fr(place.today())
    message = EmailMessage(
        _("%(board)s, %(place)s, au %(day)s") % {"board": layout.name, "place": place, "day": day},
        _(
            "Bonjour,\n\nVoici le tableau « %(board)s » de %(place)s, à jour du %(day)s.\n"
            "Pour ne plus le recevoir, ouvrez le tableau dans Gouvernail et choisissez « jamais ».\n"
        )
        % {"board": layout.name, "place": place.name, "day": day},
        None,
        [one.user.email],
    )
    name = f"{place.slug}-{one.board}-{place.today():%Y-%m-%d}.pdf"
    message.attach(name, board_pdf(layout, place, actor, {}), "application/pdf")
    message.send()
    one.sent_on = today
    one.save(update_fields=["sent_on"])
