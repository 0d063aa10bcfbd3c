"""What deserves a look before anybody asks: a threshold crossed, figures grown old, a contract's date that nears."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.indicators.deadlines import deadlines, missed, near
from gouvernail.indicators.models import Side, Threshold
from gouvernail.indicators.queries import measure_all
from gouvernail.indicators.registry import indicators
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.wording import short_day, written
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT, VIEW
from gouvernail.statements.due import late

NEAR_DAYS = 90


@dataclass(frozen=True)
class Alert:
    """One thing to look at."""

    tone: str
    title: str
    text: str
    href: str


@dataclass(frozen=True)
class Alerts:
    """What deserves a look at a place, by reason."""

    crossed: list[Alert]
    stale: list[Alert]
    dates: list[Alert]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.crossed) + len(self.stale) + len(self.dates)


def alerts_of(place: Organisation, actor: Actor, on: date) -> Alerts:
    """Return the alerts of a place for somebody; each part only to those who may see what it is about."""
    crossed, stale = [], []
    if actor.can(VIEW, "indicators", place):
        measures = measure_all(Scope(place, actor), on, [one.code for one in indicators()])
        crossed = list(_crossed(place, measures))
        stale = [_stale(place, one) for one in measures.values() if one.stale and one.value is not None]
        stale += _late_statements(place, actor, on)
    dates = [
        Alert(
            "alert",
            one.title,
            _("%(what)s, dépassé : %(day)s") % {"what": one.what, "day": short_day(one.on)},
            one.href,
        )
        for one in missed(place, actor, on)
    ]
    dates += [
        Alert("risk", one.title, f"{one.what} : {short_day(one.on)}", one.href)
        for one in near(deadlines(place, actor, on), on, NEAR_DAYS)
        if one.kind == "contract"
    ]
    return Alerts(crossed, stale, dates)


def _crossed(place: Organisation, measures):
    for limit in Threshold.objects.filter(organisation=place):
        shown = measures.get(limit.code)
        if shown is None or shown.value is None:
            continue
        over = shown.value > limit.value if limit.side == Side.ABOVE else shown.value < limit.value
        if over:
            text = _("%(text)s, seuil : %(side)s %(value)s") % {
                "text": shown.text, "side": limit.get_side_display(), "value": written(limit.value.normalize()),
            }  # fmt: skip
            yield Alert("alert", shown.label, text, reverse("indicator", args=[place.slug, limit.code]))


def _late_statements(place: Organisation, actor: Actor, on: date) -> list[Alert]:
    """One alert for all that was stated before and is no more, to those who may state it."""
    found = late(place, on) if actor.can(EDIT, "statements", place) else []
    if not found:
        return []
    names = ", ".join(dict.fromkeys(str(one.fact.label) for one in found))
    title = ngettext("%(count)s chiffre à relever", "%(count)s chiffres à relever", len(found)) % {"count": len(found)}
    return [Alert("risk", title, names, reverse("statements_month", args=[place.slug]))]


def _stale(place: Organisation, shown) -> Alert:
    text = _("Données lues le %(day)s : à rafraîchir.") % {"day": short_day(shown.as_of)}
    return Alert("risk", shown.label, text, reverse("indicator", args=[place.slug, shown.code]))
