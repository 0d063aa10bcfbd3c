"""CYB-06: how long it takes to come back, aimed at and measured: declared, no register holds the facts yet."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import AwaitedIndicator, Direction, Family
from gouvernail.indicators.registry import indicator


@indicator
class Recovery(AwaitedIndicator):
    """How long it takes to come back, aimed at and measured."""

    code, family, icon = "CYB-06", Family.SECURITY, "hourglass"
    label = _("Délais de reprise visés et mesurés")
    question = _("En combien de temps les services critiques repartiraient-ils ?")
    definition = _(
        "Pour chaque service critique, durée d’interruption acceptée et perte de données acceptée, comparées à ce qui"
        " a été mesuré lors d’un essai ou d’un incident."
    )
    formula = _("Services dont le délai mesuré tient le délai visé / services critiques.")
    unit = "%"
    direction = Direction.HIGHER
    source = _("Plan de continuité et essais")
    owner_role = _("Référent SI")
    how_to_get = _(
        "Fixez avec les services la durée d’interruption acceptée de chaque application critique, puis mesurez-la."
    )
