"""How projects and milestones are listed, filtered, typed in and shown."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gouvernail.projects.models import LIVE, Health, LifeCycle, Milestone, Need, NeedState, Project, Urgency
from gouvernail.registers.register import Badge, Column, Filter, Register, Section, StructuralLink, Tab
from gouvernail.registers.registry import register

HEALTH_BADGES = {
    Health.ON_TRACK: ("progress", "circle-check"),
    Health.AT_RISK: ("risk", "alert-triangle"),
    Health.ALERT: ("alert", "alert-circle"),
}
LIFE_BADGES = {
    LifeCycle.IDEA: ("study", "search"),
    LifeCycle.STUDY: ("study", "search"),
    LifeCycle.PLANNED: ("neutral", "calendar"),
    LifeCycle.RUNNING: ("progress", "player-play"),
    LifeCycle.PAUSED: ("risk", "clock"),
    LifeCycle.DONE: ("good", "circle-check"),
    LifeCycle.DROPPED: ("neutral", "x"),
}


def health_badge(one: Project) -> Badge | None:
    """Return how a project goes, if somebody said it."""
    return Badge(*HEALTH_BADGES[one.health], one.get_health_display()) if one.health else None


def life_badge(one: Project) -> Badge:
    """Return where a project is in its life."""
    return Badge(*LIFE_BADGES[one.life_cycle], one.get_life_cycle_display())


@register
class ProjectRegister(Register):
    """Projects."""

    kind, model, family, word = "project", Project, "projects", "projets"
    takes_along = ("milestones",)
    icon, menu = "route", ("roadmap", 20)
    columns = (
        Column("number", sort="number"),
        Column("title", sort="title", primary=True, sub=lambda one: str(one.axis or "")),
        Column("life_cycle", sort="life_cycle", badge=life_badge),
        Column("health", sort="health", badge=health_badge, sub=lambda one: one.health_reason),
        Column("starts", sort="starts"),
        Column("ends", sort="ends"),
        Column("progress", _("avancement"), sort="progress", progress=True),
        Column("owner_role", _("chef de projet"), sort="owner_role"),
    )
    filters = (Filter("life_cycle"), Filter("health"), Filter("axis"), Filter("structuring"))
    tabs = (
        Tab("en-cours", _("En cours"), lambda today: Q(life_cycle=LifeCycle.RUNNING)),
        Tab(
            "en-risque",
            _("En risque ou en alerte"),
            lambda today: Q(life_cycle__in=LIVE, health__in=(Health.AT_RISK, Health.ALERT)),
        ),
        Tab("structurants", _("Structurants"), lambda today: Q(structuring=True)),
    )
    search = ("number", "title", "description")
    form_fields = (
        "organisation", "number", "title", "description", "axis", "life_cycle", "health", "health_reason",
        "structuring", "starts", "ends", "progress", "owner_role", "sponsor_role", "mandatory", "priority", "value",
        "risk_reduction", "earliest", "latest", "deadline", "soft_deadline", "waits_for",
    )  # fmt: skip
    bulk_fields = ("life_cycle", "health", "axis", "structuring", "owner_role", "mandatory", "priority")
    related = ("axis", "waits_for")
    natural_key = ("title",)
    sections = (
        Section(_("Projet"), ("description", "axis", "structuring")),
        Section(_("Avancement"), ("life_cycle", "health", "health_reason", "progress")),
        Section(_("Calendrier"), ("starts", "ends")),
        Section(_("Portage"), ("owner_role", "sponsor_role")),
        Section(
            _("Pour planifier"),
            (
                "mandatory",
                "priority",
                "value",
                "risk_reduction",
                "earliest",
                "latest",
                "deadline",
                "soft_deadline",
                "waits_for",
            ),
        ),
    )

    def badges(self, obj: Any, today: date) -> list[Badge]:
        """Its life and its health, which are two different things."""
        return [badge for badge in (life_badge(obj), health_badge(obj)) if badge]


def _milestone_badge(one: Any) -> Badge | None:
    if one.done_on:
        return Badge("good", "circle-check", _("Atteint"))
    return Badge("risk", "alert-triangle", _("Date douteuse")) if one.doubt else None


@register
class MilestoneRegister(Register):
    """Milestones, with their dates as written and as understood."""

    kind, model, family, word = "milestone", Milestone, "projects", "jalons"
    icon, menu = "calendar", ("roadmap", 30)
    columns = (
        Column("number", sort="position"),
        Column("title", sort="title", primary=True, value=lambda one: one.title, sub=lambda one: str(one.project)),
        Column("starts", sort="starts"),
        Column("ends", sort="ends"),
        Column("state", _("état"), badge=_milestone_badge, sub=lambda one: one.doubt),
    )
    filters = (Filter("project"),)
    tabs = (
        Tab("a-venir", _("À venir"), lambda today: Q(done_on=None)),
        Tab("douteux", _("Dates douteuses"), lambda today: ~Q(doubt="")),
    )
    search = ("title", "project__title")
    form_fields = (
        "organisation", "project", "position", "number", "title", "starts", "ends", "written_start", "written_end",
        "doubt", "done_on",
    )  # fmt: skip
    related = ("project",)
    natural_key = ("project", "title")
    structural = (StructuralLink("project", "project", "mene_a"),)
    order = ("project__title", "position", "pk")


URGENCY_BADGES = {
    Urgency.HIGH: ("alert", "alert-circle"),
    Urgency.MEDIUM: ("risk", "alert-triangle"),
    Urgency.LOW: ("neutral", "clock"),
}
NEED_BADGES = {
    NeedState.TO_STUDY: ("study", "search"),
    NeedState.PROJECT: ("good", "route"),
    NeedState.DROPPED: ("neutral", "x"),
}


def urgency_badge(one: Need) -> Badge | None:
    """Return how long a need can wait, if somebody said it."""
    return Badge(*URGENCY_BADGES[one.urgency], one.get_urgency_display().partition(" :")[0]) if one.urgency else None


def need_badge(one: Need) -> Badge:
    """Return what became of a need."""
    return Badge(*NEED_BADGES[one.state], one.get_state_display())


@register
class NeedRegister(Register):
    """Needs: what departments ask for, before anybody makes a project of it."""

    kind, model, family, word = "need", Need, "projects", "besoins"
    icon, menu = "bulb", ("roadmap", 25)
    intro = _("Ce que demandent les services. Un besoin retenu devient un projet, et le fil garde son origine.")
    columns = (
        Column("title", sort="title", primary=True, sub=lambda one: one.benefit),
        Column("sponsor_role", _("demandé par"), sort="sponsor_role"),
        Column("urgency", sort="urgency", badge=urgency_badge),
        Column("wanted", sort="wanted"),
        Column("state", sort="state", badge=need_badge),
    )
    filters = (Filter("state"), Filter("urgency"), Filter("axis"))
    tabs = (
        Tab("a-instruire", _("À instruire"), lambda today: Q(state=NeedState.TO_STUDY)),
        Tab("devenus-projets", _("Devenus des projets"), lambda today: Q(state=NeedState.PROJECT)),
    )
    search = ("title", "description", "benefit")
    form_fields = (
        "organisation", "title", "description", "sponsor_role", "axis", "benefit", "urgency", "wanted", "state",
        "reason",
    )  # fmt: skip
    bulk_fields = ("state", "urgency", "axis")
    related = ("axis",)
    natural_key = ("title",)
    sections = (
        Section(_("Besoin"), ("description", "sponsor_role", "axis")),
        Section(_("Intérêt"), ("benefit", "urgency", "wanted")),
        Section(_("Suite"), ("state", "reason")),
    )
