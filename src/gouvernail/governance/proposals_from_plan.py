"""Points of an agenda that come from the plan: actions late or to approve, projects in trouble, milestones."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.action_plan.models import Action, ActionStatus
from gouvernail.action_plan.tables import late_condition
from gouvernail.governance.models import ItemKind
from gouvernail.governance.proposing import Proposal
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.plans.what_if.alerts import plan_alerts
from gouvernail.projects.models import LIVE, Health, Milestone, Project
from gouvernail.registers.registry import register_of

NEAR_DAYS = 30
"""How many days ahead a milestone is near (house rule: between two monthly meetings)."""


def late_actions(place: Organisation, actor: Actor, today: date) -> list[Proposal]:
    """Propose the actions whose due date is over, and those that wait for the committee's approval."""
    register = register_of("action")
    late = register.objects(place, actor).filter(late_condition(today))
    found = [
        Proposal(
            ItemKind.ALERT,
            _("Action %(name)s") % {"name": one},
            _("Échéance dépassée depuis le %(day)s") % {"day": one.due}
            if one.due.is_exact
            else _("Échéance dépassée : %(day)s") % {"day": one.due},
            "action",
            one.pk,
            register.label_plural,
        )
        for one in late
        if one.due.overdue_on(today) and one.status != ActionStatus.TO_APPROVE
    ]
    return found + [
        _to_approve(one, today) for one in register.objects(place, actor).filter(status=ActionStatus.TO_APPROVE)
    ]


def _to_approve(action: Action, today: date) -> Proposal:
    reason = _("À valider par le comité")
    if action.due and action.due.overdue_on(today):
        reason = _("À valider par le comité, échéance dépassée : %(day)s") % {"day": action.due}
    elif action.due:
        reason = _("À valider par le comité, échéance : %(day)s") % {"day": action.due}
    return Proposal(
        ItemKind.DECISION, _("Action %(name)s") % {"name": action}, reason, "action", action.pk, _("actions")
    )


def projects_in_trouble(place: Organisation, actor: Actor) -> list[Proposal]:
    """Propose the projects in alert, then those at risk, with the reason that was given."""
    register = register_of("project")
    troubled = register.objects(place, actor).filter(life_cycle__in=LIVE, health__in=(Health.ALERT, Health.AT_RISK))
    found = [
        Proposal(
            ItemKind.ALERT,
            _("Projet %(name)s") % {"name": one},
            f"{one.get_health_display()} : {one.health_reason}" if one.health_reason else one.get_health_display(),
            "project",
            one.pk,
            register.label_plural,
        )
        for one in sorted(troubled, key=lambda one: one.health != Health.ALERT)
    ]
    return found


def projects_off_plan(place: Organisation, actor: Actor, today: date) -> list[Proposal]:
    """Propose the projects late or blocked against the plan in force, less those that are in alert or at risk."""
    register = register_of("project")
    projects = register.objects(place, actor).exclude(life_cycle__in=LIVE, health__in=(Health.ALERT, Health.AT_RISK))
    return [
        Proposal(
            ItemKind.ALERT,
            _("Projet %(name)s") % {"name": one.project},
            _("Plan adopté : %(reason)s") % {"reason": one.sentence},
            "project",
            one.project.pk,
            register.label_plural,
        )
        for one in plan_alerts(place, actor, projects, today)
    ]


def milestones(place: Organisation, actor: Actor, today: date) -> list[Proposal]:
    """Propose the milestones of live projects that are near, or past without being reached; and doubtful calendars.

    The doubtful dates of one project make one point, which leads to the project. None is ticked beforehand: they are
    told where they matter.
    """
    register = register_of("milestone")
    pending = register.objects(place, actor).filter(done_on=None, project__life_cycle__in=LIVE)
    found, doubtful = [], defaultdict(list)
    for one in pending:
        if one.doubt:
            doubtful[one.project].append(one)
        elif reason := _why_milestone(one, today):
            title = _("Jalon %(name)s, projet %(project)s") % {"name": one, "project": one.project}
            found.append(
                Proposal(ItemKind.INFORMATION, title, reason, "milestone", one.pk, register.label_plural, ticked=False)
            )
    return found + [_doubtful_calendar(project, ones) for project, ones in doubtful.items()]


def _doubtful_calendar(project: Project, ones: list[Milestone]) -> Proposal:
    count = len(ones)
    reason = _("Date à confirmer, %(name)s : %(doubt)s") % {"name": ones[0], "doubt": ones[0].doubt}
    if count > 1:
        reason = _("%(count)s dates à confirmer avant de les présenter") % {"count": count}
    title = _("Calendrier du projet %(project)s") % {"project": project}
    return Proposal(
        ItemKind.INFORMATION, title, reason, "project", project.pk, register_of("project").label_plural, ticked=False
    )


def _why_milestone(one: Milestone, today: date) -> str:
    when = one.ends or one.starts
    if when is None:
        return ""
    days = when.days_from(today)
    if days < 0:
        return _("Date passée (%(day)s) sans que le jalon soit noté atteint") % {"day": when}
    if days > NEAR_DAYS:
        return ""
    if days == 0:
        return _("Date prévue : %(day)s") % {"day": when}
    return ngettext("Dans %(count)s jour : %(day)s", "Dans %(count)s jours : %(day)s", days) % {
        "count": days,
        "day": when,
    }
