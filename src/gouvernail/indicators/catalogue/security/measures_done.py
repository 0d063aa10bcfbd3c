"""CYB-12: how much of a security framework is done."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Dimension, Direction, Family
from gouvernail.indicators.references import Reference
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.stated import StatedOnADay


@indicator
class MeasuresDone(StatedOnADay):
    """How much of a security framework is done."""

    code, family, icon = "CYB-12", Family.SECURITY, "shield-check"
    label = _("Couverture du référentiel de sécurité")
    question = _("Quelle part des mesures du référentiel est faite ?")
    definition = _(
        "Mesures applicables du référentiel choisi (guide d’hygiène de l’ANSSI, ReCyF…) qui sont faites, rapportées "
        "aux mesures applicables."
    )
    formula = _("Mesures faites / mesures applicables.")
    unit = "%"
    direction = Direction.HIGHER
    source = _("Auto-évaluation sur le référentiel choisi")
    owner_role = _("Référent SI")
    how_to_get = _(
        "Choisissez un référentiel, comptez ses mesures applicables et celles qui sont faites, et notez-les dans "
        "le relevé du mois."
    )
    references = (
        Reference(
            label=_("Collectivités qui se disent préparées"),
            value=Decimal("14"),
            unit="%",
            since=date(2024, 1, 1),
            source=_("Baromètre 2024 de Cybermalveillance.gouv.fr, collectivités de moins de 25 000 habitants."),
        ),
    )
    frequency = _("annuelle")
    facts = ("mesures-applicables", "mesures-faites")
    pair = ("mesures-faites", "mesures-applicables")
    dimensions = (Dimension("framework", _("Référentiel")),)
    dimension_name, cell_unit = "framework", "%"
