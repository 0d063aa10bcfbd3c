"""The headings of the menu, in the order in which people look for things."""

from django.utils.translation import gettext_lazy as _

from gouvernail.ui.navigation import add_group

HEADINGS = (
    ("dashboard", _("Tableau de bord"), "dashboard"),
    ("plan", _("Plan d’action"), "checklist"),
    ("roadmap", _("Feuille de route"), "route"),
    ("studies", _("Scénarios"), "scale"),
    ("money", _("Budget et contrats"), "coin-euro"),
    ("estate", _("Patrimoine"), "devices"),
    ("activity", _("Activité"), "headset"),
    ("committee", _("COPIL"), "presentation"),
    ("rules", _("Documents-cadres"), "books"),
    ("settings", _("Administration"), "settings"),
)


def add_headings() -> None:
    """Declare the headings, before any room adds its entries."""
    for order, (key, label, icon) in enumerate(HEADINGS):
        add_group(key, label, icon, order)
