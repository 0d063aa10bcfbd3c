"""SUP-09: requests solved at the first contact: declared, no register holds the facts yet."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import AwaitedIndicator, Direction, Family
from gouvernail.indicators.registry import indicator


@indicator
class FirstContact(AwaitedIndicator):
    """Requests solved at the first contact."""

    code, family, icon = "SUP-09", Family.SUPPORT, "headset"
    label = _("Résolution au premier contact")
    question = _("Combien de demandes sont réglées tout de suite ?")
    definition = _("Demandes résolues sans être passées à un second niveau, rapportées aux demandes résolues.")
    formula = _("Demandes résolues au premier niveau / demandes résolues.")
    unit = "%"
    direction = Direction.HIGHER
    source = _("Outil de tickets")
    owner_role = _("Référent SI")
    how_to_get = _("Importez le niveau qui a résolu chaque demande, si votre outil de tickets le tient.")
