"""PAT-04: equipment in use that nobody was given."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

from django.db.models import Count
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.estate.models import EquipmentType
from gouvernail.indicators.base import Dimension, Direction, Family, Indicator
from gouvernail.indicators.drawing import bars
from gouvernail.indicators.estate_rows import equipment_in_use, equipment_read
from gouvernail.indicators.measure import Breakdown, Cell, ListLink, Reading
from gouvernail.indicators.references import Reference
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.wording import at_day, counted, rate


@indicator
class Unassigned(Indicator):
    """The share of equipment in use that is not assigned."""

    code, family, icon = "PAT-04", Family.ESTATE, "package"
    label = _("Équipements non affectés")
    question = _("Combien d’équipements en service ne servent à personne ?")
    definition = _(
        "Part des équipements en service notés non affectés, parmi ceux dont l’affectation est connue. L’inventaire "
        "dit si un équipement est affecté, jamais à qui."
    )
    formula = _("Équipements non affectés / équipements dont l’affectation est connue.")
    unit = "%"
    direction = Direction.LOWER
    source = _("Inventaire du parc")
    owner_role = _("Référent SI")
    frequency = _("trimestrielle")
    freshness_days = 120
    past_reason = _(
        "L’inventaire dit l’état d’aujourd’hui : il ne date ni la réforme, ni l’affectation, ni le changement de "
        "système ou de protection."
    )
    how_to_get = _("Renseignez, pour chaque équipement, s’il est affecté.")
    dimensions = (Dimension("type", _("Type")),)
    references = (
        Reference(
            label=_("Part visée d’équipements non affectés"),
            value=Decimal(5),
            unit="%",
            since=date(2026, 1, 1),
            source=_("Ordre de grandeur proposé par Gouvernail, sans source publiée ; à fixer en COPIL."),
            is_target=True,
        ),
    )

    def read(self, scope: Scope, on: date) -> Reading:
        """Two queries: counts by type and assignment, and freshness."""
        types: dict[str, Counter[bool | None]] = {}
        for type_, assigned, n in equipment_in_use(scope).values_list("type", "assigned").annotate(n=Count("pk")):
            types.setdefault(type_, Counter())[assigned] += n
        whole = sum(types.values(), Counter())
        known, idle = whole[True] + whole[False], whole[False]
        as_of = equipment_read(scope, on, in_use=False)
        cells = tuple(_cell(type_, types[type_]) for type_ in EquipmentType if type_ in types)
        unknown = counted(whole[None], _now("équipement"), _now("équipements"))
        return Reading(
            value=rate(idle, known),
            numerator=idle if known else None,
            denominator=known or None,
            period=at_day(on),
            detail=_now("%(count)s sur %(known)s")
            % {"count": counted(idle, _now("équipement"), _now("équipements")), "known": known}
            if known
            else "",
            as_of=as_of,
            absent_because=_now("L’affectation d’aucun équipement en service n’est renseignée."),
            notes=(_now("%(count)s sans information : hors du calcul.") % {"count": unknown},) if whole[None] else (),
            chart=bars(
                cells,
                title=_now("Part de non affectés, par type"),
                unit="%",
                source=_now("inventaire du parc"),
                as_of=as_of,
                category=_now("Type"),
            ),
            breakdowns=(Breakdown("type", cells, "%"),),
            links=(ListLink(_now("Équipements en service"), "equipment", "state=en_service"),),
        )


def _cell(type_: EquipmentType, counts: Counter[bool | None]) -> Cell:
    known, idle = counts[True] + counts[False], counts[False]
    return Cell(
        type_,
        str(type_.label),
        value=rate(idle, known),
        text=_now("%(idle)s sur %(known)s") % {"idle": idle, "known": known} if known else _now("non renseigné"),
        numerator=idle if known else None,
        denominator=known or None,
        link=ListLink(_now("Liste de ces équipements"), "equipment", f"state=en_service&type={type_}"),
    )
