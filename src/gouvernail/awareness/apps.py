"""Phishing campaigns."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AwarenessConfig(AppConfig):
    """Phishing campaigns."""

    name = "gouvernail.awareness"
    verbose_name = _("Sensibilisation")

    def ready(self) -> None:
        """Show results on the sheets of campaigns."""
        from gouvernail.awareness.panels import results_actions, results_panel
        from gouvernail.registers.panels import add_actions, add_panel

        add_panel("campaign", results_panel)
        add_actions("campaign", results_actions)
