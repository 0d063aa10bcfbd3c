"""The actions that deserve to be followed: late first, then to approve, then running, by due date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from gouvernail.action_plan.models import Action, ActionStatus
from gouvernail.action_plan.tables import action_badge, is_late
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.registers.register import Badge
from gouvernail.registers.registry import register_of

SHOWN = 9
FOLLOWED = (ActionStatus.BLOCKED, ActionStatus.TO_APPROVE, ActionStatus.RUNNING)


@dataclass(frozen=True)
class Following:
    """One action to follow."""

    action: Action
    href: str
    badge: Badge
    late: bool


def actions_to_follow(place: Organisation, actor: Actor, on: date) -> list[Following]:
    """Return the actions to follow at a place (one query)."""
    found = register_of("action").objects(place, actor).exclude(status__in=(ActionStatus.DONE, ActionStatus.DROPPED))
    ranked = sorted(found, key=lambda one: _rank(one, on))
    kept = [one for one in ranked if one.status in FOLLOWED or is_late(one, on)] or ranked
    return [
        Following(one, reverse("action_sheet", args=[place.slug, one.pk]), action_badge(one), is_late(one, on))
        for one in kept[:SHOWN]
    ]


def _rank(one: Action, on: date) -> tuple:
    status = FOLLOWED.index(one.status) if one.status in FOLLOWED else len(FOLLOWED)
    due = one.due.last_day if one.due else date.max
    return (not is_late(one, on), status, due, one.number or 0)
