"""RH-03: work asked for against work that can be done: declared, no register holds the facts yet."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import AwaitedIndicator, Direction, Family
from gouvernail.indicators.references import Reference
from gouvernail.indicators.registry import indicator


@indicator
class Load(AwaitedIndicator):
    """Work asked for against work that can be done."""

    code, family, icon = "RH-03", Family.CAPACITY, "scale"
    label = _("Charge rapportée à la capacité")
    question = _("L’équipe peut-elle faire ce qu’on lui demande ?")
    definition = _(
        "Jours demandés par les projets, les actions et le support, rapportés aux jours disponibles de l’équipe et de"
        " l’infogérant. Au-delà de 0,85, le moindre imprévu décale le reste."
    )
    formula = _("Jours demandés / jours disponibles.")
    unit = "%"
    direction = Direction.LOWER
    source = _("Feuille de route et plan de charge")
    owner_role = _("Référent SI")
    how_to_get = _(
        "Estimez en jours chaque projet et action, puis les jours disponibles par métier dans la planification sous "
        "contraintes."
    )
    references = (
        Reference(
            label=_("Charge visée"),
            value=Decimal("85"),
            unit="%",
            since=date(2026, 1, 1),
            source=_("Ordre de grandeur proposé par Gouvernail, sans source publiée ; à fixer en COPIL."),
        ),
    )
