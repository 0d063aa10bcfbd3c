"""EPN-01: sessions held and places filled: declared, no register holds the facts yet."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import AwaitedIndicator, Direction, Family
from gouvernail.indicators.registry import indicator


@indicator
class Visits(AwaitedIndicator):
    """Sessions held and places filled."""

    code, family, icon = "EPN-01", Family.INCLUSION, "school"
    label = _("Séances et participations")
    question = _("L’espace public numérique est-il fréquenté ?")
    definition = _(
        "Séances tenues, participations, et part des places occupées, par trimestre. Personne n’est suivi d’une "
        "séance à l’autre."
    )
    formula = _("Nombre de participations ; participations / places offertes.")
    unit = _("participations")
    direction = Direction.HIGHER
    source = _("Outil de l’espace public numérique (SurfPass…)")
    owner_role = _("Responsable de l’espace public numérique")
    how_to_get = _(
        "Exportez de l’outil de l’espace le nombre de séances et de participations par mois, sans aucun nom."
    )
