"""Figures that a function states because no tool of the collectivité gives them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StatementsConfig(AppConfig):
    """Figures that a function states."""

    name = "gouvernail.statements"
    verbose_name = _("Chiffres relevés")

    def ready(self) -> None:
        """Put the page of the month in the menu."""
        from gouvernail.organisations.rights import EDIT
        from gouvernail.ui.navigation import Entry, add_entry

        add_entry("activity", Entry(_("Relevé du mois"), "statements_month", "statements", 55, EDIT))
