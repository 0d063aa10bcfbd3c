"""SUP-01 and SUP-02: how many requests, of which kind."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.db.models import Count, Min, QuerySet
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Dimension, Direction, Family, Indicator
from gouvernail.indicators.freshness import LAST_READ, day_of
from gouvernail.indicators.measure import Breakdown, Cell, Comparison, ListLink, Reading, TrendPoint
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.served import served
from gouvernail.indicators.wording import counted, rate, short_day, written
from gouvernail.kernel.periods import Month, Quarter, months_between
from gouvernail.support.models import Request, RequestKind
from gouvernail.ui.charts.model import ColumnChart, Series

Counts = dict[Month, dict[str, int]]


@indicator
class OpenedRequests(Indicator):
    """Requests opened in the last whole quarter, with twelve months by kind."""

    code, family, icon = "SUP-01", Family.SUPPORT, "headset"
    label = _("Demandes au service SI")
    question = _("Combien de demandes le service reçoit-il, et de quelle nature ?")
    definition = _(
        "Demandes ouvertes pendant le dernier trimestre écoulé en entier. Le graphique donne les douze derniers mois "
        "écoulés, par nature (SUP-02). Un mois d’avant la première demande connue, ou d’après la dernière lecture de "
        "l’outil, est absent, pas nul."
    )
    formula = _("Nombre de demandes dont la date d’ouverture tombe dans le trimestre.")
    unit, unit_one = _("demandes"), _("demande")
    direction = Direction.CONTEXT
    source = _("Registre des demandes (outil de tickets ou saisie)")
    owner_role = _("Référent SI")
    frequency = _("mensuelle")
    freshness_days = 45
    how_to_get = _("Importez l’export de votre outil de tickets, ou saisissez les demandes.")
    dimensions = (
        Dimension("kind", _("Nature")),
        Dimension("department", _("Service demandeur"), serves_people=True),
    )

    def read(self, scope: Scope, on: date) -> Reading:
        """Four queries: months, freshness, and who is served."""
        rows = scope.rows(Request)
        last = Month.of(on).previous()
        quarter = Quarter.of(on).shifted(-1)
        year_before = quarter.shifted(-4)
        start = min(last.shifted(-11), year_before.months[0])
        counts = _by_month(rows, start, last)
        state = rows.filter(opened_on__lte=on).aggregate(first=Min("opened_on"), last=LAST_READ)
        as_of = day_of(state["last"], on)
        known = _known_months(start, last, state["first"], as_of)
        people = served(scope, quarter.first_day, quarter.last_day)
        value = _total(counts, known, quarter)
        kinds = _kinds(counts, quarter) if value is not None else ()
        return Reading(
            value=value,
            period=str(quarter),
            detail=_main_kind(kinds),
            as_of=as_of,
            absent_because=_why_absent(state["first"], as_of, quarter),
            chart=_chart(counts, known, last, as_of) if known else None,
            breakdowns=(Breakdown("kind", kinds), people.breakdown) if value is not None else (),
            comparisons=tuple(
                Comparison(str(other), _total(counts, known, other), since)
                for other, since in (
                    (quarter.shifted(-1), _now("sur un trimestre")),
                    (year_before, _now("sur un an")),
                )
            ),
            trend=tuple(
                TrendPoint(str(month), sum(counts[month].values()) if month in known else None)
                for month in months_between(last.shifted(-11), last)
            ),
            links=(ListLink(_now("Toutes les demandes"), "request"),),
            groups=people.groups,
        )


def _by_month(rows: QuerySet, first: Month, last: Month) -> Counts:
    counts: Counts = defaultdict(lambda: defaultdict(int))
    found = (
        rows.filter(opened_on__gte=first.first_day, opened_on__lte=last.last_day)
        .annotate(month=TruncMonth("opened_on"))
        .values("month", "kind")
        .annotate(n=Count("pk"))
    )
    for row in found:
        counts[Month.of(row["month"])][row["kind"]] = row["n"]
    return counts


def _known_months(first: Month, last: Month, opened: date | None, as_of: date | None) -> set[Month]:
    if opened is None or as_of is None:
        return set()
    return {month for month in months_between(first, last) if month >= Month.of(opened) and month.last_day <= as_of}


def _total(counts: Counts, known: set[Month], quarter: Quarter) -> int | None:
    if not known.issuperset(quarter.months):
        return None
    return sum(sum(counts[month].values()) for month in quarter.months)


def _why_absent(opened: date | None, as_of: date | None, quarter: Quarter) -> str:
    if opened is None or as_of is None:
        return _now("Aucune demande n’est enregistrée.")
    if as_of < quarter.last_day:
        return _now("La dernière lecture des demandes (%(day)s) précède la fin du trimestre.") % {
            "day": short_day(as_of)
        }
    return _now("Les demandes sont connues depuis le %(day)s : le trimestre n’est pas complet.") % {
        "day": short_day(opened)
    }


def _kinds(counts: Counts, quarter: Quarter) -> tuple[Cell, ...]:
    totals = {kind: sum(counts[month][kind] for month in quarter.months) for kind in RequestKind.values}
    whole = sum(totals.values())
    return tuple(
        Cell(
            kind,
            str(RequestKind(kind).label),
            value=count,
            text=written(rate(count, whole), "%"),
            link=ListLink(_now("Demandes de cette nature, toutes dates"), "request", f"kind={kind}"),
        )
        for kind, count in totals.items()
    )


def _main_kind(cells: tuple[Cell, ...]) -> str:
    first = max(cells, key=lambda cell: cell.value or 0, default=None)
    if first is None or not first.value:
        return ""
    return _now("dont %(share)s : %(kind)s") % {"share": first.text, "kind": first.label.lower()}


def _chart(counts: Counts, known: set[Month], last: Month, as_of: date | None) -> ColumnChart:
    months = list(months_between(last.shifted(-11), last))
    total = sum(sum(counts[month].values()) for month in months if month in known)
    kinds = [kind for kind in RequestKind if any(counts[month][kind] for month in months)]
    return ColumnChart(
        title=_now("Demandes par mois et par nature"),
        summary=_now("%(total)s sur douze mois, de %(first)s à %(last)s.")
        % {"total": counted(total, _now("demande"), _now("demandes")), "first": months[0], "last": months[-1]},
        unit=_now("demandes"),
        source=_now("registre des demandes"),
        as_of=as_of,
        categories=tuple(
            month.short() if month.month == 1 or month == months[0] else month.abbreviation for month in months
        ),
        series=tuple(
            Series(str(kind.label), tuple(counts[month][kind] if month in known else None for month in months))
            for kind in kinds
        ),
        category_label=_now("Mois"),
    )
