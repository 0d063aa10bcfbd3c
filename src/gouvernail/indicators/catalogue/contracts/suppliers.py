"""CTR-01: suppliers, of which kind, and which of them matter most."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.db.models import Count
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Dimension, Direction, Family, Indicator
from gouvernail.indicators.drawing import bars
from gouvernail.indicators.freshness import last_read_of
from gouvernail.indicators.measure import Breakdown, Cell, ListLink, Reading
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.wording import at_day, counted
from gouvernail.suppliers.models import Supplier, SupplierKind


@indicator
class ActiveSuppliers(Indicator):
    """Active suppliers by kind, with the critical and structuring ones."""

    code, family, icon = "CTR-01", Family.CONTRACTS, "briefcase"
    label = _("Prestataires actifs")
    question = _("De combien de prestataires le système d’information dépend-il ?")
    definition = _(
        "Prestataires notés actifs, par typologie (télécoms, hébergement, logiciels métiers, support…), avec ceux qui "
        "sont critiques ou structurants. Un même groupe sous deux raisons sociales compte pour deux."
    )
    formula = _("Nombre de prestataires actifs ; au numérateur, les critiques.")
    unit, unit_one = _("prestataires"), _("prestataire")
    direction = Direction.CONTEXT
    source = _("Registre des prestataires")
    owner_role = _("Référent SI")
    frequency = _("annuelle")
    freshness_days = 365
    past_reason = _("Un prestataire est actif ou non : le registre ne dit pas depuis quand.")
    how_to_get = _("Saisissez ou importez les prestataires, avec leur typologie.")
    dimensions = (Dimension("kind", _("Typologie")), Dimension("weight", _("Importance")))

    def read(self, scope: Scope, on: date) -> Reading:
        """Two queries: counts by kind and importance, and freshness."""
        found = list(
            scope.rows(Supplier).values_list("active", "kind", "critical", "structuring").annotate(n=Count("pk"))
        )
        active = [row for row in found if row[0]]
        kinds: Counter[str] = Counter()
        for _active, kind, _critical, _structuring, n in active:
            kinds[kind] += n
        critical = sum(row[4] for row in active if row[2])
        structuring = sum(row[4] for row in active if row[3])
        as_of = last_read_of(scope, Supplier, on)
        cells = tuple(_cell(kind, kinds[kind]) for kind in SupplierKind if kinds[kind])
        return Reading(
            value=kinds.total() if found else None,
            numerator=critical if found else None,
            denominator=kinds.total() if found else None,
            period=at_day(on),
            detail=_now("dont %(count)s") % {"count": counted(critical, _now("critique"), _now("critiques"))},
            as_of=as_of,
            absent_because=_now("Aucun prestataire n’est enregistré."),
            chart=bars(
                cells, title=_now("Prestataires actifs, par typologie"), unit=_now("prestataires"),
                source=_now("registre des prestataires"), as_of=as_of, category=_now("Typologie"),
            ),
            breakdowns=(Breakdown("kind", cells), Breakdown("weight", _weights(critical, structuring)))
            if found
            else (),
            links=(ListLink(_now("Prestataires actifs"), "supplier", "active=true"),),
        )  # fmt: skip


def _cell(kind: SupplierKind, count: int) -> Cell:
    link = ListLink(_now("Liste de ces prestataires"), "supplier", f"active=true&kind={kind}")
    return Cell(kind, str(kind.label), value=count, link=link)


def _weights(critical: int, structuring: int) -> tuple[Cell, ...]:
    return (
        Cell("critical", _now("Critiques"), value=critical,
             link=ListLink(_now("Prestataires critiques"), "supplier", "active=true&critical=true")),
        Cell("structuring", _now("Structurants"), value=structuring,
             link=ListLink(_now("Prestataires structurants"), "supplier", "active=true&structuring=true")),
    )  # fmt: skip
