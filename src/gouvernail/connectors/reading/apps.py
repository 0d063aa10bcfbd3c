"""Documents read."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReadingConfig(AppConfig):
    """Documents read into proposals, a room inside the way in."""

    name = "gouvernail.connectors.reading"
    label = "reading"
    verbose_name = _("Documents lus")

    def ready(self) -> None:
        """Put the pages of this room in the menu, its acts in the words of the history."""
        from gouvernail.registers import history
        from gouvernail.ui.navigation import Entry, add_entry

        history.NOUNS["document"] = _("document lu")
        add_entry("settings", Entry(_("Documents lus"), "documents_read", "imports", 48))
