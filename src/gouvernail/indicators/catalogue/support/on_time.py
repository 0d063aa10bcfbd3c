"""SUP-08: requests handled within the time agreed."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Dimension, Direction, Family
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.stated import StatedOverDays


@indicator
class OnTime(StatedOverDays):
    """Requests handled within the time agreed."""

    code, family, icon = "SUP-08", Family.SUPPORT, "clock"
    label = _("Respect des délais convenus")
    question = _("Les délais promis aux services sont-ils tenus ?")
    definition = _(
        "Demandes traitées dans le délai convenu pour leur priorité, rapportées à toutes les demandes traitées. Sans "
        "délai convenu par écrit, ce chiffre n’existe pas."
    )
    formula = _("Demandes dans le délai / demandes traitées.")
    unit = "%"
    direction = Direction.HIGHER
    source = _("Outil de tickets et engagement de service")
    owner_role = _("Référent SI")
    how_to_get = _(
        "Convenez d’un délai par priorité, puis notez chaque mois dans le relevé les demandes traitées et celles "
        "qui l’ont été à temps, priorité par priorité."
    )
    facts = ("demandes-traitees", "demandes-dans-le-delai")
    pair = ("demandes-dans-le-delai", "demandes-traitees")
    dimensions = (Dimension("priority", _("Priorité")),)
    dimension_name, cell_unit = "priority", "%"
