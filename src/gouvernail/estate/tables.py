"""How equipment and applications are listed, filtered, typed in and shown."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import date
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gouvernail.estate.models import (
    WORKSTATIONS,
    Application,
    ApplicationState,
    DirectoryMeasure,
    Equipment,
    EquipmentState,
    OperatingSystem,
    ServiceLevel,
    Windows11State,
)
from gouvernail.estate.writing import equipment_changed
from gouvernail.registers.register import Badge, Column, Filter, Register, Section, Tab
from gouvernail.registers.registry import register

STATE_BADGES = {
    EquipmentState.IN_USE: ("good", "circle-check"),
    EquipmentState.IN_STOCK: ("neutral", "database"),
    EquipmentState.RETIRED: ("neutral", "history"),
}
WINDOWS11_BADGES = {
    Windows11State.DONE: ("good", "circle-check"),
    Windows11State.ELIGIBLE: ("progress", "clock"),
    Windows11State.TO_REPLACE: ("risk", "alert-triangle"),
    Windows11State.BLOCKED: ("alert", "alert-circle"),
}


def _state(one: Any) -> Badge:
    return Badge(*STATE_BADGES[one.state], one.get_state_display())


def _windows11(one: Any) -> Badge | None:
    return Badge(*WINDOWS11_BADGES[one.windows11], one.get_windows11_display()) if one.windows11 else None


def _protected(one: Any) -> Badge | None:
    if one.protected is None:
        return None
    return Badge("good", "shield", _("Oui")) if one.protected else Badge("alert", "alert-circle", _("Non"))


WORKSTATION_IN_USE = Q(type__in=WORKSTATIONS, state=EquipmentState.IN_USE)


@register
class EquipmentRegister(Register):
    """The inventory."""

    kind, model, family, word = "equipment", Equipment, "facts", "equipements"
    icon, menu = "devices", ("estate", 10)
    columns = (
        Column(
            "name", sort="name", primary=True, sub=lambda one: " ".join(filter(None, (one.manufacturer, one.model)))
        ),
        Column("type", sort="type"),
        Column("site", sort="site__name"),
        Column("department", sort="department__name"),
        Column("os", sort="os"),
        Column("windows11", sort="windows11", badge=_windows11),
        Column("protected", _("antivirus"), badge=_protected),
        Column("in_service_on", sort="in_service_on"),
        Column("state", sort="state", badge=_state),
    )
    filters = (
        Filter("type"), Filter("state"), Filter("site"), Filter("department"), Filter("os"), Filter("windows11"),
        Filter("protected"), Filter("condition"),
    )  # fmt: skip
    tabs = (
        Tab("postes", _("Postes en service"), lambda today: WORKSTATION_IN_USE),
        Tab("windows-10", _("Hors Windows 11"), lambda today: WORKSTATION_IN_USE & ~Q(os=OperatingSystem.WINDOWS_11)),
        Tab("sans-antivirus", _("Sans antivirus"), lambda today: WORKSTATION_IN_USE & Q(protected=False)),
        Tab("fin-de-support", _("Support échu"), lambda today: Q(support_ends_on__lt=today)),
    )
    search = ("name", "serial", "model", "manufacturer")
    form_fields = (
        "organisation", "name", "type", "state", "site", "department", "assigned", "manufacturer", "model", "serial",
        "os", "os_version", "windows11", "blocked_by", "protected", "condition", "bought_on", "in_service_on",
        "support_ends_on", "purchase_price", "tax_basis", "planned_replacement", "note",
    )  # fmt: skip
    bulk_fields = ("state", "site", "department", "windows11", "protected", "planned_replacement")
    related = ("site", "department")
    natural_key = ("name",)
    sections = (
        Section(_("Matériel"), ("name", "type", "manufacturer", "model", "serial", "condition")),
        Section(_("Affectation"), ("organisation", "state", "site", "department", "assigned")),
        Section(_("Système et protection"), ("os", "os_version", "windows11", "blocked_by", "protected")),
        Section(
            _("Vie et coût"),
            ("bought_on", "in_service_on", "support_ends_on", "purchase_price", "tax_basis", "planned_replacement"),
        ),
        Section(_("Remarques"), ("note",)),
    )

    def writing(self) -> AbstractContextManager[object]:
        """Refresh each month of the cohorts once, whatever the number of lines written."""
        return equipment_changed()

    def badges(self, obj: Any, today: date) -> list[Badge]:
        """Its state, the migration, and the end of support where it is past."""
        found = [badge for badge in (_state(obj), _windows11(obj)) if badge]
        if obj.support_ends_on and obj.support_ends_on < today:
            found.append(Badge("alert", "alert-circle", _("Support échu")))
        return found


APPLICATION_BADGES = {
    ApplicationState.IN_USE: ("good", "circle-check"),
    ApplicationState.SETTING_UP: ("progress", "player-play"),
    ApplicationState.STUDIED: ("study", "search"),
    ApplicationState.LEAVING: ("risk", "alert-triangle"),
    ApplicationState.RETIRED: ("neutral", "history"),
}


def _application_state(one: Any) -> Badge:
    return Badge(*APPLICATION_BADGES[one.state], one.get_state_display())


def _users(one: Any) -> Any:
    return one.users_count if one.users_count is not None else one.users_note


@register
class ApplicationRegister(Register):
    """The application map."""

    kind, model, family, word = "application", Application, "facts", "applications"
    icon, feminine, menu = "apps", True, ("estate", 20)
    columns = (
        Column("name", sort="name", primary=True, sub=lambda one: one.publisher),
        Column("process", sort="process"),
        Column("hosting", sort="hosting"),
        Column("licence", sort="licence"),
        Column("in_place_since", sort="in_place_since"),
        Column("users", _("utilisateurs"), value=_users),
        Column("criticality", sort="criticality"),
        Column("state", sort="state", badge=_application_state),
    )
    filters = (
        Filter("state"), Filter("hosting"), Filter("acquisition"), Filter("licence"), Filter("criticality"),
        Filter("personal_data"), Filter("online_service"),
    )  # fmt: skip
    tabs = (
        Tab("libres", _("Logiciels libres"), lambda today: Q(licence__startswith="libre")),
        Tab("critiques", _("Criticité forte"), lambda today: Q(criticality__gte=3)),
        Tab("sans-responsable", _("Sans responsable"), lambda today: Q(owner_role="")),
    )
    search = ("name", "publisher", "process")
    form_fields = (
        "organisation", "name", "publisher", "process", "platform", "in_place_since", "in_place_note", "state",
        "acquisition", "licence", "hosting", "users_count", "users_note", "sites_note", "contact", "department",
        "owner_role", "criticality", "personal_data", "online_service", "approved_until", "rights_reviewed_on",
        "restore_tested_on", "accepted_outage_hours", "measured_recovery_hours", "support_ends_on", "note",
    )  # fmt: skip
    bulk_fields = (
        "state",
        "hosting",
        "acquisition",
        "licence",
        "criticality",
        "personal_data",
        "online_service",
        "owner_role",
    )
    related = ("department",)
    natural_key = ("name",)
    sections = (
        Section(_("Application"), ("name", "publisher", "process", "platform", "state")),
        Section(
            _("Acquisition et hébergement"), ("acquisition", "licence", "hosting", "in_place_since", "in_place_note")
        ),
        Section(_("Usage"), ("users_count", "users_note", "sites_note", "department", "owner_role", "contact")),
        Section(_("Enjeux"), ("criticality", "personal_data", "online_service", "support_ends_on", "note")),
        Section(
            _("Sécurité"),
            (
                "approved_until",
                "rights_reviewed_on",
                "restore_tested_on",
                "accepted_outage_hours",
                "measured_recovery_hours",
            ),
        ),
    )


@register
class DirectoryRegister(Register):
    """Measures of directories, one a day and a directory."""

    kind, model, family, word = "directory_measure", DirectoryMeasure, "facts", "mesures-annuaire"
    icon, feminine, menu, linkable = "key", True, ("estate", 30), False
    columns = (
        Column("measured_on", sort="measured_on", primary=True),
        Column("directory", sort="directory"),
        Column("accounts", sort="accounts", align="end"),
        Column("active_accounts", sort="active_accounts", align="end"),
        Column("second_factor", sort="second_factor", align="end"),
        Column("privileged", sort="privileged", align="end"),
        Column("lasting_passwords", sort="lasting_passwords", align="end"),
    )
    filters = (Filter("organisation"),)
    search = ("directory",)
    bulk_fields = ("directory",)
    form_fields = (
        "organisation", "directory", "measured_on", "accounts", "active_accounts", "second_factor", "privileged",
        "lasting_passwords",
    )  # fmt: skip
    natural_key = ("directory", "measured_on")


def _held(one: Any) -> Badge | None:
    if one.held is None:
        return None
    return Badge("good", "circle-check", _("Tenu")) if one.held else Badge("alert", "alert-circle", _("Non tenu"))


@register
class ServiceLevelRegister(Register):
    """How long services answered, month by month."""

    kind, model, family, word = "service_level", ServiceLevel, "facts", "disponibilites"
    icon, feminine, menu, linkable = "activity", True, ("estate", 40), False
    columns = (
        Column("service", sort="service", primary=True),
        Column("month", sort="month", value=lambda one: f"{one.month:%m/%Y}"),
        Column("availability", sort="availability", align="end"),
        Column("target", sort="target", align="end"),
        Column("held", _("objectif"), badge=_held),
        Column("down_minutes", sort="down_minutes", align="end"),
        Column("application", sort="application__name"),
    )
    filters = (Filter("organisation"), Filter("application"))
    tabs = (Tab("non-tenus", _("Objectif non tenu"), lambda today: Q(availability__lt=F("target"))),)
    search = ("service",)
    related = ("application",)
    bulk_fields = ("application", "target")
    form_fields = ("organisation", "service", "month", "availability", "target", "down_minutes", "application")
    natural_key = ("service", "month")
