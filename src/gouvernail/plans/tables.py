"""How budget lines, envelopes and authorisations of programme are listed, filtered, typed in and shown."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gouvernail.plans import tables_funding, tables_planning, tables_rules  # noqa: F401 (registers of the same room, entered here)
from gouvernail.plans.models import Authorisation, BudgetLine, BudgetSection, Envelope
from gouvernail.registers.register import Column, Filter, Register, Section, StructuralLink, Tab
from gouvernail.registers.registry import register


@register
class BudgetLineRegister(Register):
    """Budget lines, year by year."""

    kind, model, family, word = "budget_line", BudgetLine, "budget", "lignes-budgetaires"
    icon, feminine, menu = "coin-euro", True, ("money", 15)
    columns = (
        Column("year", sort="year"),
        Column("label", sort="label", primary=True, sub=lambda one: str(one.axis or "")),
        Column("section", sort="section"),
        Column("planned", sort="planned", align="end", sub=lambda one: one.get_tax_basis_display()),
        Column("voted", sort="voted", align="end"),
        Column("committed", sort="committed", align="end"),
        Column("invoiced", sort="invoiced", align="end"),
        Column("paid", sort="paid", align="end"),
    )
    filters = (Filter("section"), Filter("nature"), Filter("axis"), Filter("project"))
    tabs = (
        Tab("investissement", _("Investissement"), lambda today: Q(section=BudgetSection.INVESTMENT)),
        Tab("fonctionnement", _("Fonctionnement"), lambda today: Q(section=BudgetSection.OPERATING)),
        Tab("base-inconnue", _("HT ou TTC non précisé"), lambda today: Q(tax_basis="inconnue")),
    )
    search = ("label", "account")
    form_fields = (
        "organisation", "year", "label", "axis", "project", "section", "nature", "account", "planned", "voted",
        "committed", "invoiced", "paid", "carried_over", "tax_basis", "induced", "choice", "variant", "authorisation",
        "note",
    )  # fmt: skip
    bulk_fields = ("section", "nature", "axis", "tax_basis")
    related = ("axis", "project", "authorisation")
    natural_key = ("year", "label")
    structural = (StructuralLink("project", "project", "finance_par"),)
    sections = (
        Section(_("Ligne"), ("year", "label", "axis", "project", "section", "nature", "account")),
        Section(
            _("Montants"), ("planned", "voted", "committed", "invoiced", "paid", "carried_over", "tax_basis", "induced")
        ),
        Section(_("Variante et programme"), ("choice", "variant", "authorisation")),
        Section(_("Remarques"), ("note",)),
    )


@register
class EnvelopeRegister(Register):
    """Envelopes: the most that may be spent in a year."""

    kind, model, family, word = "envelope", Envelope, "budget", "enveloppes"
    icon, feminine, menu = "wallet", True, ("money", 16)
    intro = _("Ce que l’on s’autorise à dépenser, par année ou sur plusieurs ; sans axe, l’enveloppe les couvre tous.")
    columns = (
        Column("label", _("enveloppe"), value=str, primary=True),
        Column("year", sort="year"),
        Column("last_year", sort="last_year"),
        Column("section", sort="section"),
        Column("axis", sort="axis__order"),
        Column("amount", sort="amount", align="end", sub=lambda one: one.get_tax_basis_display()),
    )
    filters = (Filter("section"), Filter("axis"))
    form_fields = ("organisation", "year", "last_year", "section", "axis", "amount", "tax_basis", "note")
    related = ("axis",)
    natural_key = ("year", "last_year", "section", "axis")
    sections = (
        Section(_("Enveloppe"), ("year", "last_year", "section", "axis")),
        Section(_("Montant"), ("amount", "tax_basis", "note")),
    )


@register
class AuthorisationRegister(Register):
    """Authorisations of programme (AP)."""

    kind, model, family, word = "authorisation", Authorisation, "budget", "autorisations-de-programme"
    icon, feminine, menu = "certificate", True, ("money", 17)
    intro = _("Une AP est un plafond sur plusieurs années ; ses crédits de paiement sont les lignes qui la portent.")
    columns = (
        Column("name", sort="name", primary=True),
        Column("authorised", sort="authorised", align="end", sub=lambda one: one.get_tax_basis_display()),
        Column("voted_on", sort="voted_on"),
    )
    search = ("name",)
    form_fields = ("organisation", "name", "authorised", "tax_basis", "voted_on", "note")
    natural_key = ("name",)
    sections = (Section(_("Autorisation"), ("name", "authorised", "tax_basis", "voted_on", "note")),)
