"""CON-03: online services that were formally approved: declared, no register holds the facts yet."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import AwaitedIndicator, Direction, Family
from gouvernail.indicators.registry import indicator


@indicator
class ApprovedServices(AwaitedIndicator):
    """Online services that were formally approved."""

    code, family, icon = "CON-03", Family.COMPLIANCE, "certificate"
    label = _("Téléservices homologués")
    question = _("Les téléservices ont-ils été homologués ?")
    definition = _(
        "Téléservices dont l’homologation de sécurité est en cours de validité, rapportés à tous les téléservices."
    )
    formula = _("Téléservices homologués / téléservices.")
    unit = "%"
    direction = Direction.HIGHER
    source = _("Registre des homologations")
    owner_role = _("Référent SI")
    how_to_get = _("Dressez la liste des téléservices, avec la date et la durée de leur homologation.")
