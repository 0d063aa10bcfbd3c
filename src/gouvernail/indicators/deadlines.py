"""What is near: contracts to denounce, to replace, that end; actions and milestones that fall due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from gouvernail.action_plan.models import OPEN_STATUSES
from gouvernail.kernel.periods import add_months
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.registers.registry import register_of
from gouvernail.suppliers.models import PROCUREMENT_MONTHS, ContractState, Renewal

HORIZON = 12


@dataclass(frozen=True)
class Deadline:
    """One date by which somebody must act."""

    on: date
    title: str
    what: str
    kind: str
    pk: int
    place: Organisation
    ends_on: date | None = None

    @property
    def href(self) -> str:
        """The address of what it is about."""
        return reverse(f"{self.kind}_sheet", args=[self.place.slug, self.pk])


def deadlines(place: Organisation, actor: Actor, on: date, months: int = HORIZON) -> list[Deadline]:
    """Return the dates to come that somebody may see, in their order (three queries)."""
    last = add_months(on, months)
    found = [*_contracts(place, actor), *_actions(place, actor), *_milestones(place, actor)]
    return sorted((one for one in found if on <= one.on <= last), key=lambda one: (one.on, one.title))


def missed(place: Organisation, actor: Actor, on: date) -> list[Deadline]:
    """Return the dates by which somebody should have acted on a contract that still runs (one query)."""
    found = [one for one in _contracts(place, actor) if one.ends_on and one.on < on <= one.ends_on]
    return sorted(found, key=lambda one: (one.on, one.title))


def _objects(kind: str, place: Organisation, actor: Actor):
    return register_of(kind).objects(place, actor)


def _contracts(place: Organisation, actor: Actor):
    running = _objects("contract", place, actor).filter(state=ContractState.RUNNING, ends_on__isnull=False)
    for one in running:
        yield Deadline(one.ends_on, one.title, _("Fin du contrat"), "contract", one.pk, place)
        if one.denounce_by and one.renewal == Renewal.TACIT:
            words = _("Dernier jour pour dénoncer (sinon, reconduction tacite)")
            yield Deadline(one.denounce_by, one.title, words, "contract", one.pk, place, one.ends_on)
        if one.consult_by:
            words = _("Dernier jour pour lancer la consultation (hypothèse : %(months)s mois de procédure)") % {
                "months": PROCUREMENT_MONTHS
            }
            yield Deadline(one.consult_by, one.title, words, "contract", one.pk, place, one.ends_on)


def _actions(place: Organisation, actor: Actor):
    for one in _objects("action", place, actor).filter(status__in=OPEN_STATUSES).exclude(due=None):
        yield Deadline(one.due.last_day, one.title, _("Échéance de l’action"), "action", one.pk, place)


def _milestones(place: Organisation, actor: Actor):
    for one in _objects("milestone", place, actor).filter(done_on=None).exclude(ends=None):
        yield Deadline(one.ends.last_day, one.title, _("Jalon de projet"), "milestone", one.pk, place)


def near(found: list[Deadline], on: date, days: int) -> list[Deadline]:
    """Those within so many days."""
    return [one for one in found if one.on <= on + timedelta(days=days)]
