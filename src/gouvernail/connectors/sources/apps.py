"""Connected sources."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SourcesConfig(AppConfig):
    """Connected sources, a room inside the way in."""

    name = "gouvernail.connectors.sources"
    label = "sources"
    verbose_name = _("Sources")

    def ready(self) -> None:
        """Put the pages of this room in the menu."""
        from gouvernail.ui.navigation import Entry, add_entry

        add_entry("settings", Entry(_("Sources"), "sources", "imports", 45))
