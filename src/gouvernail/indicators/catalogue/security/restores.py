"""CYB-05: backups that were restored to be sure: declared, no register holds the facts yet."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import AwaitedIndicator, Direction, Family
from gouvernail.indicators.registry import indicator


@indicator
class Restores(AwaitedIndicator):
    """Backups that were restored to be sure."""

    code, family, icon = "CYB-05", Family.SECURITY, "database"
    label = _("Restaurations testées")
    question = _("Saurait-on vraiment restaurer les données ?")
    definition = _(
        "Services critiques dont une sauvegarde a été restaurée pour essai depuis moins de douze mois, rapportés aux "
        "services critiques. Une sauvegarde jamais restaurée n’est pas une sauvegarde éprouvée."
    )
    formula = _("Services restaurés depuis moins de 12 mois / services critiques.")
    unit = "%"
    direction = Direction.HIGHER
    source = _("Journal des essais de restauration")
    owner_role = _("Référent SI")
    how_to_get = _("Tenez la date du dernier essai de restauration de chaque service critique.")
