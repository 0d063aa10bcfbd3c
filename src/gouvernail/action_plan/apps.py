"""Findings, risks, recommendations, actions."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActionPlanConfig(AppConfig):
    """Findings, risks, recommendations, actions."""

    name = "gouvernail.action_plan"
    verbose_name = _("Plan d’action")
