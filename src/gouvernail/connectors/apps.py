"""The way in for facts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConnectorsConfig(AppConfig):
    """The way in for facts."""

    name = "gouvernail.connectors"
    verbose_name = _("Imports")

    def ready(self) -> None:
        """Put the pages of this room in the menu, and lend the reader of spreadsheets to studies and plans."""
        from gouvernail.connectors.for_studies import rows_of_first_sheet
        from gouvernail.plans.entering.files import use_reader as lend_to_plans
        from gouvernail.studies.files import use_reader
        from gouvernail.ui.navigation import Entry, add_entry

        use_reader(rows_of_first_sheet)
        lend_to_plans(rows_of_first_sheet)
        add_entry("settings", Entry(_("Imports"), "imports", "imports", 50))
