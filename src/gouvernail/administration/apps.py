"""Administration: roles, journal, first start."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdministrationConfig(AppConfig):
    """Roles, journal, first start."""

    name = "gouvernail.administration"
    verbose_name = _("Administration")

    def ready(self) -> None:
        """Put the pages of this room in the menu."""
        from gouvernail.ui.navigation import Entry, add_entry

        add_entry("settings", Entry(_("Comptes et rôles"), "members", "members", 1))
        add_entry("settings", Entry(_("Journal"), "journal", "journal", 90))
