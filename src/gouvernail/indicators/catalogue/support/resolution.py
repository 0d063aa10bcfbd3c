"""SUP-03: how long requests take."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta

from django.db.models import Case, Count, DurationField, ExpressionWrapper, F, QuerySet, When
from django.db.models import Value as Constant
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Dimension, Direction, Family, Indicator
from gouvernail.indicators.freshness import last_read
from gouvernail.indicators.measure import Breakdown, Cell, Comparison, ListLink, Reading, TrendPoint, Value
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.served import served
from gouvernail.indicators.wording import counted, rounded, written
from gouvernail.kernel.periods import Month, add_months, months_between
from gouvernail.kernel.statistics import mean, median, percentile
from gouvernail.support.models import Request, RequestKind
from gouvernail.ui.charts.model import HistogramChart

FEWEST = 5
"""No average under five observations."""

BINS = ((0, _("le jour même")), (2, _("1 à 2 j")), (7, _("3 à 7 j")), (30, _("8 à 30 j")), (90, _("31 à 90 j")))

Delays = Counter[int]


@indicator
class ResolutionTime(Indicator):
    """Mean, median and ninth decile of the days from opening to resolution, over twelve months."""

    code, family, icon = "SUP-03", Family.SUPPORT, "clock"
    label = _("Délai de résolution")
    question = _("Combien de temps une demande attend-elle sa résolution ?")
    definition = _(
        "Moyenne des jours de calendrier entre l’ouverture et la résolution, pour les demandes résolues pendant les "
        "douze derniers mois. La médiane et le neuvième décile accompagnent la moyenne, que quelques demandes très "
        "longues suffisent à tirer. Une demande résolue le jour même compte zéro jour."
    )
    formula = _("Somme des jours (résolution − ouverture) / nombre de demandes résolues.")
    unit, unit_one = _("jours"), _("jour")
    direction = Direction.LOWER
    source = _("Registre des demandes (outil de tickets ou saisie)")
    owner_role = _("Référent SI")
    frequency = _("mensuelle")
    freshness_days = 45
    how_to_get = _("Enregistrez la date de résolution des demandes : au moins cinq sur les douze derniers mois.")
    dimensions = (Dimension("kind", _("Nature")),)

    def read(self, scope: Scope, on: date) -> Reading:
        """Four queries: delays of two years, freshness, and who is served."""
        rows = scope.rows(Request)
        year, two_years = add_months(on, -12), add_months(on, -24)
        by_kind, before, by_month = _delays(rows.filter(closed_on__gt=two_years, closed_on__lte=on), year)
        everything = sum(by_kind.values(), Counter())
        count = everything.total()
        as_of = last_read(rows, on)
        return Reading(
            value=average(everything),
            numerator=_days(everything),
            denominator=count,
            period=_now("douze derniers mois"),
            detail=_middle(everything),
            as_of=as_of,
            absent_because=_why_absent(count),
            chart=_chart(everything, as_of),
            breakdowns=(Breakdown("kind", _cells(by_kind), _now("jours")),),
            comparisons=(Comparison(_now("les douze mois d’avant"), average(before), _now("sur un an")),),
            trend=tuple(
                TrendPoint(str(month), average(by_month[month]))
                for month in months_between(Month.of(on).shifted(-12), Month.of(on).previous())
            ),
            links=(ListLink(_now("Demandes résolues"), "request", "vue=resolues"),),
            groups=served(scope, year, on).groups,
        )


def _delays(rows: QuerySet, year: date) -> tuple[dict[str, Delays], Delays, dict[Month, Delays]]:
    """Count the requests by delay in days: by kind since ``year``, before it, and by month."""
    found = (
        rows.annotate(
            delay=ExpressionWrapper(F("closed_on") - F("opened_on"), output_field=DurationField()),
            month=TruncMonth("closed_on"),
        )
        .values("month", "kind", "delay", recent=_recent(year))
        .annotate(n=Count("pk"))
    )
    by_kind: dict[str, Delays] = defaultdict(Counter)
    by_month: dict[Month, Delays] = defaultdict(Counter)
    before: Delays = Counter()
    for row in found:
        days = row["delay"] // timedelta(days=1)
        (by_kind[row["kind"]] if row["recent"] else before)[days] += row["n"]
        by_month[Month.of(row["month"])][days] += row["n"]
    return by_kind, before, by_month


def _recent(year: date) -> Case:
    return Case(When(closed_on__gt=year, then=Constant(True)), default=Constant(False))


def average(delays: Delays) -> Value | None:
    """The mean delay to one decimal; ``None`` under five requests."""
    return rounded(mean(delays.elements()), 1) if delays.total() >= FEWEST else None


def _days(delays: Delays) -> int:
    return sum(days * count for days, count in delays.items())


def _middle(delays: Delays) -> str:
    if delays.total() < FEWEST:
        return ""
    return _now("médiane %(median)s ; neuf sur dix en %(p90)s ou moins") % {
        "median": written(rounded(median(delays.elements()), 1), _now("j")),
        "p90": written(percentile(delays.elements(), 0.9), _now("j")),
    }


def _why_absent(count: int) -> str:
    if not count:
        return _now("Aucune demande résolue n’est connue sur les douze derniers mois.")
    return _now("Moins de cinq demandes résolues sur les douze derniers mois : une moyenne ne dirait rien.")


def _cells(by_kind: dict[str, Delays]) -> tuple[Cell, ...]:
    return tuple(
        Cell(
            kind,
            str(RequestKind(kind).label),
            value=average(by_kind[kind]),
            text=counted(by_kind[kind].total(), _now("demande résolue"), _now("demandes résolues")),
            numerator=_days(by_kind[kind]),
            denominator=by_kind[kind].total(),
            link=ListLink(_now("Demandes résolues de cette nature"), "request", f"vue=resolues&kind={kind}"),
        )
        for kind in RequestKind.values
        if by_kind.get(kind)
    )


def _chart(delays: Delays, as_of: date | None) -> HistogramChart | None:
    if not delays:
        return None
    counts = [0] * (len(BINS) + 1)
    for days, count in delays.items():
        counts[sum(days > limit for limit, _label in BINS)] += count
    return HistogramChart(
        title=_now("Demandes résolues par délai"),
        summary=_now("%(share)s des demandes sont résolues en une semaine.")
        % {"share": written(rounded(100 * sum(counts[:3]) / delays.total(), 0), "%")},
        unit=_now("demandes"),
        source=_now("registre des demandes"),
        as_of=as_of,
        bins=(*(str(label) for _limit, label in BINS), _now("plus de 90 j")),
        counts=tuple(counts),
        axis_label=_now("Délai"),
    )
