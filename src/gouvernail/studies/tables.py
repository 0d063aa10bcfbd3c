"""How studies and scenarios are listed, filtered, typed in and shown."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import VIEW
from gouvernail.registers.register import Badge, Column, Filter, Register, Section, StructuralLink, Tab
from gouvernail.registers.registry import register
from gouvernail.studies.forms import ScenarioForm
from gouvernail.studies.models import OPEN_STATES, Scenario, Study, StudyState

STATE_BADGES = {
    StudyState.DRAFT: ("progress", "edit"),
    StudyState.PRESENTED: ("decide", "presentation"),
    StudyState.DECIDED: ("good", "gavel"),
    StudyState.FROZEN: ("neutral", "lock"),
}


def state_badge(one: Study) -> Badge:
    """Return where a study stands."""
    return Badge(*STATE_BADGES[one.state], one.get_state_display())


@register
class StudyRegister(Register):
    """Studies of scenarios."""

    kind, model, family, word = "study", Study, "studies", "etudes"
    icon, feminine, menu = "scale", True, ("studies", 10)
    intro = _("Une question, ses scénarios, et un choix dont on sait à quel point il tient.")
    columns = (
        Column("title", sort="title", primary=True, value=lambda one: one.title, sub=lambda one: one.question),
        Column("state", sort="state", badge=state_badge),
        Column("chosen", value=lambda one: one.chosen and one.chosen.label),
        Column("first_year", sort="first_year"),
        Column("organisation", _("collectivité"), value=lambda one: one.organisation),
    )
    filters = (Filter("state"),)
    tabs = (
        Tab("en-cours", _("En cours"), lambda today: Q(state__in=(StudyState.DRAFT, StudyState.PRESENTED))),
        Tab("closes", _("Décidées ou figées"), lambda today: Q(state__in=(StudyState.DECIDED, StudyState.FROZEN))),
    )
    search = ("title", "question")
    form_fields = (
        "organisation", "title", "question", "situation", "outside_view", "plan", "method", "seed", "first_year",
        "years",
    )  # fmt: skip
    related = ("chosen",)
    natural_key = ("title",)
    sections = (
        Section(_("La question"), ("question", "situation")),
        Section(_("Avis et suite"), ("outside_view", "plan")),
        Section(_("Réglages du calcul"), ("method", "seed", "first_year", "years")),
    )

    def badges(self, obj: Any, today: date) -> list[Badge]:
        """Where it stands."""
        return [state_badge(obj)]

    def href(self, place: Organisation, obj: models.Model) -> str:
        """Return the address of its comparison."""
        return reverse("study_compare", args=[place.slug, obj.pk])

    def may(self, actor: Actor, verb: str, obj: models.Model) -> bool:
        """Let nobody change a study that was presented, decided or frozen."""
        return super().may(actor, verb, obj) and (verb == VIEW or obj.is_open)


@register
class ScenarioRegister(Register):
    """Scenarios of a study."""

    kind, model, family, word = "scenario", Scenario, "studies", "scenarios"
    icon, menu = "list-details", ("studies", 20)
    path_lookup = "study__organisation__path"
    form_class = ScenarioForm
    columns = (
        Column("name", sort="name", primary=True, value=lambda one: one.name, sub=lambda one: one.study.title),
        Column("baseline", value=lambda one: _("Oui") if one.baseline else _("Non")),
        Column("recommended", _("recommandé"), value=lambda one: _("Oui") if one.recommended else _("Non")),
        Column("reversibility"),
    )
    filters = (Filter("study"), Filter("baseline"))
    search = ("name", "summary", "study__title")
    form_fields = (
        "study", "order", "name", "short_name", "summary", "baseline", "recommended", "examined", "parts",
        "incompatible", "advantages", "limits", "risks", "conditions", "social_effect", "reversibility", "note",
    )  # fmt: skip
    related = ("study__organisation",)
    order = ("study__title", "order", "pk")
    natural_key = ("study", "name")
    structural = (StructuralLink("study", "study", "mene_a"),)
    sections = (
        Section(_("Scénario"), ("study", "summary", "baseline", "recommended", "examined", "parts", "incompatible")),
        Section(_("Pour et contre"), ("advantages", "limits", "risks")),
        Section(_("Mise en œuvre"), ("conditions", "social_effect", "reversibility", "note")),
    )

    def holder(self, obj: Any) -> Organisation:
        """Return the organisation of its study."""
        return obj.study.organisation

    def may(self, actor: Actor, verb: str, obj: Any) -> bool:
        """Let nobody change a scenario of a study that is closed."""
        return super().may(actor, verb, obj) and (verb == VIEW or obj.study.state in OPEN_STATES)
