"""SUP-09: requests solved at the first contact."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Direction, Family
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.stated import StatedOverDays


@indicator
class FirstContact(StatedOverDays):
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
    how_to_get = _(
        "Comptez dans l’outil de tickets, chaque mois, les demandes résolues et celles qui l’ont été au premier "
        "niveau, et notez-les dans le relevé."
    )
    facts = ("demandes-resolues", "demandes-premier-niveau")
    pair = ("demandes-premier-niveau", "demandes-resolues")
