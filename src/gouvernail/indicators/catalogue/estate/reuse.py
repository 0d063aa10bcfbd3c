"""PAT-07: retired equipment that lives on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Dimension, Direction, Family
from gouvernail.indicators.references import Reference
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.stated import StatedOfAYear
from gouvernail.indicators.stated_rows import Told, of_year, statements


@indicator
class Reuse(StatedOfAYear):
    """Retired equipment that lives on."""

    code, family, icon = "PAT-07", Family.ESTATE, "refresh"
    label = _("Réemploi des équipements réformés")
    question = _("Que deviennent les équipements réformés ?")
    definition = _(
        "Équipements réformés de moins de dix ans donnés ou vendus pour être réemployés dans l’année, rapportés au "
        "stock de réformés au 1er janvier."
    )
    formula = _("Équipements réemployés dans l’année / équipements réformés au 1er janvier.")
    unit = "%"
    direction = Direction.HIGHER
    source = _("Bordereaux de cession et de déchets")
    owner_role = _("Référent SI")
    how_to_get = _(
        "Dans le relevé du mois, notez pour l’année close les équipements réformés au 1er janvier et ceux qui ont "
        "été réemployés."
    )
    references = (
        Reference(
            label=_("Réemploi ou réutilisation des équipements de moins de dix ans"),
            value=Decimal("50"),
            unit="%",
            since=date(2025, 1, 1),
            source=_("Décret n° 2023-266, pour l’article 16 de la loi REEN : la moitié à partir de 2025."),
        ),
    )
    facts = ("reformes-stock", "reformes-reemployes")
    pair = ("reformes-reemployes", "reformes-stock")
    dimensions = (Dimension("year", _("Année")),)

    def told_of(self, scope: Scope, on: date, year: int) -> Told:
        """The two facts of a year."""
        return of_year(statements(scope, on), self.facts, year)
