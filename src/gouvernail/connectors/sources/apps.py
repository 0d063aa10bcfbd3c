"""Connected sources."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SourcesConfig(AppConfig):
    """Connected sources, a room inside the way in."""

    name = "gouvernail.connectors.sources"
    label = "sources"
    verbose_name = _("Sources")

    def ready(self) -> None:
        """Put the pages of this room in the menu, and what the sources say on the sheets of equipment."""
        from gouvernail.connectors.sources.views_machines import seen_panel
        from gouvernail.registers.panels import add_panel
        from gouvernail.ui.navigation import Entry, add_entry

        add_panel("equipment", seen_panel)
        add_entry("estate", Entry(_("Écarts entre les sources"), "source_gaps", "facts", 50))
        add_entry("settings", Entry(_("Sources"), "sources", "imports", 45))
