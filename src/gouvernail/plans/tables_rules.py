"""How the rules between projects and the frozen periods are listed, typed in and shown."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gouvernail.plans.models import FrozenPeriod, ProjectBond
from gouvernail.registers.register import Column, Filter, Register, Section, StructuralLink
from gouvernail.registers.registry import register


@register
class ProjectBondRegister(Register):
    """Bonds: what ties a project to another one."""

    kind, model, family, word = "project_bond", ProjectBond, "projects", "liens-entre-projets"
    icon, menu = "link", ("roadmap", 41)
    intro = _(
        "Un projet attend la fin d’un autre, l’exclut, ou ne se fait qu’avec lui : les « Et si… ? » le respectent."
    )
    columns = (
        Column("project", sort="project__title", primary=True),
        Column("kind", sort="kind", value=lambda one: one.get_kind_display()),
        Column("other", sort="other__title"),
        Column("lag_months", _("délai (mois)"), sort="lag_months", align="end"),
    )
    filters = (Filter("kind"), Filter("project"))
    search = ("project__title", "other__title")
    form_fields = ("organisation", "project", "kind", "other", "lag_months", "note")
    related = ("project", "other")
    natural_key = ("project", "kind", "other")
    structural = (StructuralLink("project", "project", "mene_a"),)
    order = ("project__title", "pk")
    sections = (Section(_("Lien"), ("project", "kind", "other", "lag_months", "note")),)


@register
class FrozenPeriodRegister(Register):
    """Frozen periods: when nothing starts nor is delivered."""

    kind, model, family, word = "frozen_period", FrozenPeriod, "projects", "periodes-gelees"
    icon, feminine, menu = "lock", True, ("roadmap", 46)
    intro = _(
        "Clôture des comptes, élections, déménagement : les « Et si… ? » n’y commencent et n’y livrent rien. Un "
        "trimestre touché est gelé en entier ; un plan par mois est plus fin."
    )
    columns = (
        Column("label", sort="label", primary=True),
        Column("starts", sort="starts"),
        Column("ends", sort="ends"),
        Column("every_year", sort="every_year"),
        Column("forbids", value=lambda one: one.get_forbids_display()),
    )
    search = ("label",)
    form_fields = ("organisation", "label", "starts", "ends", "every_year", "forbids", "note")
    natural_key = ("label", "starts")
    linkable = False
    sections = (Section(_("Période"), ("label", "starts", "ends", "every_year", "forbids", "note")),)
