"""EPN-02: how many people were helped, and with what."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Dimension, Direction, Family
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.stated import NOTHING, Figure, StatedOverDays, plain
from gouvernail.indicators.stated_rows import Told


@indicator
class PeopleHelped(StatedOverDays):
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
    how_to_get = _(
        "Notez chaque trimestre dans le relevé, thème par thème, les accompagnements que comptent les comptes "
        "rendus d’activité, sans aucun nom."
    )
    facts = ("epn-accompagnements",)
    frequency = _("trimestrielle")
    freshness_days = 135
    dimensions = (Dimension("theme", _("Thème")),)
    dimension_name, cell_unit = "theme", _("accompagnements")

    def figure(self, told: Told) -> Figure:
        """How many, over the themes of which five or more are stated."""
        count = told.total("epn-accompagnements")
        return NOTHING if count is None else Figure(plain(count))
