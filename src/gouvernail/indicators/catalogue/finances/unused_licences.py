"""FIN-09: licences that nobody uses: declared, no register holds the facts yet."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import AwaitedIndicator, Direction, Family
from gouvernail.indicators.registry import indicator


@indicator
class UnusedLicences(AwaitedIndicator):
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
        "Exportez, depuis la console de chaque éditeur, le nombre de licences payées et de licences actives."
    )
