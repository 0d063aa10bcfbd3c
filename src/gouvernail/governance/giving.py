"""Actions given on the spot, from a point of the meeting being held: written in the action plan at once."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from gouvernail.action_plan.models import Action, ActionStatus
from gouvernail.governance.acts import demand, journal
from gouvernail.governance.models import AgendaItem, Circle, GivenAction, Meeting
from gouvernail.governance.operations import next_action_number, open_for_notes
from gouvernail.governance.visibility import items_seen, within
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.kernel.text import mask_personal_data
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.rights import DECIDE, EDIT
from gouvernail.registers.models import Relation
from gouvernail.registers.operations import RefusedError, link_objects, save_object
from gouvernail.registers.registry import register_of


def give_action(item: AgendaItem, *, title: str, owner_role: str, due: PartialDate, actor: Actor) -> Action:
    """Create the action that a meeting gives from one of its points, tied to both; return the same one if sent twice.

    Raises ``PermissionDenied`` without the right to decide and to write actions, ``RefusedError`` when the meeting is
    not being held, when something is missing, when the day it is due is before the meeting, or when a person is named.
    """
    demand(actor, DECIDE, item.meeting.organisation)
    if not may_give(item.meeting, actor):
        raise PermissionDenied
    title, owner_role = " ".join(title.split()), " ".join(owner_role.split())
    actions = register_of("action")
    with transaction.atomic():
        meeting = open_for_notes(item.meeting)
        item = meeting.agenda.get(pk=item.pk)
        if known := GivenAction.objects.filter(item=item, action__title=title).select_related("action").first():
            return known.action
        _refuse(meeting, title, owner_role, due)
        action = Action(
            organisation=meeting.organisation,
            number=next_action_number(meeting.organisation),
            title=title,
            status=ActionStatus.TO_PLAN,
            owner_role=owner_role,
            due=due,
            source=_source(meeting, item),
        )
        save_object(actions, action, actor=actor)
        GivenAction.objects.create(item=item, action=action)
        meetings = register_of("meeting")
        link_objects((meetings, meeting), (actions, action), relation=Relation.LEADS_TO.value, actor=actor)
        journal(actor, "donner_action", meeting, {"action": action.number, "point": _rank(meeting, item)})
    return action


def may_give(meeting: Meeting, actor: Actor) -> bool:
    """Say whether a person may write in the action plan of the place of a meeting."""
    return actor.can(EDIT, register_of("action").family, meeting.organisation)


def given_in(meeting: Meeting, *, actor: Actor | None = None, circle: str = Circle.INNER) -> list[GivenAction]:
    """Return the actions given in a meeting from the points that a reader, or the readers of a document, may read."""
    seen = items_seen(actor) if actor else within(circle)
    shown = meeting.agenda.filter(seen)
    return list(GivenAction.objects.filter(item__in=shown).select_related("item", "action"))


def _refuse(meeting: Meeting, title: str, owner_role: str, due: PartialDate) -> None:
    found = []
    if not title:
        found.append(_("Écrivez ce qui est à faire."))
    if not owner_role:
        found.append(_("Écrivez la fonction qui porte l’action."))
    if mask_personal_data(owner_role)[1]:
        found.append(_("Écrivez une fonction, sans téléphone ni courriel."))
    if due.last_day < meeting.held_on.first_day:
        found.append(_("L’échéance précède la séance : corrigez-la."))
    if found:
        raise RefusedError(found)


def _rank(meeting: Meeting, item: AgendaItem) -> int:
    return list(meeting.agenda.values_list("pk", flat=True)).index(item.pk) + 1


def _source(meeting: Meeting, item: AgendaItem) -> str:
    """Say where the action comes from; the words of a point closed to some stay out of the action plan, read by all."""
    words = {"rank": _rank(meeting, item), "meeting": meeting, "title": item.title}
    if item.circle:
        return _("Point %(rank)s, %(meeting)s") % words
    return _("Point %(rank)s « %(title)s », %(meeting)s") % words
