"""SUP-03: how long requests take."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Dimension, Direction, Family, SpanIndicator
from gouvernail.indicators.measure import Breakdown, Cell, Comparison, ListLink, Reading, TrendPoint, Value
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.request_facts import known
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.served import served
from gouvernail.indicators.spans import Span
from gouvernail.indicators.wording import counted, rounded, written
from gouvernail.kernel.periods import Month, months_between
from gouvernail.kernel.statistics import mean, median, percentile
from gouvernail.support import reading
from gouvernail.support.models import RequestKind
from gouvernail.ui.charts.model import HistogramChart

FEWEST = 5
"""No average under five observations."""

BINS = ((0, _("le jour même")), (2, _("1 à 2 j")), (5, _("3 à 5 j")), (20, _("6 à 20 j")), (60, _("21 à 60 j")))

Delays = Counter[int]
ByMonth = dict[tuple[Month, str], Delays]


@indicator
class ResolutionTime(SpanIndicator):
    """Mean, median and ninth decile of the days from opening to resolution, over twelve months."""

    code, family, icon = "SUP-03", Family.SUPPORT, "clock"
    label = _("Délai de résolution")
    question = _("Combien de temps une demande attend-elle sa résolution ?")
    definition = _(
        "Moyenne des jours ouvrés entre l’ouverture et la résolution, pour les demandes résolues pendant les douze "
        "derniers mois écoulés. Les samedis, les dimanches et les jours fériés du territoire (Alsace-Moselle, "
        "outre-mer) ne comptent pas. La médiane et le neuvième décile accompagnent la moyenne, que quelques demandes "
        "très longues suffisent à tirer. Une demande résolue le jour même compte zéro jour. La version 1 comptait en "
        "jours de calendrier : ce chiffre reste donné à côté."
    )
    formula = _("Somme des jours ouvrés (résolution − ouverture) / nombre de demandes résolues.")
    unit, unit_one = _("jours ouvrés"), _("jour ouvré")
    version = "2"
    direction = Direction.LOWER
    source = _("Registre des demandes (outil de tickets ou saisie)")
    owner_role = _("Référent SI")
    frequency = _("mensuelle")
    freshness_days = 45
    how_to_get = _("Enregistrez la date de résolution des demandes : au moins cinq sur les douze derniers mois.")
    dimensions = (Dimension("kind", _("Nature")),)

    def usual_span(self, on: date) -> Span:
        """The last twelve whole months."""
        return twelve_months(on)

    def read_span(self, scope: Scope, on: date, span: Span) -> Reading:
        """Delays over the days asked for, those before and a year before, and twelve months (six queries usually)."""
        by_kind = _by_kind(_delays(scope, on, span, working=True))
        everything = sum(by_kind.values(), Counter())
        calendar = sum(_delays(scope, on, span, working=False).values(), Counter())
        months = _delays(scope, on, twelve_months(on), working=True)
        count = everything.total()
        seen = known(scope, on)
        usual = span == self.usual_span(on)
        return Reading(
            value=average(everything),
            numerator=_days(everything),
            denominator=count,
            period=_now("douze derniers mois écoulés") if usual else str(span),
            detail=_middle(everything),
            as_of=seen.as_of,
            absent_because=_why_absent(count),
            notes=_in_calendar_days(calendar),
            chart=_chart(everything, seen.as_of),
            breakdowns=(Breakdown("kind", _cells(by_kind), _now("jours")),),
            comparisons=tuple(
                Comparison(label, average(sum(_delays(scope, on, other, working=True).values(), Counter())), since)
                for label, other, since in _others(span, usual=usual)
            ),
            trend=tuple(
                TrendPoint(str(month), average(_of_month(months, month)))
                for month in months_between(Month.of(on).shifted(-12), Month.of(on).previous())
            ),
            links=(ListLink(_now("Demandes résolues"), "request", "vue=resolues"),),
            groups=served(scope, on).groups,
        )


def twelve_months(on: date) -> Span:
    """The last twelve whole months before a day."""
    last = Month.of(on).previous()
    return Span(last.shifted(-11).first_day, last.last_day)


def _others(span: Span, *, usual: bool) -> list[tuple[str, Span, str]]:
    if usual:
        return [(_now("les douze mois d’avant"), span.year_before(), _now("sur un an"))]
    before, year_before = span.previous(), span.year_before()
    return [
        (str(before), before, _now("sur la période d’avant")),
        (str(year_before), year_before, _now("sur un an")),
    ]


def _delays(scope: Scope, on: date, span: Span, *, working: bool) -> ByMonth:
    """Read a span; whole months among the last twenty-four come from one reading of them all."""
    usual = twelve_months(on)
    both = Span(usual.year_before().first, usual.last)
    if span.months and both.first <= span.first and span.last <= both.last:
        return {key: delays for key, delays in _read(scope, both, working).items() if _holds(span, key[0])}
    return _read(scope, span, working)


def _read(scope: Scope, span: Span, working: bool) -> ByMonth:
    read = reading.delays
    return scope.once(
        ("delays", span, working), lambda: read(scope.organisations, span.first, span.last, working=working)
    )


def _holds(span: Span, month: Month) -> bool:
    return span.first <= month.first_day <= span.last


def _by_kind(found: ByMonth) -> dict[str, Delays]:
    kinds: dict[str, Delays] = defaultdict(Counter)
    for (_month, kind), delays in found.items():
        kinds[kind].update(delays)
    return kinds


def _of_month(found: ByMonth, month: Month) -> Delays:
    return sum((delays for (there, _kind), delays in found.items() if there == month), Counter())


def _in_calendar_days(delays: Delays) -> tuple[str, ...]:
    if delays.total() < FEWEST:
        return ()
    return (
        _now("En jours de calendrier, samedis, dimanches et jours fériés compris : %(mean)s en moyenne.")
        % {"mean": written(average(delays), _now("jours"))},
    )


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
        bins=(*(str(label) for _limit, label in BINS), _now("plus de 60 j")),
        counts=tuple(counts),
        axis_label=_now("Délai (jours ouvrés)"),
    )
