"""CON-01: processing of personal data, reviewed this year."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Direction, Family
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.stated import StatedOnADay


@indicator
class ProcessingRegister(StatedOnADay):
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
    how_to_get = _(
        "Demandez au délégué à la protection des données le nombre de traitements et combien ont été revus depuis "
        "moins de douze mois, puis notez-les dans le relevé du mois."
    )
    frequency = _("annuelle")
    facts = ("traitements", "traitements-revus")
    pair = ("traitements-revus", "traitements")
