"""How findings, risks, recommendations and actions are listed, filtered, typed in and shown."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gouvernail.action_plan.models import (
    OPEN_STATUSES,
    Action,
    ActionStatus,
    Axis,
    Finding,
    FindingState,
    Priority,
    Recommendation,
    RecommendationState,
    Risk,
)
from gouvernail.registers.register import Badge, Column, Filter, Register, Section, Tab
from gouvernail.registers.registry import register

ACTION_BADGES = {
    ActionStatus.TO_STUDY: ("study", "search"),
    ActionStatus.TO_PLAN: ("neutral", "calendar"),
    ActionStatus.TO_APPROVE: ("decide", "gavel"),
    ActionStatus.RUNNING: ("progress", "player-play"),
    ActionStatus.BLOCKED: ("alert", "alert-circle"),
    ActionStatus.DONE: ("good", "circle-check"),
    ActionStatus.DROPPED: ("neutral", "x"),
}


def action_badge(one: Action) -> Badge:
    """Return an action's status as word, icon and tone."""
    return Badge(*ACTION_BADGES[one.status], one.get_status_display())


def is_late(one: Action, today: date) -> bool:
    """Say whether an open action is past the last day of its due date."""
    return one.status in OPEN_STATUSES and one.due is not None and one.due.overdue_on(today)


def late_condition(today: date) -> Q:
    """Return the condition of the late actions: open, and the last day of their due date is past."""
    return Q(status__in=OPEN_STATUSES, due__last_day__lt=today.isoformat())


@register
class AxisRegister(Register):
    """Axes of the roadmap."""

    kind, model, family, word = "axis", Axis, "projects", "axes"
    icon, menu, linkable = "route", ("settings", 40), False
    columns = (Column("name", sort="name", primary=True), Column("order", sort="order", align="end"))
    form_fields = ("organisation", "name", "order")
    natural_key = ("name",)


@register
class FindingRegister(Register):
    """What was observed."""

    kind, model, family, word = "finding", Finding, "audit", "constats"
    sensitive = True
    icon, menu = "search", ("plan", 20)
    columns = (
        Column("number", sort="number"),
        Column("title", sort="title", primary=True, sub=lambda one: one.origin),
        Column("axis", sort="axis__order"),
        Column("observed_on", sort="observed_on"),
        Column(
            "state",
            sort="state",
            badge=lambda one: Badge(
                "alert" if one.state == FindingState.OPEN else "good",
                "alert-circle" if one.state == FindingState.OPEN else "circle-check",
                one.get_state_display(),
            ),
        ),
    )
    filters = (Filter("state"), Filter("axis"))
    search = ("number", "title", "description", "origin")
    form_fields = (
        "organisation",
        "number",
        "title",
        "description",
        "consequence",
        "axis",
        "origin",
        "observed_on",
        "state",
    )
    bulk_fields = ("state", "axis")
    related = ("axis",)
    natural_key = ("title",)
    sections = (
        Section(_("Constat"), ("title", "description", "consequence")),
        Section(_("Origine"), ("number", "axis", "origin", "observed_on", "state")),
    )


def _score(one: Any) -> Badge | None:
    if one.score is None:
        return None
    tone = "alert" if one.score >= 9 else "risk" if one.score >= 4 else "good"
    icon = {"alert": "alert-circle", "risk": "alert-triangle", "good": "circle-check"}[tone]
    return Badge(tone, icon, _("%(score)s sur 16") % {"score": one.score})


@register
class RiskRegister(Register):
    """What may happen."""

    kind, model, family, word = "risk", Risk, "audit", "risques"
    sensitive = True
    icon, menu = "alert-triangle", ("plan", 30)
    columns = (
        Column("number", sort="number"),
        Column("title", sort="title", primary=True),
        Column("likelihood", sort="likelihood"),
        Column("impact", sort="impact"),
        Column("score", _("criticité"), badge=_score),
        Column("treatment", sort="treatment"),
        Column("closed_on", sort="closed_on"),
    )
    filters = (Filter("likelihood"), Filter("impact"), Filter("treatment"))
    tabs = (Tab("ouverts", _("Ouverts"), lambda today: Q(closed_on=None)),)
    search = ("number", "title", "description")
    form_fields = ("organisation", "number", "title", "description", "likelihood", "impact", "treatment", "closed_on")
    bulk_fields = ("likelihood", "impact", "treatment")
    natural_key = ("title",)


PRIORITY_TONES = {
    Priority.PREREQUISITE: ("alert", "alert-circle"),
    Priority.THIS_YEAR: ("risk", "alert-triangle"),
    Priority.SPREAD: ("progress", "clock"),
    Priority.STRATEGIC: ("study", "search"),
}


@register
class RecommendationRegister(Register):
    """What is advised, by the four levels of priority."""

    kind, model, family, word = "recommendation", Recommendation, "audit", "recommandations"
    icon, feminine, menu = "checklist", True, ("plan", 40)
    columns = (
        Column("number", sort="number"),
        Column("title", sort="title", primary=True, sub=lambda one: one.origin),
        Column("axis", sort="axis__order"),
        Column(
            "priority",
            sort="priority",
            badge=lambda one: (
                Badge(*PRIORITY_TONES[one.priority], one.get_priority_display()) if one.priority else None
            ),
        ),
        Column("state", sort="state"),
    )
    filters = (Filter("priority"), Filter("state"), Filter("axis"))
    tabs = (
        Tab("ouvertes", _("Ouvertes"), lambda today: Q(state=RecommendationState.OPEN)),
        Tab("refusees", _("Refusées"), lambda today: Q(state=RecommendationState.REFUSED)),
    )
    search = ("number", "title", "description")
    form_fields = (
        "organisation", "number", "title", "description", "priority", "axis", "origin", "state", "refused_because",
    )  # fmt: skip
    bulk_fields = ("priority", "state", "axis")
    related = ("axis",)
    natural_key = ("title",)


@register
class ActionRegister(Register):
    """The actions of the plan."""

    kind, model, family, word = "action", Action, "actions", "actions"
    icon, feminine, menu = "checklist", True, ("plan", 10)
    columns = (
        Column("number", sort="number"),
        Column("title", sort="title", primary=True, value=lambda one: one.title, sub=lambda one: str(one.axis or "")),
        Column("status", sort="status", badge=action_badge),
        Column("owner_role", _("porteur"), sort="owner_role"),
        Column("due", sort="due"),
        Column("progress", _("avancement"), sort="progress", progress=True),
        Column("cost", sort="cost", align="end"),
    )
    filters = (Filter("status"), Filter("obstacle"), Filter("axis"))
    tabs = (
        Tab("en-cours", _("En cours"), lambda today: Q(status=ActionStatus.RUNNING)),
        Tab("a-valider", _("À valider en COPIL"), lambda today: Q(status=ActionStatus.TO_APPROVE)),
        Tab("en-retard", _("En retard"), late_condition),
        Tab(
            "sans-porteur",
            _("Sans porteur ou échéance"),
            lambda today: Q(status__in=OPEN_STATUSES) & (Q(owner_role="") | Q(due=None)),
        ),
    )
    search = ("title", "remarks", "owner_role")
    form_fields = (
        "organisation", "number", "title", "description", "status", "obstacle", "axis", "owner_role", "due", "progress",
        "cost", "tax_basis", "remarks", "evidence", "done_on",
    )  # fmt: skip
    bulk_fields = ("status", "obstacle", "owner_role", "axis", "due")
    related = ("axis",)
    natural_key = ("number", "title")
    sections = (
        Section(_("Action"), ("description", "status", "obstacle", "axis", "progress")),
        Section(_("Qui, quand, combien"), ("owner_role", "due", "cost", "tax_basis")),
        Section(_("Suivi"), ("remarks", "evidence", "done_on")),
    )

    def badges(self, obj: Any, today: date) -> list[Badge]:
        """Its status, and its lateness."""
        found = [action_badge(obj)]
        if is_late(obj, today):
            found.append(Badge("alert", "alert-triangle", _("En retard")))
        return found
