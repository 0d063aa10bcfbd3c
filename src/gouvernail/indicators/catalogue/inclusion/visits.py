"""EPN-01: sessions held and places filled."""

from __future__ import annotations

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Dimension, Direction, Family
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.stated import NOTHING, Figure, StatedOverDays, plain
from gouvernail.indicators.stated_rows import Told
from gouvernail.indicators.wording import counted, rate
from gouvernail.kernel.numbers_fr import format_number


@indicator
class Visits(StatedOverDays):
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
        "Lisez dans l’outil de l’espace, lieu par lieu, les séances, les places et les participations du mois, "
        "sans aucun nom, et notez-les dans le relevé."
    )
    facts = ("epn-participations", "epn-places")
    optional = ("epn-seances",)
    dimensions = (Dimension("site", _("Lieu")),)
    dimension_name, cell_unit = "site", _("participations")

    def figure(self, told: Told) -> Figure:
        """How many came, out of the places offered."""
        came, places = told.total("epn-participations"), told.total("epn-places")
        return NOTHING if came is None or places is None else Figure(plain(came), plain(came), plain(places))

    def detail_of(self, told: Told, figure: Figure) -> str:
        """How full the sessions were, and how many were held."""
        came, places, held = (told.total(code) for code in ("epn-participations", "epn-places", "epn-seances"))
        said = (
            [_now("%(share)s %% des places") % {"share": format_number(rate(came, places))}] if came and places else []
        )
        if held is not None:
            said.append(counted(plain(held), _now("séance"), _now("séances")))
        return ", ".join(said)
