"""SUP-08: requests handled within the time agreed: declared, no register holds the facts yet."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import AwaitedIndicator, Direction, Family
from gouvernail.indicators.registry import indicator


@indicator
class OnTime(AwaitedIndicator):
    """Requests handled within the time agreed."""

    code, family, icon = "SUP-08", Family.SUPPORT, "clock"
    label = _("Respect des délais convenus")
    question = _("Les délais promis aux services sont-ils tenus ?")
    definition = _(
        "Demandes traitées dans le délai convenu pour leur priorité, rapportées à toutes les demandes traitées. Sans "
        "délai convenu par écrit, ce chiffre n’existe pas."
    )
    formula = _("Demandes dans le délai / demandes traitées.")
    unit = "%"
    direction = Direction.HIGHER
    source = _("Outil de tickets et engagement de service")
    owner_role = _("Référent SI")
    how_to_get = _(
        "Convenez d’un délai par priorité, puis importez la priorité des demandes depuis l’outil de tickets."
    )
