"""How suppliers and contracts are listed, filtered, typed in and shown."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gouvernail.kernel.periods import add_months
from gouvernail.registers.register import Badge, Column, Filter, Register, Section, StructuralLink, Tab
from gouvernail.registers.registry import register
from gouvernail.suppliers.models import PROCUREMENT_MONTHS, Contract, ContractState, Supplier


def _importance(one: Any) -> Badge | None:
    if one.critical:
        return Badge("alert", "alert-circle", _("Critique"))
    return Badge("decide", "alert-triangle", _("Structurant")) if one.structuring else None


@register
class SupplierRegister(Register):
    """Suppliers."""

    kind, model, family, word = "supplier", Supplier, "contracts", "prestataires"
    icon, menu = "building", ("money", 30)
    columns = (
        Column("name", sort="name", primary=True),
        Column("kind", sort="kind"),
        Column("active", sort="active"),
        Column("importance", _("importance"), badge=_importance),
        Column("siren"),
    )
    filters = (Filter("kind"), Filter("active"), Filter("critical"), Filter("structuring"))
    search = ("name", "siren")
    form_fields = ("organisation", "name", "siren", "kind", "active", "critical", "structuring", "note")
    bulk_fields = ("kind", "active", "critical", "structuring")
    natural_key = ("name",)


CONTRACT_BADGES = {
    ContractState.COMING: ("study", "clock"),
    ContractState.RUNNING: ("good", "player-play"),
    ContractState.DENOUNCED: ("risk", "alert-triangle"),
    ContractState.ENDED: ("neutral", "history"),
}


def _contract_state(one: Any) -> Badge:
    return Badge(*CONTRACT_BADGES[one.state], one.get_state_display())


@register
class ContractRegister(Register):
    """Contracts and markets."""

    kind, model, family, word = "contract", Contract, "contracts", "contrats"
    icon, menu = "file-text", ("money", 20)
    columns = (
        Column("title", sort="title", primary=True, sub=lambda one: str(one.supplier)),
        Column("kind", sort="kind"),
        Column("ends_on", sort="ends_on"),
        Column("denounce_by", _("à dénoncer avant le"), value=lambda one: one.denounce_by),
        Column("renewal", sort="renewal"),
        Column("yearly_amount", sort="yearly_amount", align="end", sub=lambda one: one.get_tax_basis_display()),
        Column("importance", _("importance"), badge=_importance),
        Column("state", sort="state", badge=_contract_state),
    )
    filters = (
        Filter("kind"),
        Filter("state"),
        Filter("renewal"),
        Filter("critical"),
        Filter("structuring"),
        Filter("supplier"),
    )
    tabs = (
        Tab("en-cours", _("En cours"), lambda today: Q(state=ContractState.RUNNING)),
        Tab(
            "a-renouveler",
            _("À renouveler sous 12 mois"),
            lambda today: Q(state=ContractState.RUNNING, ends_on__gte=today, ends_on__lt=add_months(today, 12)),
        ),
        Tab("critiques", _("Critiques"), lambda today: Q(critical=True)),
        Tab("echus", _("Échus"), lambda today: Q(state=ContractState.RUNNING, ends_on__lt=today)),
    )
    search = ("title", "reference", "supplier__name")
    form_fields = (
        "organisation", "supplier", "title", "reference", "kind", "state", "starts_on", "ends_on", "notice_months",
        "renewal", "renewals_allowed", "renewals_used", "yearly_amount", "tax_basis", "critical", "structuring",
        "reversibility", "note",
    )  # fmt: skip
    bulk_fields = ("state", "kind", "renewal", "critical", "structuring")
    related = ("supplier",)
    natural_key = ("supplier", "title")
    structural = (StructuralLink("supplier", "supplier", "concerne"),)
    sections = (
        Section(_("Contrat"), ("supplier", "title", "reference", "kind", "state")),
        Section(
            _("Échéances"),
            ("starts_on", "ends_on", "notice_months", "renewal", "renewals_allowed", "renewals_used"),
        ),
        Section(_("Montant et enjeux"), ("yearly_amount", "tax_basis", "critical", "structuring", "reversibility")),
        Section(_("Remarques"), ("note",)),
    )

    def badges(self, obj: Any, today: date) -> list[Badge]:
        """Its state, its importance, and the notice to give when it is near."""
        found = [badge for badge in (_contract_state(obj), _importance(obj)) if badge]
        limit = obj.denounce_by
        if obj.state == ContractState.RUNNING and limit and today <= limit < add_months(today, 6):
            found.append(Badge("risk", "clock", _("Préavis avant le %(day)s") % {"day": f"{limit:%d/%m/%Y}"}))
        start = obj.consult_by
        if obj.state == ContractState.RUNNING and start and start < add_months(today, 6) and obj.ends_on >= today:
            words = _("Consultation à lancer avant le %(day)s (hypothèse : %(months)s mois)")
            label = words % {"day": f"{start:%d/%m/%Y}", "months": PROCUREMENT_MONTHS}
            found.append(Badge("alert" if start < today else "risk", "clock", label))
        return found
