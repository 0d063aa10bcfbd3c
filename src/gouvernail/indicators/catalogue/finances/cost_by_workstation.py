"""FIN-03: what a workstation costs a year: declared, no register holds the facts yet."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import AwaitedIndicator, Direction, Family
from gouvernail.indicators.registry import indicator


@indicator
class CostByWorkstation(AwaitedIndicator):
    """What a workstation costs a year."""

    code, family, icon = "FIN-03", Family.FINANCES, "device-desktop"
    label = _("Coût annuel par poste de travail")
    question = _("Que coûte un poste de travail, tout compris, par an ?")
    definition = _(
        "Coût complet du système d’information, hors projets, divisé par le nombre de postes en service. Le coût "
        "complet compte la masse salariale, le fonctionnement et les amortissements."
    )
    formula = _("(Coût complet − projets) / postes en service.")
    unit = _("€ par an")
    direction = Direction.LOWER
    source = _("Budget, ressources humaines et inventaire du parc")
    owner_role = _("Direction des finances")
    how_to_get = _(
        "Il manque la masse salariale de l’équipe du SI et les amortissements : demandez-les aux ressources humaines "
        "et aux finances."
    )
