"""CYB-06: critical applications that come back within the outage that services accept."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.application_shares import CRITICAL, ApplicationShare
from gouvernail.indicators.base import Family
from gouvernail.indicators.registry import indicator


@indicator
class Recovery(ApplicationShare):
    """Critical applications that come back within the outage that services accept."""

    code, family, icon = "CYB-06", Family.SECURITY, "hourglass"
    label = _("Délais de reprise visés et mesurés")
    question = _("En combien de temps les applications critiques repartiraient-elles ?")
    definition = _(
        "Applications critiques (criticité forte ou vitale) dont le délai de reprise mesuré, lors d’un essai ou d’un "
        "incident, tient dans l’interruption acceptée, parmi celles pour lesquelles les deux sont connus. La perte de "
        "données acceptée n’est pas tenue."
    )
    formula = _(
        "Applications dont la reprise mesurée tient le délai accepté / applications critiques où les deux sont connus."
    )
    how_to_get = _(
        "Dans la cartographie des applications, notez l’interruption acceptée de chaque application critique, puis la "
        "reprise mesurée."
    )
    concerned = CRITICAL
    fields = ("accepted_outage_hours", "measured_recovery_hours")
    words = (_("Reprise dans le délai"), _("Reprise au-delà"))
    nothing = _("Aucune application critique n’a ses deux délais.")
    list_query = "vue=critiques"
    silence_is_no = False

    def holds(self, values: tuple, on: date) -> bool | None:
        """Whether the measured hours are no more than those accepted."""
        return None if None in values else values[1] <= values[0]
