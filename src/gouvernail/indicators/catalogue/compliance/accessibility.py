"""CON-02: how accessible each site is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Dimension, Direction, Family
from gouvernail.indicators.references import Reference
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.stated import StatedOnADay


@indicator
class Accessibility(StatedOnADay):
    """How accessible each site is."""

    code, family, icon = "CON-02", Family.COMPLIANCE, "eye"
    label = _("Accessibilité des sites et applications")
    question = _("Nos sites sont-ils utilisables par tous ?")
    definition = _("Taux de critères du RGAA respectés, site par site, tel que l’audit daté l’a établi.")
    formula = _("Critères respectés / critères applicables.")
    unit = "%"
    direction = Direction.HIGHER
    source = _("Audits RGAA")
    owner_role = _("Référent SI")
    how_to_get = _(
        "Faites auditer les sites, puis notez dans le relevé du mois, site par site, les critères applicables et "
        "respectés au jour de l’audit."
    )
    frequency = _("à chaque audit")
    freshness_days = 1100
    facts = ("criteres-applicables", "criteres-respectes")
    pair = ("criteres-respectes", "criteres-applicables")
    dimensions = (Dimension("application", _("Site web ou application")),)
    dimension_name, cell_unit = "application", "%"
    references = (
        Reference(
            label=_("Conformité partielle"),
            value=Decimal(50),
            unit="%",
            since=date(2019, 9, 20),
            source=_("Décret n° 2019-768 et arrêté du 20 septembre 2019 : de 50 % à moins de 100 % des critères."),
        ),
    )
