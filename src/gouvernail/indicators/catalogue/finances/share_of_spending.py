"""FIN-01: the share of the information system in all spending."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Direction, Family
from gouvernail.indicators.references import Reference
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.stated_money import ShareOfAccounts


@indicator
class ShareOfSpending(ShareOfAccounts):
    """The share of the information system in all spending."""

    code, family, icon = "FIN-01", Family.FINANCES, "coin-euro"
    label = _("Part du numérique dans les dépenses totales")
    question = _("Quelle part de son budget la collectivité consacre-t-elle à son système d’information ?")
    definition = _(
        "Dépenses du système d’information, en investissement et en fonctionnement, rapportées aux dépenses totales "
        "de la collectivité. Le périmètre (masse salariale, écoles, télécoms, vidéoprotection) doit être dit avec le "
        "chiffre."
    )
    formula = _("Dépenses du SI / dépenses totales de l’exercice.")
    unit = "%"
    direction = Direction.CONTEXT
    source = _("Compte administratif ou compte financier unique")
    owner_role = _("Direction des finances")
    how_to_get = _(
        "Demandez à la direction des finances le total des dépenses du dernier compte administratif, notez-le "
        "dans le relevé du mois ; le mandaté du SI vient des lignes budgétaires, dans la même base."
    )
    references = (
        Reference(
            label=_("Dépenses informatiques des collectivités"),
            value=Decimal("1.9"),
            unit="%",
            since=date(2010, 1, 1),
            source=_("Étude Markess pour la DGCL, 2010, périmètre discuté ; un ordre de grandeur ancien."),
        ),
    )
    facts = ("depenses-totales",)
    operating_only = False
