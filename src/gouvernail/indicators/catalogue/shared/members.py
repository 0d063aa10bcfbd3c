"""MUT-01: who a shared service serves."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.db.models import Count
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Dimension, Direction, Family, Indicator
from gouvernail.indicators.drawing import bars
from gouvernail.indicators.measure import Breakdown, Cell, ListLink, Reading
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.wording import at_day
from gouvernail.organisations.enums import OrganisationKind
from gouvernail.organisations.models import Organisation


@indicator
class Members(Indicator):
    """The organisations that stand below a place."""

    code, family, icon = "MUT-01", Family.SHARED, "building-community"
    label = _("Collectivités suivies")
    question = _("Qui le service commun sert-il ?")
    definition = _(
        "Communes, écoles et établissements rattachés à la collectivité dans Gouvernail. Ce n’est pas encore le nombre "
        "d’adhérents au service commun : les services souscrits par chacun ne sont pas tenus."
    )
    formula = _("Nombre de collectivités rattachées.")
    unit, unit_one = _("collectivités"), _("collectivité")
    direction = Direction.CONTEXT
    source = _("Registre des collectivités")
    owner_role = _("Direction générale")
    frequency = _("annuelle")
    freshness_days = 365
    past_reason = _("Le rattachement d’une collectivité n’est pas daté.")
    how_to_get = _("Enregistrez les communes et les établissements rattachés à votre collectivité.")
    dimensions = (Dimension("kind", _("Nature")),)

    def read(self, scope: Scope, on: date) -> Reading:
        """One query: counts by kind; the register is always as it is today."""
        below = Organisation.objects.filter(path__startswith=scope.path).exclude(path=scope.path).order_by()
        kinds: Counter[str] = Counter(dict(below.values_list("kind").annotate(n=Count("pk"))))
        cells = tuple(
            Cell(kind, str(kind.label), value=kinds[kind],
                 link=ListLink(_now("Liste de ces collectivités"), "organisation", f"kind={kind}"))
            for kind in OrganisationKind
            if kinds[kind]
        )  # fmt: skip
        return Reading(
            value=kinds.total() or None,
            period=at_day(on),
            detail=", ".join(f"{cell.label} : {cell.value}" for cell in cells[:2]),
            as_of=on if cells else None,
            absent_because=_now("Aucune collectivité n’est rattachée à celle-ci."),
            chart=bars(
                cells, title=_now("Collectivités rattachées, par nature"), unit=_now("collectivités"),
                source=_now("registre des collectivités"), as_of=on, category=_now("Nature"),
            ),
            breakdowns=(Breakdown("kind", cells),) if cells else (),
            links=(ListLink(_now("Collectivités"), "organisation"),),
        )  # fmt: skip
