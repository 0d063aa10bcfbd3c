"""The home page."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CockpitConfig(AppConfig):
    """The home page."""

    name = "gouvernail.cockpit"
    verbose_name = _("Tableau de bord")

    def ready(self) -> None:
        """Put the dashboard in the menu."""
        from gouvernail.ui.navigation import Entry, add_entry

        add_entry("dashboard", Entry(_("Tableau de bord"), "cockpit", "indicators", 0))
        add_entry("settings", Entry(_("Bien démarrer"), "getting_started", "imports", 0))
