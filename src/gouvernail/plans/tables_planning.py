"""How variants of projects, capacities, versions of the plan and what-ifs are listed, typed in and shown."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gouvernail.organisations.models import Organisation
from gouvernail.plans.models import Capacity, PlanRun, PlanVersion, ProjectVariant, RunState, VersionState
from gouvernail.registers.register import Badge, Column, Filter, Register, Section, StructuralLink, Tab
from gouvernail.registers.registry import register

VERSION_BADGES = {
    VersionState.DRAFT: ("study", "edit"),
    VersionState.VOTED: ("good", "gavel"),
    VersionState.REVISED: ("progress", "refresh"),
}
RUN_BADGES = {
    RunState.QUEUED: ("neutral", "hourglass"),
    RunState.RUNNING: ("progress", "player-play"),
    RunState.DONE: ("good", "circle-check"),
    RunState.CANCELLED: ("neutral", "ban"),
    RunState.INTERRUPTED: ("risk", "alert-triangle"),
    RunState.REFUSED: ("alert", "alert-circle"),
}


def version_badge(one: PlanVersion) -> Badge:
    """Return what a version was made for."""
    return Badge(*VERSION_BADGES[one.state], one.get_state_display())


def run_badge(one: PlanRun) -> Badge:
    """Return how far a computation is now."""
    if one.adopted_at:
        return Badge("decide", "gavel", _("Adoptée"))
    state = RunState(one.state_at(timezone.now()))
    return Badge(*RUN_BADGES[state], state.label)


@register
class ProjectVariantRegister(Register):
    """Variants: the ways to do a project."""

    kind, model, family, word = "project_variant", ProjectVariant, "projects", "variantes"
    icon, feminine, menu = "subtask", True, ("roadmap", 40)
    intro = _("Les façons de faire un projet, avec leur durée, leur coût et leurs jours : de quoi comparer des plans.")
    columns = (
        Column("name", sort="name", primary=True, sub=lambda one: str(one.project)),
        Column("quarters", _("trimestres"), sort="quarters", align="end"),
        Column("investment", sort="investment", align="end", sub=lambda one: one.get_tax_basis_display()),
        Column("operating", _("fonctionnement"), sort="operating", align="end"),
        Column("running", _("puis par an"), sort="running", align="end"),
        Column("days", _("jours"), sort="days", align="end", sub=lambda one: one.skill),
    )
    filters = (Filter("project"),)
    search = ("name", "project__title")
    form_fields = (
        "organisation", "project", "name", "quarters", "months", "investment", "operating", "running", "tax_basis",
        "days", "skill", "procurement", "note",
    )  # fmt: skip
    related = ("project",)
    natural_key = ("project", "name")
    structural = (StructuralLink("project", "project", "mene_a"),)
    order = ("project__title", "pk")
    sections = (
        Section(_("Variante"), ("project", "name", "quarters", "months", "procurement")),
        Section(_("Coût"), ("investment", "operating", "running", "tax_basis")),
        Section(_("Travail"), ("days", "skill", "note")),
    )


@register
class CapacityRegister(Register):
    """Capacities: days of work by skill."""

    kind, model, family, word = "capacity", Capacity, "projects", "capacites"
    icon, feminine, menu = "users", True, ("roadmap", 45)
    intro = _("Les jours de travail par compétence : postes avec leur quotité, ou jours achetés. Jamais une personne.")
    columns = (
        Column("function", _("fonction ou prestation"), sort="function", primary=True, sub=lambda one: one.skill),
        Column("posts", _("postes"), sort="posts", align="end"),
        Column("project_share", _("part pour les projets (%)"), sort="project_share", align="end"),
        Column("bought_days", _("jours achetables"), sort="bought_days", align="end"),
        Column("starts", sort="starts"),
        Column("ends", sort="ends"),
    )
    search = ("skill", "function")
    form_fields = (
        "organisation", "skill", "function", "posts", "project_share", "leave_days", "bought_days", "day_price",
        "paid_by", "starts", "ends", "note",
    )  # fmt: skip
    natural_key = ("skill", "function")
    linkable = False
    sections = (
        Section(_("Compétence"), ("skill", "function")),
        Section(_("Postes"), ("posts", "project_share", "leave_days")),
        Section(_("Jours achetés"), ("bought_days", "day_price", "paid_by")),
        Section(_("Période"), ("starts", "ends", "note")),
    )


@register
class PlanVersionRegister(Register):
    """Versions of the plan of investment, kept as they were."""

    kind, model, family, word = "plan_version", PlanVersion, "budget", "versions-ppi"
    icon, feminine, menu = "history", True, ("money", 12)
    can_create = False
    intro = _("Le plan tel qu’il était un jour donné : projet, voté ou révisé. Rien ne change une version arrêtée.")
    columns = (
        Column("title", sort="title", primary=True),
        Column("state", sort="state", badge=version_badge),
        Column("made_on", sort="made_on"),
    )
    filters = (Filter("state"),)
    form_fields = ("organisation", "title", "state", "usual_investment", "usual_origin", "note")
    sections = (Section(_("Version"), ("state", "made_on", "usual_investment", "usual_origin", "note")),)

    def href(self, place: Organisation, obj: models.Model) -> str:
        """Lead to the page of the version, which shows its lines."""
        return reverse("plan_version", args=[place.slug, obj.pk])

    def why_kept(self, obj: models.Model) -> str:
        """A version that was voted stays."""
        if not PlanVersion.objects.filter(pk=obj.pk, state=VersionState.VOTED).exists():
            return ""
        return gettext("Cette version a été votée : elle reste, comme le vote. Arrêtez plutôt une version révisée.")


@register
class PlanRunRegister(Register):
    """What-ifs: plans computed from hypotheses."""

    kind, model, family, word = "plan_run", PlanRun, "studies", "hypotheses-de-plan"
    icon, feminine = "adjustments", True
    can_create = False
    columns = (
        Column("title", sort="title", primary=True),
        Column("state", badge=run_badge),
        Column("created_at", _("demandée le"), sort="created_at"),
        Column("adopted_at", sort="adopted_at"),
    )
    tabs = (Tab("adoptees", _("Adoptées"), lambda today: ~Q(adopted_at=None)),)
    search = ("title",)
    form_fields = ("organisation", "title", "note")
    related = ("version",)
    sections = (Section(_("Hypothèse"), ("tax_basis", "engine_version", "seed", "seconds", "note")),)

    def href(self, place: Organisation, obj: models.Model) -> str:
        """Lead to the page of the plan."""
        return reverse("plan_run", args=[place.slug, obj.pk])

    def why_kept(self, obj: models.Model) -> str:
        """A plan that was adopted stays: a version and a decision rest on it."""
        adopted = PlanRun.objects.filter(pk=obj.pk).exclude(adopted_at=None).first()
        if adopted is None:
            return ""
        return gettext(
            "Ce plan a été adopté le %(day)s : la version arrêtée et la décision reposent sur lui, il ne se supprime "
            "pas. Pour en changer, adoptez-en un autre."
        ) % {"day": f"{adopted.adopted_at:%d/%m/%Y}"}

    def badges(self, obj: Any, today: date) -> list[Badge]:
        """How far it is."""
        return [run_badge(obj)]
