"""CYB-05: critical applications whose backup was restored for a test this year."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.application_shares import CRITICAL, ApplicationShare, within_a_year
from gouvernail.indicators.base import Family
from gouvernail.indicators.registry import indicator


@indicator
class Restores(ApplicationShare):
    """Critical applications whose backup was restored for a test this year."""

    code, family, icon = "CYB-05", Family.SECURITY, "database"
    label = _("Restaurations testées")
    question = _("Saurait-on vraiment restaurer les données ?")
    definition = _(
        "Applications critiques (criticité forte ou vitale) en service dont une sauvegarde a été restaurée pour essai "
        "depuis moins de douze mois, rapportées à toutes celles-ci. Une sauvegarde jamais restaurée n’est pas une "
        "sauvegarde éprouvée : sans date, l’essai n’est pas compté."
    )
    formula = _("Applications critiques restaurées depuis moins de 12 mois / applications critiques.")
    how_to_get = _(
        "Dans la cartographie des applications, notez la criticité et la date du dernier essai de restauration."
    )
    concerned = CRITICAL
    fields = ("restore_tested_on",)
    words = (_("Essayée depuis moins d’un an"), _("Essai plus ancien"))
    nothing = _("Aucune application critique ne dit quand sa restauration a été essayée.")
    list_query = "vue=critiques"

    def holds(self, values: tuple, on: date) -> bool | None:
        """Whether the last test is less than a year old."""
        return within_a_year(values[0], on)
