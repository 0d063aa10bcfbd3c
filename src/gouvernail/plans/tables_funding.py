"""How subsidies, FCTVA terms and unit prices are listed, filtered, typed in and shown."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gouvernail.plans.models import DepreciationTerm, FctvaTerms, Subsidy, UnitPrice
from gouvernail.registers.register import Column, Filter, Register, Section, StructuralLink
from gouvernail.registers.registry import register


@register
class SubsidyRegister(Register):
    """Subsidies: asked, notified, received."""

    kind, model, family, word = "subsidy", Subsidy, "budget", "subventions"
    icon, feminine, menu = "cash", True, ("money", 18)
    columns = (
        Column("scheme", sort="scheme", primary=True, sub=lambda one: str(one.project or "")),
        Column("asked", sort="asked", align="end"),
        Column("notified", sort="notified", align="end"),
        Column("received", sort="received", align="end"),
        Column("acknowledged_on", sort="acknowledged_on"),
    )
    filters = (Filter("project"),)
    search = ("scheme",)
    form_fields = (
        "organisation", "scheme", "project", "asked", "notified", "received", "public", "acknowledged_on", "note",
    )  # fmt: skip
    related = ("project",)
    natural_key = ("scheme", "project")
    structural = (StructuralLink("project", "project", "finance_par"),)
    sections = (
        Section(_("Subvention"), ("scheme", "project", "public", "acknowledged_on")),
        Section(_("Montants"), ("asked", "notified", "received", "note")),
    )


@register
class FctvaTermsRegister(Register):
    """When the FCTVA is received."""

    kind, model, family, word = "fctva_terms", FctvaTerms, "budget", "regimes-fctva"
    icon, menu = "receipt", ("money", 19)
    intro = _("L’année où la collectivité reçoit le FCTVA d’une dépense : elle dépend de son régime de versement.")
    columns = (
        Column("regime", sort="regime", primary=True, value=lambda one: one.get_regime_display()),
        Column("since", sort="since"),
        Column("note"),
    )
    form_fields = ("organisation", "regime", "since", "note")
    natural_key = ("since",)
    linkable = False
    sections = (Section(_("Régime"), ("regime", "since", "note")),)


@register
class DepreciationTermRegister(Register):
    """Voted durations of depreciation, by account."""

    kind, model, family, word = "depreciation_term", DepreciationTerm, "budget", "durees-amortissement"
    icon, feminine, menu = "chart-line", True, ("money", 21)
    intro = _(
        "La durée votée par l’assemblée pour chaque compte. Un compte qui n’est pas ici prend la durée usuelle, "
        "et les documents le disent."
    )
    columns = (
        Column("account", sort="account", primary=True),
        Column("years", sort="years", align="end"),
        Column("since", sort="since"),
        Column("vote"),
    )
    search = ("account", "vote")
    form_fields = ("organisation", "account", "years", "since", "vote", "note")
    natural_key = ("account", "since")
    linkable = False
    sections = (Section(_("Durée"), ("account", "years", "since", "vote", "note")),)


@register
class UnitPriceRegister(Register):
    """Prices of equipment by type."""

    kind, model, family, word = "unit_price", UnitPrice, "budget", "prix-unitaires"
    icon, menu = "tag", ("money", 20)
    intro = _("Le prix d’un équipement de chaque type et sa durée d’usage : de quoi chiffrer les renouvellements.")
    columns = (
        Column("type", sort="type", primary=True, value=lambda one: one.get_type_display()),
        Column("price", sort="price", align="end", sub=lambda one: one.get_tax_basis_display()),
        Column("lifetime", sort="lifetime", align="end"),
        Column("since", sort="since"),
        Column("origin"),
    )
    filters = (Filter("type"),)
    form_fields = ("organisation", "type", "price", "tax_basis", "lifetime", "since", "origin")
    natural_key = ("type", "since")
    linkable = False
    sections = (Section(_("Prix"), ("type", "price", "tax_basis", "lifetime", "since", "origin")),)
