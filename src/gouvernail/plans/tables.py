"""How budget lines are listed, filtered, typed in and shown."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gouvernail.plans.models import BudgetLine, BudgetSection
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
        "committed", "paid", "tax_basis", "note",
    )  # fmt: skip
    bulk_fields = ("section", "nature", "axis", "tax_basis")
    related = ("axis", "project")
    natural_key = ("year", "label")
    structural = (StructuralLink("project", "project", "finance_par"),)
    sections = (
        Section(_("Ligne"), ("year", "label", "axis", "project", "section", "nature", "account")),
        Section(_("Montants"), ("planned", "voted", "committed", "paid", "tax_basis")),
        Section(_("Remarques"), ("note",)),
    )
