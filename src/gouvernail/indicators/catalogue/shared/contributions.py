"""MUT-02: what each member pays and uses: declared, no register holds the facts yet."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import AwaitedIndicator, Direction, Family
from gouvernail.indicators.registry import indicator


@indicator
class Contributions(AwaitedIndicator):
    """What each member pays and uses."""

    code, family, icon = "MUT-02", Family.SHARED, "coin-euro"
    label = _("Contribution des membres")
    question = _("Chaque membre paie-t-il ce qu’il consomme ?")
    definition = _(
        "Contribution de chaque membre au service commun, par habitant et par poste, et écart entre la clé de "
        "répartition et l’usage constaté."
    )
    formula = _("Contribution / population ; contribution / postes ; clé − usage.")
    unit = "€"
    direction = Direction.CONTEXT
    source = _("Convention de mutualisation")
    owner_role = _("Direction générale")
    how_to_get = _(
        "Saisissez la convention et la contribution appelée à chaque membre : elles ne sont pas encore tenues."
    )
