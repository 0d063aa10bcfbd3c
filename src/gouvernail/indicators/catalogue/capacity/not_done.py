"""SUP-05: actions not done for lack of means: declared, no register holds the facts yet."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import AwaitedIndicator, Direction, Family
from gouvernail.indicators.registry import indicator


@indicator
class NotDone(AwaitedIndicator):
    """Actions not done for lack of means."""

    code, family, icon = "SUP-05", Family.CAPACITY, "ban"
    label = _("Actions non réalisées faute de moyens")
    question = _("Combien d’actions attendent parce que personne ne peut les faire ?")
    definition = _(
        "Actions arrêtées ou repoussées dont le motif noté est le manque de temps, d’argent ou de compétence. Une "
        "action bloquée pour une autre raison n’en est pas."
    )
    formula = _("Nombre d’actions dont le motif est le manque de moyens.")
    unit = _("actions")
    direction = Direction.LOWER
    source = _("Plan d’action")
    owner_role = _("Référent SI")
    how_to_get = _(
        "Le plan d’action ne tient pas encore le motif d’un blocage : notez-le dans les remarques en attendant."
    )
