"""Budget lines and the roadmap."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    """Budget lines and the roadmap."""

    name = "gouvernail.plans"
    verbose_name = _("Budget")

    def ready(self) -> None:
        """Put the roadmap and the plan of investment in the menu."""
        from gouvernail.plans.accounts import account_actions
        from gouvernail.plans.what_if.operations import VERBS
        from gouvernail.registers import history
        from gouvernail.registers.panels import add_actions
        from gouvernail.ui.navigation import Entry, add_entry

        add_actions("budget_line", account_actions)
        history.VERBS.update(VERBS)
        add_entry("roadmap", Entry(_("Feuille de route"), "roadmap", "projects", 10))
        add_entry("money", Entry(_("Plan pluriannuel (PPI)"), "ppi", "budget", 10))
        add_entry("money", Entry(_("Hypothèses (et si… ?)"), "what_if", "budget", 11))
