"""What is measured, never about a person."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

VERBS = {
    "partager": _("partagé"),
    "revoquer": _("révoqué"),
    "abonner": _("abonnement ouvert"),
    "desabonner": _("abonnement arrêté"),
}
NOUNS = {
    "board": _("tableau"),
    "public_link": _("lien public"),
    "deadline_feed": _("abonnement aux échéances"),
    "threshold": _("seuil d’alerte"),
    "peer_sharing": _("partage anonyme de repères"),
}


class IndicatorsConfig(AppConfig):
    """What is measured, never about a person."""

    name = "gouvernail.indicators"
    verbose_name = _("Indicateurs")

    def ready(self) -> None:
        """Load the catalogue, and put the indicators in the menu."""
        from gouvernail.indicators.registry import discover
        from gouvernail.registers import history
        from gouvernail.ui.navigation import Entry, add_entry

        discover()
        history.VERBS.update(VERBS)
        history.NOUNS.update(NOUNS)
        add_entry("dashboard", Entry(_("Indicateurs"), "indicators", "indicators", 10))
        add_entry("dashboard", Entry(_("Tableaux"), "boards", "indicators", 20))
        add_entry("dashboard", Entry(_("Alertes et échéances"), "alerts", "indicators", 30))
