"""CON-03: online services whose approval is still valid."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.application_shares import ALIVE, ApplicationShare
from gouvernail.indicators.base import Family
from gouvernail.indicators.registry import indicator


@indicator
class ApprovedServices(ApplicationShare):
    """Online services whose approval is still valid."""

    code, family, icon = "CON-03", Family.COMPLIANCE, "certificate"
    label = _("Téléservices homologués")
    question = _("Les téléservices ont-ils été homologués ?")
    definition = _(
        "Téléservices en service dont l’homologation de sécurité est en cours de validité, rapportés à tous les "
        "téléservices en service. Sans date, l’homologation n’est pas comptée."
    )
    formula = _("Téléservices homologués / téléservices.")
    how_to_get = _(
        "Dans la cartographie des applications, cochez les téléservices et notez jusqu’à quand chacun est homologué."
    )
    concerned = ALIVE & Q(online_service=True)
    fields = ("approved_until",)
    words = (_("Homologué"), _("Homologation échue"))
    nothing = _("Aucun téléservice ne dit jusqu’à quand il est homologué.")
    list_query = "online_service=true"

    def holds(self, values: tuple, on: date) -> bool | None:
        """Whether the approval holds on the day."""
        return None if values[0] is None else values[0] >= on
