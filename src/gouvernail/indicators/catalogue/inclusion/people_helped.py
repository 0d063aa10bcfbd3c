"""EPN-02: how many people were helped, and with what: declared, no register holds the facts yet."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import AwaitedIndicator, Direction, Family
from gouvernail.indicators.registry import indicator


@indicator
class PeopleHelped(AwaitedIndicator):
    """How many people were helped, and with what."""

    code, family, icon = "EPN-02", Family.INCLUSION, "users"
    label = _("Accompagnements par thème")
    question = _("À quoi les habitants ont-ils besoin d’aide ?")
    definition = _(
        "Accompagnements individuels et collectifs, par grande famille de démarches. Sous cinq bénéficiaires, rien "
        "n’est montré."
    )
    formula = _("Nombre d’accompagnements par thème.")
    unit = _("accompagnements")
    direction = Direction.CONTEXT
    source = _("Comptes rendus d’activité")
    owner_role = _("Responsable de l’espace public numérique")
    how_to_get = _("Importez les comptes rendus d’activité agrégés : thème, nombre d’accompagnements, durée.")
