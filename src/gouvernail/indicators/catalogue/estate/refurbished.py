"""PAT-03: how much of the estate was bought refurbished."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.db.models import Count
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.estate.models import Condition, EquipmentType
from gouvernail.indicators.base import Dimension, Direction, Family, Indicator
from gouvernail.indicators.drawing import bars
from gouvernail.indicators.estate_rows import equipment_in_use, equipment_read
from gouvernail.indicators.measure import Breakdown, Cell, ListLink, Reading
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.wording import at_day, counted, rate

IN_USE = "state=en_service"


@indicator
class Refurbished(Indicator):
    """The share of equipment in use that was bought refurbished."""

    code, family, icon = "PAT-03", Family.ESTATE, "refresh"
    label = _("Équipements reconditionnés")
    question = _("Quelle part du parc a été achetée reconditionnée ?")
    definition = _(
        "Part des équipements en service achetés reconditionnés, parmi ceux dont on sait s’ils étaient neufs. Un "
        "équipement dont on ne le sait pas est compté à part, ni neuf ni reconditionné."
    )
    formula = _("Équipements reconditionnés / équipements neufs ou reconditionnés.")
    unit = "%"
    direction = Direction.HIGHER
    source = _("Inventaire du parc")
    owner_role = _("Référent SI")
    frequency = _("annuelle")
    freshness_days = 120
    past_reason = _(
        "L’inventaire dit l’état d’aujourd’hui : il ne date ni la réforme, ni l’affectation, ni le changement de "
        "système ou de protection."
    )
    how_to_get = _("Renseignez, pour chaque équipement, s’il a été acheté neuf ou reconditionné.")
    dimensions = (Dimension("type", _("Type")), Dimension("condition", _("Neuf ou reconditionné")))

    def read(self, scope: Scope, on: date) -> Reading:
        """Two queries: counts by type and condition, and freshness."""
        found = list(equipment_in_use(scope).values_list("type", "condition").annotate(n=Count("pk")))
        conditions: Counter[str] = Counter()
        types: dict[str, Counter[str]] = {}
        for type_, condition, n in found:
            conditions[condition] += n
            types.setdefault(type_, Counter())[condition] += n
        again, known = conditions[Condition.REFURBISHED], conditions[Condition.NEW] + conditions[Condition.REFURBISHED]
        as_of = equipment_read(scope, on, in_use=False)
        cells = tuple(_type(type_, types[type_]) for type_ in EquipmentType if type_ in types)
        return Reading(
            value=rate(again, known),
            numerator=again if known else None,
            denominator=known or None,
            period=at_day(on),
            detail=_now("%(count)s sur %(known)s") % {"count": again, "known": known} if known else "",
            as_of=as_of,
            absent_because=_now("Aucun équipement en service ne dit s’il a été acheté neuf ou reconditionné."),
            notes=_notes(conditions[""]),
            chart=bars(
                cells,
                title=_now("Part de reconditionnés, par type"),
                unit="%",
                source=_now("inventaire du parc"),
                as_of=as_of,
                category=_now("Type"),
            ),
            breakdowns=(Breakdown("type", cells, "%"), Breakdown("condition", _conditions(conditions))),
            links=(ListLink(_now("Équipements reconditionnés"), "equipment", f"{IN_USE}&condition=reconditionne"),),
        )


def _notes(unknown: int) -> tuple[str, ...]:
    if not unknown:
        return ()
    count = counted(unknown, _now("équipement"), _now("équipements"))
    return (_now("%(count)s sans information : hors du calcul.") % {"count": count},)


def _type(type_: EquipmentType, counts: Counter[str]) -> Cell:
    again, known = counts[Condition.REFURBISHED], counts[Condition.NEW] + counts[Condition.REFURBISHED]
    return Cell(
        type_,
        str(type_.label),
        value=rate(again, known),
        text=_now("%(again)s sur %(known)s") % {"again": again, "known": known} if known else _now("non renseigné"),
        numerator=again if known else None,
        denominator=known or None,
    )


def _conditions(counts: Counter[str]) -> tuple[Cell, ...]:
    return tuple(
        Cell(
            condition,
            str(condition.label),
            value=counts[condition],
            link=ListLink(_now("Liste de ces équipements"), "equipment", f"{IN_USE}&condition={condition}"),
        )
        for condition in Condition
        if counts[condition]
    )
