"""FIN-09: licences that nobody uses."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Dimension, Direction, Family
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.stated import StatedOnADay


@indicator
class UnusedLicences(StatedOnADay):
    """Licences that nobody uses."""

    code, family, icon = "FIN-09", Family.FINANCES, "license"
    label = _("Licences inutilisées")
    question = _("Combien de licences payées ne servent pas ?")
    definition = _(
        "Licences sans aucun usage depuis 90 jours, rapportées aux licences payées. Le compte se fait par logiciel, "
        "jamais par personne."
    )
    formula = _("Licences sans usage depuis 90 jours / licences payées.")
    unit = "%"
    direction = Direction.LOWER
    source = _("Consoles d’administration des éditeurs")
    owner_role = _("Référent SI")
    how_to_get = _(
        "Lisez, dans la console de chaque éditeur, le nombre de licences payées et de licences sans usage, et "
        "notez-les chaque trimestre dans le relevé du mois."
    )
    frequency = _("trimestrielle")
    freshness_days = 135
    facts = ("licences-payees", "licences-sans-usage")
    pair = ("licences-sans-usage", "licences-payees")
    dimensions = (Dimension("software", _("Logiciel")),)
    dimension_name, cell_unit = "software", "%"
