"""EPN-03: time that the IT function gives to the public space."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Direction, Family
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.stated import StatedOverDays


@indicator
class TimeGiven(StatedOverDays):
    """Time that the IT function gives to the public space."""

    code, family, icon = "EPN-03", Family.INCLUSION, "hourglass"
    label = _("Temps du référent SI pour l’espace public numérique")
    question = _("Combien de temps l’espace public prend-il au pilotage du SI ?")
    definition = _(
        "Jours consacrés par la fonction référent SI à l’espace public numérique, rapportés à ses jours travaillés. "
        "On mesure une fonction et une mission, pas une personne."
    )
    formula = _("Jours consacrés à l’espace / jours de la fonction.")
    unit = "%"
    direction = Direction.LOWER
    source = _("Plan de charge de la fonction")
    owner_role = _("Direction générale")
    how_to_get = _(
        "Estimez en jours, par trimestre, le temps que la fonction donne à l’espace public, et notez-le dans le "
        "relevé du mois."
    )
    facts = ("epn-jours", "jours-fonction")
    pair = ("epn-jours", "jours-fonction")
    frequency = _("trimestrielle")
    freshness_days = 135
