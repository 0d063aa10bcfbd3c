"""CON-01: processing of personal data, reviewed this year: declared, no register holds the facts yet."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import AwaitedIndicator, Direction, Family
from gouvernail.indicators.registry import indicator


@indicator
class ProcessingRegister(AwaitedIndicator):
    """Processing of personal data, reviewed this year."""

    code, family, icon = "CON-01", Family.COMPLIANCE, "books"
    label = _("Registre des traitements à jour")
    question = _("Le registre des traitements dit-il ce que l’on fait vraiment ?")
    definition = _(
        "Traitements de données personnelles revus depuis moins de douze mois, rapportés à tous les traitements du "
        "registre."
    )
    formula = _("Traitements revus depuis moins de 12 mois / traitements.")
    unit = "%"
    direction = Direction.HIGHER
    source = _("Registre des traitements (RGPD)")
    owner_role = _("Délégué à la protection des données")
    how_to_get = _("Demandez au délégué à la protection des données le nombre de traitements et la date de leur revue.")
