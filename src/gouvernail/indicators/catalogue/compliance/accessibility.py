"""CON-02: how accessible each site is: declared, no register holds the facts yet."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import AwaitedIndicator, Direction, Family
from gouvernail.indicators.registry import indicator


@indicator
class Accessibility(AwaitedIndicator):
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
    how_to_get = _("Faites auditer les sites, puis notez le taux et la date de chaque audit.")
