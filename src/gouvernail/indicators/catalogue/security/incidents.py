"""CYB-10: security incidents and how fast they were seen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from gouvernail.indicators.base import Direction, Family
from gouvernail.indicators.references import Reference
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.stated import NOTHING, Figure, StatedOverDays, plain
from gouvernail.indicators.stated_rows import Told
from gouvernail.indicators.wording import rounded, written

FEW = 5
"""No mean of fewer observations."""


@indicator
class Incidents(StatedOverDays):
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
        "Tenez un registre des incidents et notez leur nombre chaque mois dans le relevé, zéro compris. Les "
        "demandes « sécurité » n’en sont pas toutes."
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
    facts = ("incidents",)
    optional = ("incidents-heures", "violations", "violations-a-temps")

    def figure(self, told: Told) -> Figure:
        """How many incidents; zero is stated, never guessed."""
        count = told.total("incidents")
        return NOTHING if count is None else Figure(plain(count))

    def detail_of(self, told: Told, figure: Figure) -> str:
        """How fast they were seen, from five on, and how many were notified in time."""
        count, hours = told.total("incidents"), told.total("incidents-heures")
        due, done = told.total("violations"), told.total("violations-a-temps")
        said = []
        if count is not None and count >= FEW and hours is not None:
            said.append(_now("vus en %(hours)s en moyenne") % {"hours": written(rounded(hours / count, 1), _now("h"))})
        if due and done is not None:
            said.append(
                ngettext(
                    "%(done)s sur %(due)s notifiée en 72 heures",
                    "%(done)s sur %(due)s notifiées en 72 heures",
                    int(due),
                )
                % {"done": written(plain(done)), "due": written(plain(due))}
            )
        return ", ".join(said)
