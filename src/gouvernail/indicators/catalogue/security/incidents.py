"""CYB-10: security incidents and how fast they were seen: declared, no register holds the facts yet."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import AwaitedIndicator, Direction, Family
from gouvernail.indicators.references import Reference
from gouvernail.indicators.registry import indicator


@indicator
class Incidents(AwaitedIndicator):
    """Security incidents and how fast they were seen."""

    code, family, icon = "CYB-10", Family.SECURITY, "alert-triangle"
    label = _("Incidents de sécurité")
    question = _("Combien d’incidents, et vus en combien de temps ?")
    definition = _(
        "Incidents de sécurité avérés, délai entre leur début et leur découverte, et délai de notification quand elle"
        " est due."
    )
    formula = _("Nombre d’incidents avérés.")
    unit = _("incidents")
    direction = Direction.LOWER
    source = _("Registre des incidents")
    owner_role = _("Référent SI")
    how_to_get = _(
        "Tenez un registre des incidents : début, découverte, notification. Les demandes « sécurité » n’en sont pas "
        "toutes."
    )
    references = (
        Reference(
            label=_("Notification d’une violation de données personnelles"),
            value=Decimal("72"),
            unit=_("heures"),
            since=date(2018, 1, 1),
            source=_("Règlement (UE) 2016/679, article 33 : notification à la CNIL dans les 72 heures."),
        ),
    )
