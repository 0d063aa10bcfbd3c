"""The registers of the structure itself: organisations, sites, departments."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from gouvernail.organisations.models import Department, Organisation, Site
from gouvernail.registers.register import Column, Filter, Register, Section
from gouvernail.registers.registry import register


@register
class OrganisationRegister(Register):
    """The tree of collectivités."""

    kind, model, family, word = "organisation", Organisation, "structure", "collectivites"
    icon, feminine, menu, linkable = "sitemap", True, ("settings", 10), False
    path_lookup = "path"
    columns = (
        Column("name", sort="path", primary=True, value=lambda one: f"{'— ' * one.depth}{one.name}"),
        Column("kind", sort="kind"),
        Column("siren"),
        Column("population", sort="population", align="end"),
        Column("headcount", sort="headcount", align="end"),
    )
    filters = (Filter("kind"),)
    search = ("name", "short_name", "siren")
    form_fields = (
        "name", "short_name", "slug", "kind", "parent", "siren", "siret", "population", "population_source",
        "headcount", "about",
    )  # fmt: skip
    order = ("path",)

    def title(self, obj: Any) -> str:
        """Its full name."""
        return obj.name


@register
class SiteRegister(Register):
    """Places where equipment stands."""

    kind, model, family, word = "site", Site, "structure", "sites"
    icon, menu, linkable = "map-pin", ("settings", 20), False
    columns = (
        Column("name", sort="name", primary=True),
        Column("organisation", _("collectivité"), value=lambda one: one.organisation),
        Column("city", sort="city"),
        Column("address"),
    )
    search = ("name", "city")
    form_fields = ("organisation", "name", "address", "city", "siret")
    natural_key = ("name",)


@register
class DepartmentRegister(Register):
    """Services, with the headcount that protects small ones."""

    kind, model, family, word = "department", Department, "structure", "services"
    icon, menu, linkable = "users", ("settings", 30), False
    columns = (
        Column("name", sort="name", primary=True),
        Column("organisation", _("collectivité"), value=lambda one: one.organisation),
        Column("headcount", sort="headcount", align="end"),
        Column("headcount_on", sort="headcount_on"),
    )
    search = ("name",)
    form_fields = ("organisation", "name", "headcount", "headcount_on")
    natural_key = ("name",)
    sections = (Section("", ("organisation", "name", "headcount", "headcount_on")),)
