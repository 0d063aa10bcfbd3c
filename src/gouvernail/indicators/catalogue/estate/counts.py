"""PAT-01: how much equipment, of which type."""

from __future__ import annotations

from datetime import date

from django.db.models import Count
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.estate.models import WORKSTATIONS, Condition, Equipment, EquipmentState, EquipmentType
from gouvernail.indicators.base import Dimension, Direction, Family, Indicator
from gouvernail.indicators.estate_rows import equipment_read
from gouvernail.indicators.measure import Breakdown, Cell, ListLink, Reading
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.wording import at_day, counted
from gouvernail.ui.charts.model import BarChart, Series

IN_USE = f"state={EquipmentState.IN_USE}"


@indicator
class EquipmentByType(Indicator):
    """Equipment in use, by type and by how it was bought."""

    code, family, icon = "PAT-01", Family.ESTATE, "devices"
    label = _("Équipements en service")
    question = _("De quoi le parc est-il fait ?")
    definition = _("Équipements dont l’état est « en service », par type. Le stock et les réformés n’y sont pas.")
    formula = _("Nombre d’équipements en service.")
    unit, unit_one = _("équipements"), _("équipement")
    direction = Direction.CONTEXT
    source = _("Inventaire du parc")
    owner_role = _("Référent SI")
    frequency = _("trimestrielle")
    freshness_days = 120
    past_reason = _(
        "L’inventaire dit l’état d’aujourd’hui : il ne date ni la réforme, ni l’affectation, ni le changement de "
        "système ou de protection."
    )
    how_to_get = _("Importez l’inventaire de votre parc, ou saisissez les équipements.")
    dimensions = (Dimension("type", _("Type")), Dimension("condition", _("Neuf ou reconditionné")))

    def read(self, scope: Scope, on: date) -> Reading:
        """Two queries: counts and freshness."""
        rows = scope.rows(Equipment)
        found = list(rows.values_list("state", "type", "condition").annotate(n=Count("pk")))
        in_use = [(type_, condition, n) for state, type_, condition, n in found if state == EquipmentState.IN_USE]
        total = sum(n for *_ignored, n in in_use)
        computers = sum(n for type_, _condition, n in in_use if type_ in WORKSTATIONS)
        as_of = equipment_read(scope, on, in_use=False)
        types = _cells(in_use, 0, EquipmentType, "type")
        return Reading(
            value=total if found else None,
            numerator=computers if found else None,
            denominator=total if found else None,
            period=at_day(on),
            detail=_now("dont %(count)s")
            % {"count": counted(computers, _now("poste de travail"), _now("postes de travail"))},
            as_of=as_of,
            absent_because=_now("Aucun équipement n’est enregistré."),
            chart=_chart(types, as_of),
            breakdowns=(
                Breakdown("type", types),
                Breakdown("condition", _cells(in_use, 1, Condition, "condition")),
            ),
            links=(ListLink(_now("Équipements en service"), "equipment", IN_USE),),
        )


def _cells(in_use: list[tuple[str, str, int]], place: int, choices, word: str) -> tuple[Cell, ...]:
    counts: dict[str, int] = {}
    for row in in_use:
        counts[row[place]] = counts.get(row[place], 0) + row[2]
    cells = [
        Cell(
            value,
            str(label),
            value=counts[value],
            link=ListLink(_now("Liste de ces équipements"), "equipment", f"{IN_USE}&{word}={value}"),
        )
        for value, label in choices.choices
        if counts.get(value)
    ]
    if unknown := counts.get(""):
        cells.append(Cell("unknown", _now("Non renseigné"), value=unknown))
    return tuple(cells)


def _chart(types: tuple[Cell, ...], as_of: date | None) -> BarChart | None:
    if not types:
        return None
    ranked = sorted(types, key=lambda cell: -(cell.value or 0))
    return BarChart(
        title=_now("Équipements en service, par type"),
        unit=_now("équipements"),
        source=_now("inventaire du parc"),
        as_of=as_of,
        categories=tuple(cell.label for cell in ranked),
        series=(Series(_now("En service"), tuple(cell.value for cell in ranked)),),
        category_label=_now("Type"),
    )
