"""CYB-09: rights that were reviewed this year: declared, no register holds the facts yet."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import AwaitedIndicator, Direction, Family
from gouvernail.indicators.registry import indicator


@indicator
class AccessReview(AwaitedIndicator):
    """Rights that were reviewed this year."""

    code, family, icon = "CYB-09", Family.SECURITY, "user-check"
    label = _("Revue annuelle des droits")
    question = _("Les droits d’accès sont-ils revus chaque année ?")
    definition = _(
        "Applications dont les droits ont été revus depuis moins de douze mois, rapportées aux applications en "
        "service ; et nombre de comptes sans titulaire."
    )
    formula = _("Applications revues depuis moins de 12 mois / applications.")
    unit = "%"
    direction = Direction.HIGHER
    source = _("Registre des revues de droits")
    owner_role = _("Référent SI")
    how_to_get = _("Notez la date de la dernière revue des droits de chaque application.")
