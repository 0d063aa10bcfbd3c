"""PAT-08: how many workstations share a printer."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal

from django.db.models import Count
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.estate.models import WORKSTATIONS, EquipmentType
from gouvernail.indicators.base import Dimension, Direction, Family, Indicator
from gouvernail.indicators.drawing import bars
from gouvernail.indicators.estate_rows import equipment_in_use, equipment_read, place_names
from gouvernail.indicators.measure import Breakdown, Cell, ListLink, Reading
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.wording import at_day, counted, rounded


@indicator
class WorkstationsByPrinter(Indicator):
    """Workstations in use for each printer in use."""

    code, family, icon = "PAT-08", Family.ESTATE, "printer"
    label = _("Postes par imprimante")
    question = _("Combien de postes partagent une imprimante ?")
    definition = _(
        "Postes fixes et portables en service, rapportés aux imprimantes en service. Plus le chiffre est haut, plus "
        "les imprimantes sont partagées. L’inventaire ne dit pas encore lesquelles sont en réseau."
    )
    formula = _("Postes en service / imprimantes en service.")
    unit, unit_one = _("postes"), _("poste")
    direction = Direction.HIGHER
    source = _("Inventaire du parc")
    owner_role = _("Référent SI")
    frequency = _("annuelle")
    freshness_days = 365
    past_reason = _(
        "L’inventaire dit l’état d’aujourd’hui : il ne date ni la réforme, ni l’affectation, ni le changement de "
        "système ou de protection."
    )
    how_to_get = _("Inventoriez les imprimantes comme les postes.")
    dimensions = (Dimension("site", _("Site")),)

    def read(self, scope: Scope, on: date) -> Reading:
        """Two queries: counts by site and type, and freshness."""
        rows = equipment_in_use(scope).filter(type__in=(*WORKSTATIONS, EquipmentType.PRINTER))
        sites: dict[tuple[str | None, str | None], Counter[bool]] = defaultdict(Counter)
        for site, organisation, type_, n in rows.values_list("site__name", "site__organisation__name", "type").annotate(
            n=Count("pk")
        ):
            sites[(site, organisation)][type_ == EquipmentType.PRINTER] += n
        whole = sum(sites.values(), Counter())
        computers, printers = whole[False], whole[True]
        as_of = equipment_read(scope, on, in_use=False)
        names = place_names(list(sites))
        cells = tuple(_cell(names[key], counts) for key, counts in sorted(sites.items(), key=lambda one: names[one[0]]))
        return Reading(
            value=rounded(Decimal(computers) / printers, 1) if printers else None,
            numerator=computers if printers else None,
            denominator=printers or None,
            period=at_day(on),
            detail=counted(printers, _now("imprimante"), _now("imprimantes")),
            as_of=as_of,
            absent_because=_now("Aucune imprimante en service n’est enregistrée."),
            chart=bars(
                cells,
                title=_now("Postes par imprimante, par site"),
                unit=_now("postes"),
                source=_now("inventaire du parc"),
                as_of=as_of,
                category=_now("Site"),
            )
            if printers
            else None,
            breakdowns=(Breakdown("site", cells),) if printers else (),
            links=(ListLink(_now("Imprimantes en service"), "equipment", "state=en_service&type=imprimante"),),
        )


def _cell(label: str, counts: Counter[bool]) -> Cell:
    return Cell(
        label,
        label,
        value=rounded(Decimal(counts[False]) / counts[True], 1) if counts[True] else None,
        text=_now("%(computers)s, %(printers)s")
        % {
            "computers": counted(counts[False], _now("poste"), _now("postes")),
            "printers": counted(counts[True], _now("imprimante"), _now("imprimantes")),
        },
        numerator=counts[False],
        denominator=counts[True],
    )
