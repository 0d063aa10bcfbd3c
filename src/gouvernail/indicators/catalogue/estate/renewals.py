"""PAT-05: what must be renewed within twenty-four months, and for how much."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Dimension, Direction, Family, Indicator
from gouvernail.indicators.estate_rows import birth, equipment_in_use, lifetime_years
from gouvernail.indicators.freshness import last_read
from gouvernail.indicators.measure import Breakdown, Cell, ListLink, Reading
from gouvernail.indicators.references import LIFETIME
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.wording import amounts, counted
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.kernel.periods import add_months
from gouvernail.ui.charts.model import ColumnChart, Series

MONTHS_AHEAD = 24
PAST = "echu"


@dataclass
class Due:
    """What falls due in one period: how many, how many without a price, and the known prices by tax basis."""

    count: int = 0
    unpriced: int = 0
    prices: dict[str, Decimal] = field(default_factory=dict)

    def add(self, count: int, priced: int, basis: str, price: Decimal | None) -> None:
        """Add equipment of one price basis."""
        self.count += count
        self.unpriced += count - priced
        if price is not None:
            self.prices[basis] = self.prices.get(basis, Decimal(0)) + price


@indicator
class Renewals(Indicator):
    """Equipment to renew within twenty-four months, by year, with its purchase price."""

    code, family, icon = "PAT-05", Family.ESTATE, "refresh"
    label = _("Renouvellements sous 24 mois")
    question = _("Combien d’équipements faudra-t-il renouveler, et pour quel montant ?")
    definition = _(
        "Équipements en service dont le remplacement prévu tombe avant vingt-quatre mois ou, si aucun n’est prévu, qui "
        "atteignent d’ici là leur durée de vie visée, comptée depuis la mise en service ou l’achat. Ceux qui l’ont "
        "déjà dépassée sont comptés comme échus. Une date partielle compte par son dernier jour. Le montant est le "
        "prix d’achat connu, sans actualisation ; HT et TTC ne s’additionnent pas."
    )
    formula = _("Nombre d’équipements à échéance ; somme de leurs prix d’achat connus, par base de prix.")
    unit, unit_one = _("équipements"), _("équipement")
    direction = Direction.CONTEXT
    source = _("Inventaire du parc")
    owner_role = _("Référent SI")
    frequency = _("annuelle, avant le budget")
    freshness_days = 120
    how_to_get = _("Renseignez le remplacement prévu, ou la date de mise en service, et le prix d’achat.")
    dimensions = (Dimension("year", _("Année d’échéance")),)
    references = LIFETIME

    def read(self, scope: Scope, on: date) -> Reading:
        """Two queries: dates and prices with their counts, and freshness."""
        rows = equipment_in_use(scope)
        dues, undated, total = _dues(rows, on)
        whole = _together(dues)
        as_of = last_read(rows, on)
        dated = total - undated
        return Reading(
            value=whole.count if dated else None,
            numerator=whole.count if dated else None,
            denominator=dated if dated else None,
            period=_now("jusqu’au %(day)s") % {"day": f"{add_months(on, MONTHS_AHEAD):%d/%m/%Y}"},
            detail=_money(whole) if whole.count else "",
            tone="risk" if PAST in dues else "neutral",
            as_of=as_of,
            absent_because=_now("Aucun équipement en service n’a de date de mise en service ni de remplacement prévu."),
            notes=_notes(whole, undated),
            chart=_chart(dues, as_of) if whole.count else None,
            breakdowns=(Breakdown("year", tuple(_cell(key, due) for key, due in dues.items())),) if dated else (),
            links=(
                ListLink(
                    _now("Équipements en service, les plus anciens d’abord"),
                    "equipment",
                    "state=en_service&tri=in_service_on",
                ),
            ),
        )


def _dues(rows: QuerySet, on: date) -> tuple[dict[str, Due], int, int]:
    """Return what falls due by year (past dues first), how many have no date, and how many there are."""
    limit = add_months(on, MONTHS_AHEAD)
    found = rows.values_list("planned_replacement", "in_service_on", "bought_on", "tax_basis").annotate(
        n=Count("pk"), priced=Count("purchase_price"), price=Sum("purchase_price")
    )
    dues: dict[str, Due] = defaultdict(Due)
    undated = total = 0
    for planned, started, bought, basis, count, priced, price in found:
        total += count
        day = due_day(planned, birth(started, bought), on)
        if day is None:
            undated += count
        elif day < limit:
            dues[PAST if day < on else str(day.year)].add(count, priced, basis, price)
    ordered = sorted(dues, key=lambda key: (key != PAST, key))
    return {key: dues[key] for key in ordered}, undated, total


def due_day(planned: PartialDate | None, born: PartialDate | None, on: date) -> date | None:
    """Return the last day by which equipment is to be renewed; ``None`` when nothing tells."""
    if planned is not None:
        return planned.last_day
    return add_months(born.last_day, 12 * lifetime_years(on)) if born else None


def _together(dues: dict[str, Due]) -> Due:
    whole = Due()
    for due in dues.values():
        whole.count += due.count
        whole.unpriced += due.unpriced
        for basis, price in due.prices.items():
            whole.prices[basis] = whole.prices.get(basis, Decimal(0)) + price
    return whole


def _money(due: Due) -> str:
    money = amounts(due.prices)
    if not money:
        return _now("montant non renseigné")
    return _now("au moins %(money)s") % {"money": money} if due.unpriced else money


def _notes(whole: Due, undated: int) -> tuple[str, ...]:
    notes = []
    if whole.unpriced:
        notes.append(
            _now("%(count)s sans prix d’achat, hors du montant.")
            % {"count": counted(whole.unpriced, _now("équipement"), _now("équipements"))}
        )
    if undated:
        notes.append(
            _now("%(count)s sans date : hors du calcul.")
            % {"count": counted(undated, _now("équipement en service"), _now("équipements en service"))}
        )
    if len(whole.prices) > 1:
        notes.append(_now("Les bases de prix diffèrent (HT, TTC ou non précisée) : les montants restent séparés."))
    return tuple(notes)


def _cell(key: str, due: Due) -> Cell:
    text = _money(due)
    if due.unpriced and due.prices:
        text = _now("%(money)s, %(count)s sans prix") % {"money": text, "count": due.unpriced}
    return Cell(key, _label(key), value=due.count, text=text)


def _label(key: str) -> str:
    return _now("Déjà échus") if key == PAST else key


def _chart(dues: dict[str, Due], as_of: date | None) -> ColumnChart:
    return ColumnChart(
        title=_now("Équipements à renouveler, par année"),
        unit=_now("équipements"),
        source=_now("inventaire du parc"),
        as_of=as_of,
        categories=tuple(_label(key) for key in dues),
        series=(Series(_now("À renouveler"), tuple(due.count for due in dues.values())),),
        category_label=_now("Année"),
    )
