"""FIN-04: what the information system costs for each user and inhabitant: declared, no register holds the facts yet."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import AwaitedIndicator, Direction, Family
from gouvernail.indicators.registry import indicator


@indicator
class CostByUser(AwaitedIndicator):
    """What the information system costs for each user and inhabitant."""

    code, family, icon = "FIN-04", Family.FINANCES, "users"
    label = _("Coût par utilisateur et par habitant")
    question = _("Que coûte le système d’information à chaque utilisateur et à chaque habitant ?")
    definition = _(
        "Coût complet du système d’information divisé par le nombre d’utilisateurs, et par la population. À ne "
        "comparer qu’à périmètre égal."
    )
    formula = _("Coût complet / utilisateurs ; coût complet / population.")
    unit = "€"
    direction = Direction.CONTEXT
    source = _("Budget et ressources humaines")
    owner_role = _("Direction des finances")
    how_to_get = _("Il manque le coût complet (masse salariale comprise) et le nombre d’utilisateurs équipés.")
