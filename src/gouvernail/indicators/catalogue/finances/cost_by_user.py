"""FIN-04: what the information system costs for each user and inhabitant."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Dimension, Direction, Family
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.stated_money import Divisor, StatedCost, equipped, population


@indicator
class CostByUser(StatedCost):
    """What the information system costs for each user and inhabitant."""

    code, family, icon = "FIN-04", Family.FINANCES, "users"
    label = _("Coût par utilisateur et par habitant")
    question = _("Que coûte le système d’information à chaque utilisateur et à chaque habitant ?")
    definition = _(
        "Coût complet du système d’information d’une année close (masse salariale, amortissements, mandaté en "
        "fonctionnement, projets compris) divisé par les utilisateurs équipés au 31 décembre, et par la population. "
        "À ne comparer qu’à périmètre égal."
    )
    formula = _("Coût complet / utilisateurs ; coût complet / population.")
    unit = "€"
    direction = Direction.CONTEXT
    source = _("Budget et ressources humaines")
    owner_role = _("Direction des finances")
    how_to_get = _(
        "Dans le relevé du mois, notez pour l’année close la masse salariale de l’équipe du SI, les "
        "amortissements et les utilisateurs équipés ; le mandaté en fonctionnement vient des lignes budgétaires."
    )
    with_projects = True
    divisors = (
        Divisor("equipe", _("Par utilisateur équipé"), equipped),
        Divisor("population", _("Par habitant"), population),
    )
    dimensions = (Dimension("base", _("Rapporté à")),)
    dimension_name, cell_unit = "base", "€"
