"""FIN-03: what a workstation costs a year."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Direction, Family
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.stated_money import Divisor, StatedCost, workstations


@indicator
class CostByWorkstation(StatedCost):
    """What a workstation costs a year."""

    code, family, icon = "FIN-03", Family.FINANCES, "device-desktop"
    label = _("Coût annuel par poste de travail")
    question = _("Que coûte un poste de travail, tout compris, par an ?")
    definition = _(
        "Coût du système d’information d’une année close, hors projets, divisé par les ordinateurs en service "
        "aujourd’hui. Il compte la masse salariale de l’équipe et les amortissements, tous deux relevés, et le mandaté "
        "en fonctionnement hors projet, dans la base des amortissements ; les comptes de personnel (64, 631, 633) "
        "n’y sont pas comptés deux fois."
    )
    formula = _("(Coût complet − projets) / postes en service.")
    unit = _("€ par an")
    direction = Direction.LOWER
    source = _("Budget, ressources humaines et inventaire du parc")
    owner_role = _("Direction des finances")
    how_to_get = _(
        "Dans le relevé du mois, notez pour l’année close la masse salariale de l’équipe du SI et les "
        "amortissements ; le mandaté en fonctionnement vient des lignes budgétaires, les postes de l’inventaire."
    )
    with_projects = False
    divisors = (Divisor("poste", _("Par poste de travail"), workstations),)
