"""SUP-10: what those who asked thought of the answer: declared, no register holds the facts yet."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import AwaitedIndicator, Direction, Family
from gouvernail.indicators.registry import indicator


@indicator
class Satisfaction(AwaitedIndicator):
    """What those who asked thought of the answer."""

    code, family, icon = "SUP-10", Family.SUPPORT, "star"
    label = _("Satisfaction des services")
    question = _("Les services sont-ils contents des réponses ?")
    definition = _(
        "Moyenne des notes données après une demande, avec le taux de réponse. Sous cinq réponses, rien n’est montré,"
        " et rien ne l’est par personne."
    )
    formula = _("Somme des notes / nombre de réponses.")
    unit = _("sur 5")
    direction = Direction.HIGHER
    source = _("Enquête anonyme après la demande")
    owner_role = _("Référent SI")
    how_to_get = _(
        "Joignez une question anonyme à la clôture des demandes, et gardez seulement le nombre de réponses par note."
    )
