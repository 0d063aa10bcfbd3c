"""The way in for facts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConnectorsConfig(AppConfig):
    """The way in for facts."""

    name = "gouvernail.connectors"
    verbose_name = _("Imports")

    def ready(self) -> None:
        """Put the pages of this room in the menu."""
        from gouvernail.ui.navigation import Entry, add_entry

        add_entry("settings", Entry(_("Imports"), "imports", "imports", 50))
