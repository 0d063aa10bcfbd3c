"""FIN-02: the share of the information system in operating expenditure."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Direction, Family
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.stated_money import ShareOfAccounts


@indicator
class ShareOfOperating(ShareOfAccounts):
    """The share of the information system in operating expenditure."""

    code, family, icon = "FIN-02", Family.FINANCES, "coin-euro"
    label = _("Part du numérique dans les dépenses réelles de fonctionnement")
    question = _("Combien pèse le système d’information dans le fonctionnement courant ?")
    definition = _(
        "Dépenses de fonctionnement du système d’information rapportées aux dépenses réelles de fonctionnement de la "
        "collectivité, sur un exercice clos."
    )
    formula = _("Dépenses de fonctionnement du SI / dépenses réelles de fonctionnement.")
    unit = "%"
    direction = Direction.CONTEXT
    source = _("Compte administratif ou compte financier unique")
    owner_role = _("Direction des finances")
    how_to_get = _(
        "Demandez à la direction des finances les dépenses réelles de fonctionnement du dernier compte "
        "administratif, notez-les dans le relevé du mois ; le mandaté du SI vient des lignes budgétaires, dans la "
        "même base."
    )
    facts = ("depenses-reelles-fonctionnement",)
    operating_only = True
