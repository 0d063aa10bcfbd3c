"""What becomes of a decision until it is carried out, and what must be recalled meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from gouvernail.action_plan.models import OPEN_STATUSES, Action
from gouvernail.governance.acts import journal
from gouvernail.governance.book import called, is_repealed
from gouvernail.governance.models import TAKEN, Decision
from gouvernail.governance.operations import born_actions
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT
from gouvernail.registers.operations import RefusedError
from gouvernail.registers.register import Badge
from gouvernail.registers.registry import register_of

QUIET_DAYS = 30
"""After how many days without news a decision is recalled (house rule: between two monthly meetings)."""


def note_follow_up(decision: Decision, *, text: str, done_on: date | None, actor: Actor, on: date) -> Decision:
    """Add dated news to a decision, and the day it was carried out when it is; what was noted before stays.

    Raises ``PermissionDenied`` without the right, ``RefusedError`` when the decision was not taken, or when the day is
    before the decision or still to come.
    """
    register = register_of("decision")
    if not register.may(actor, EDIT, decision):
        raise PermissionDenied
    with transaction.atomic():
        decision = Decision.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=decision.pk)
        _refuse_news(decision, text, done_on, on)
        line = _("%(day)s : %(text)s") % {"day": f"{on:%d/%m/%Y}", "text": " ".join(text.split())}
        decision.followed_up = "\n".join(part for part in (decision.followed_up, line if text.strip() else "") if part)
        decision.done_on = done_on
        decision.save(update_fields=["followed_up", "done_on", "updated_at"])
        journal(actor, "suivre", decision, {"suite": text.strip(), "exécutée le": done_on and done_on.isoformat()})
    return decision


def _refuse_news(decision: Decision, text: str, done_on: date | None, on: date) -> None:
    if decision.outcome not in TAKEN:
        raise RefusedError(_("Seule une décision adoptée a des suites."))
    if not text.strip() and done_on is None:
        raise RefusedError(_("Écrivez la suite donnée, ou le jour où la décision a été exécutée."))
    if done_on and done_on > on:
        raise RefusedError(_("Le jour d’exécution est à venir : notez-le quand ce sera fait."))
    if done_on and decision.decided_on and done_on < decision.decided_on:
        raise RefusedError(_("Le jour d’exécution précède la décision : corrigez-le."))


@dataclass(frozen=True)
class Waiting:
    """A decision taken and not carried out: how it stands, why it is recalled, its actions."""

    decision: Decision
    number: str
    badge: Badge
    why: str
    is_late: bool
    actions: list[Action] = field(default_factory=list)

    @property
    def owner(self) -> str:
        """The function that carries it."""
        return self.decision.owner_role or _("Porteur à désigner")

    @property
    def last_news(self) -> str:
        """The last line noted."""
        return self.decision.followed_up.strip().rpartition("\n")[2]

    @property
    def is_ready_to_close(self) -> bool:
        """Whether every action born from it is over, so that it may be said carried out."""
        return bool(self.actions) and all(one.status not in OPEN_STATUSES for one in self.actions)


def waiting_decisions(place: Organisation, actor: Actor, today: date) -> list[Waiting]:
    """Return the decisions taken at or below a place and not yet carried out, late ones first.

    The number of queries is fixed.
    """
    found = list(
        register_of("decision")
        .objects(place, actor)
        .filter(outcome__in=TAKEN, done_on=None)
        .select_related("meeting__committee", "register_number")
        .prefetch_related("repealed_by")
    )
    standing = [one for one in found if not is_repealed(one)]
    actions = born_actions(standing)
    waiting = [_waiting(one, actions.get(one.pk, []), today) for one in standing]
    return sorted(waiting, key=lambda one: (not one.is_late, one.decision.due is None, _due(one), one.decision.pk))


def _due(one: Waiting) -> date:
    return one.decision.due.last_day if one.decision.due else date.max


def _waiting(decision: Decision, actions: list[Action], today: date) -> Waiting:
    due: PartialDate | None = decision.due
    late = bool(due and due.overdue_on(today))
    if late:
        badge, why = Badge("alert", "alert-circle", _("En retard")), _("Échéance dépassée : %(day)s") % {"day": due}
    elif decision.followed_up.strip():
        badge, why = Badge("progress", "player-play", _("Suivie")), ""
    else:
        badge, why = Badge("risk", "clock", _("Sans suite notée")), _silence(decision, today)
    return Waiting(decision, called(decision), badge, why, late, actions)


def _silence(decision: Decision, today: date) -> str:
    if decision.decided_on is None:
        return ""
    days = (today - decision.decided_on).days
    return _("Aucune nouvelle depuis %(days)s jours") % {"days": days} if days >= QUIET_DAYS else ""


def by_owner(waiting: Iterable[Waiting]) -> list[tuple[str, list[Waiting]]]:
    """Group decisions by the function that carries them, in the order of their most pressing one."""
    groups: dict[str, list[Waiting]] = {}
    for one in waiting:
        groups.setdefault(one.owner, []).append(one)
    return list(groups.items())
