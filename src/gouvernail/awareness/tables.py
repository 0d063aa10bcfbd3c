"""How phishing campaigns are listed and shown."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gouvernail.awareness.models import Campaign
from gouvernail.registers.register import Column, Filter, Register, Section
from gouvernail.registers.registry import register


@register
class CampaignRegister(Register):
    """Phishing campaigns; results by department stand on the sheet, small departments withheld."""

    kind, model, family, word = "campaign", Campaign, "facts", "campagnes"
    icon, feminine, menu = "fish-hook", True, ("activity", 20)
    columns = (
        Column("name", sort="name", primary=True, sub=lambda one: one.theme),
        Column("sent_on", sort="sent_on"),
        Column("organisation", _("collectivité"), value=lambda one: one.organisation),
    )
    filters = (Filter("organisation"),)
    search = ("name", "theme")
    bulk_fields = ("theme",)
    form_fields = ("organisation", "name", "sent_on", "theme", "note")
    natural_key = ("name", "sent_on")
    sections = (Section("", ("name", "sent_on", "theme", "note")),)
