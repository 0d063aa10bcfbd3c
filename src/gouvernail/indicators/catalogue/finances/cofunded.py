"""FIN-07: the share of investment that others pay: declared, no register holds the facts yet."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import AwaitedIndicator, Direction, Family
from gouvernail.indicators.registry import indicator


@indicator
class Cofunded(AwaitedIndicator):
    """The share of investment that others pay."""

    code, family, icon = "FIN-07", Family.FINANCES, "cash"
    label = _("Part cofinancée")
    question = _("Quelle part des projets est payée par des subventions et le FCTVA ?")
    definition = _(
        "Subventions notifiées et FCTVA attendu, rapportés au coût TTC des projets. Une subvention demandée n’est pas"
        " une subvention notifiée."
    )
    formula = _("(Subventions + FCTVA) / coût TTC.")
    unit = "%"
    direction = Direction.HIGHER
    source = _("Plan de financement des projets")
    owner_role = _("Direction des finances")
    how_to_get = _(
        "Les recettes ne sont pas encore tenues dans Gouvernail : demandez les plans de financement à la direction "
        "des finances."
    )
