"""The registers of the structure itself: organisations, sites, departments."""

from __future__ import annotations

from typing import Any

from django.forms.models import modelform_factory
from django.utils.translation import gettext_lazy as _

from gouvernail.organisations.models import Department, Organisation, Site
from gouvernail.organisations.rights import EDIT
from gouvernail.registers.forms import RegisterForm, form_field
from gouvernail.registers.register import Column, Filter, Register, Section
from gouvernail.registers.registry import register, register_of


class OrganisationForm(RegisterForm):
    """Attaches a new organisation to one that the person may change; afterwards it keeps its place in the tree."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["parent"]
            return
        parent = self.fields["parent"]
        parent.required, parent.initial = True, self.place.pk
        parent.queryset = register_of("organisation").objects(self.place, self.actor, EDIT)


@register
class OrganisationRegister(Register):
    """The tree of collectivités."""

    kind, model, family, word = "organisation", Organisation, "structure", "collectivites"
    icon, feminine, menu, linkable = "sitemap", True, ("settings", 10), False
    parts_follow = False
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
    form_class = modelform_factory(
        Organisation, form=OrganisationForm, fields=form_fields, formfield_callback=form_field
    )

    def title(self, obj: Any) -> str:
        """Its full name."""
        return obj.name

    def holder(self, obj: Any) -> Organisation:
        """Itself; a new one is held by the organisation it is attached to."""
        return obj if obj.path or obj.parent is None else obj.parent


@register
class SiteRegister(Register):
    """Places where equipment stands."""

    kind, model, family, word = "site", Site, "structure", "sites"
    icon, menu, linkable = "map-pin", ("settings", 20), False
    parts_follow = False
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
    parts_follow = False
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
