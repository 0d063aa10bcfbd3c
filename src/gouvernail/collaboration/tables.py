"""How shared spaces and their use are listed and shown."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gouvernail.collaboration.models import Space, UsageMeasure
from gouvernail.registers.register import Badge, Column, Filter, Register, Tab
from gouvernail.registers.registry import register


@register
class SpaceRegister(Register):
    """Shared spaces."""

    kind, model, family, word = "space", Space, "facts", "espaces"
    icon, menu = "cloud", ("activity", 30)
    columns = (
        Column("name", sort="name", primary=True, sub=lambda one: one.tool),
        Column("purpose", sort="purpose"),
        Column("department", sort="department__name"),
        Column(
            "owner_role",
            badge=lambda one: (
                Badge("neutral", "user", one.owner_role)
                if one.owner_role
                else Badge("risk", "alert-triangle", _("Sans responsable"))
            ),
        ),
        Column("volume_gb", sort="volume_gb", align="end"),
        Column("measured_on", sort="measured_on"),
    )
    filters = (Filter("department"),)
    tabs = (Tab("sans-responsable", _("Sans responsable"), lambda today: Q(owner_role="")),)
    search = ("name", "purpose")
    form_fields = ("organisation", "name", "tool", "purpose", "department", "owner_role", "volume_gb", "measured_on")
    bulk_fields = ("owner_role", "department")
    natural_key = ("tool", "name")
    related = ("department",)


@register
class UsageRegister(Register):
    """Measures of use, one a day and a tool."""

    kind, model, family, word = "usage", UsageMeasure, "facts", "usages"
    icon, feminine, menu, linkable = "cloud", True, ("activity", 40), False
    columns = (
        Column("measured_on", sort="measured_on", primary=True),
        Column("tool", sort="tool"),
        Column("accounts", sort="accounts", align="end"),
        Column("active_users", sort="active_users", align="end"),
        Column("volume_gb", sort="volume_gb", align="end"),
    )
    filters = (Filter("organisation"),)
    search = ("tool",)
    bulk_fields = ("tool",)
    form_fields = ("organisation", "tool", "measured_on", "accounts", "active_users", "volume_gb")
    natural_key = ("tool", "measured_on")
