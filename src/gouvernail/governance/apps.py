"""Committees, meetings, decisions."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GovernanceConfig(AppConfig):
    """Committees, meetings, decisions."""

    name = "gouvernail.governance"
    verbose_name = _("Gouvernance")
