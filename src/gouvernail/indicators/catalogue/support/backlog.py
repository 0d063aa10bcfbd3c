"""SUP-07: what waits, and since when."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Dimension, Direction, Family, Indicator
from gouvernail.indicators.measure import Breakdown, Cell, Comparison, ListLink, Reading, TrendPoint
from gouvernail.indicators.past import Past
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.request_facts import known, requests_of
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.served import served
from gouvernail.indicators.wording import at_day, counted
from gouvernail.kernel.periods import Month, add_months
from gouvernail.support.models import RequestKind
from gouvernail.ui.charts.model import ColumnChart, Series

AGES = (("7", 0, 7, _("7 jours ou moins")), ("30", 8, 30, _("8 à 30 jours")), ("90", 31, 90, _("31 à 90 jours")))
OLD = 30
"""Days beyond which a request is said to wait for long."""


@indicator
class Backlog(Indicator):
    """Requests still open on a day, and their age."""

    code, family, icon = "SUP-07", Family.SUPPORT, "hourglass"
    label = _("Demandes en attente")
    question = _("Combien de demandes restent ouvertes, et depuis quand ?")
    definition = _("Demandes ouvertes et non résolues au jour dit, par ancienneté en jours de calendrier.")
    formula = _("Nombre de demandes ouvertes ce jour ou avant, et non résolues ce jour-là.")
    unit, unit_one = _("demandes"), _("demande")
    direction = Direction.LOWER
    source = _("Registre des demandes (outil de tickets ou saisie)")
    owner_role = _("Référent SI")
    frequency = _("mensuelle")
    freshness_days = 45
    past = Past.FACTS
    past_reason = _("Chaque demande porte son ouverture et sa résolution : le stock de toute date se recompte.")
    how_to_get = _("Importez l’export de votre outil de tickets, ou saisissez les demandes.")
    dimensions = (Dimension("age", _("Ancienneté")), Dimension("kind", _("Nature")))

    def read(self, scope: Scope, on: date) -> Reading:
        """The stock at fourteen dates, the age of what is open, its kinds, and who is served."""
        seen, year_ago = known(scope, on), add_months(on, -12)
        ends = [Month.of(on).shifted(-back).last_day for back in range(12, 0, -1)]
        stocks = requests_of(scope).stocks([*ends, on, year_ago])
        there = {day: seen.first is not None and seen.first <= day for day in stocks}
        counts = {day: stocks[day].total() if there[day] else None for day in stocks}
        ages = _ages(scope, on, stocks[on].total())
        old = sum(cell.value for cell in ages[2:])
        holds = there[on]
        return Reading(
            value=counts[on],
            numerator=old if holds else None,
            denominator=counts[on],
            period=at_day(on),
            detail=_now("dont %(count)s depuis plus de 30 jours") % {"count": old} if holds else "",
            tone="risk" if old else "neutral",
            as_of=seen.as_of,
            absent_because=_now("Aucune demande n’est enregistrée."),
            chart=_chart(ages, seen.as_of) if holds else None,
            breakdowns=(Breakdown("age", ages), Breakdown("kind", _kinds(stocks[on]))) if holds else (),
            comparisons=(
                Comparison(_now("fin du mois dernier"), counts[ends[-1]], _now("depuis la fin du mois dernier")),
                Comparison(_now("un an plus tôt"), counts[year_ago], _now("sur un an")),
            ),
            trend=tuple(TrendPoint(str(Month.of(day)), counts[day]) for day in ends),
            links=(ListLink(_now("Demandes ouvertes"), "request", "vue=ouvertes"),),
            groups=served(scope, on).groups,
        )


def _ages(scope: Scope, on: date, count: int) -> tuple[Cell, ...]:
    """Count what is open by age: those of three months day by day, the others are what is left."""
    young = requests_of(scope).waiting(on - timedelta(days=AGES[-1][2]), on)
    cells = [
        Cell(key, str(label), value=sum(n for day, n in young.items() if low <= (on - day).days <= high))
        for key, low, high, label in AGES
    ]
    beyond = count - sum(cell.value for cell in cells)
    return (*cells, Cell("beyond", _now("plus de 90 jours"), value=beyond))


def _kinds(counts: Counter[str]) -> tuple[Cell, ...]:
    return tuple(
        Cell(
            kind,
            str(RequestKind(kind).label),
            value=counts[kind],
            link=ListLink(_now("Demandes ouvertes de cette nature"), "request", f"vue=ouvertes&kind={kind}"),
        )
        for kind in RequestKind.values
    )


def _chart(ages: tuple[Cell, ...], as_of: date | None) -> ColumnChart:
    total = sum(cell.value for cell in ages)
    return ColumnChart(
        title=_now("Demandes en attente, par ancienneté"),
        summary=_now("%(count)s en attente.") % {"count": counted(total, _now("demande"), _now("demandes"))},
        unit=_now("demandes"),
        source=_now("registre des demandes"),
        as_of=as_of,
        categories=tuple(cell.label for cell in ages),
        series=(Series(_now("Demandes"), tuple(cell.value for cell in ages)),),
        category_label=_now("Ancienneté"),
    )
