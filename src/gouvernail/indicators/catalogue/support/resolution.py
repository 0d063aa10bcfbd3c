"""SUP-03: how long requests take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Dimension, Direction, Family, SpanIndicator
from gouvernail.indicators.measure import Breakdown, Cell, Comparison, ListLink, Reading, TrendPoint, Value
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.request_facts import known, requests_of
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.served import served
from gouvernail.indicators.spans import Span
from gouvernail.indicators.wording import counted, rounded, written
from gouvernail.kernel.periods import Month, months_between
from gouvernail.kernel.statistics import mean, median, percentile
from gouvernail.support.models import RequestKind
from gouvernail.ui.charts.model import HistogramChart

FEWEST = 5
"""No average under five observations."""

BINS = ((0, _("le jour même")), (2, _("1 à 2 j")), (5, _("3 à 5 j")), (20, _("6 à 20 j")), (60, _("21 à 60 j")))

Delays = Counter[int]
ByKind = dict[str, Delays]


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
        """Delays over the days asked for; sums for those before, a year before, and twelve months."""
        by_kind = _delays(scope, span)
        everything = sum(by_kind.values(), Counter())
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
            notes=_in_calendar_days(_resolved(scope, span)),
            chart=_chart(everything, seen.as_of),
            breakdowns=(Breakdown("kind", _cells(by_kind), _now("jours")),),
            comparisons=tuple(
                Comparison(label, _resolved(scope, other).in_working_days, since)
                for label, other, since in _others(span, usual=usual)
            ),
            trend=tuple(
                TrendPoint(str(month), _resolved(scope, Span.of_month(month)).in_working_days)
                for month in months_between(Month.of(on).shifted(-12), Month.of(on).previous())
            ),
            links=(ListLink(_now("Demandes résolues"), "request", "vue=resolues"),),
            groups=served(scope, on).groups,
        )

    def read_months(self, scope: Scope, on: date, months: Sequence[Month]) -> dict[Month, Value | None]:
        """From the sums of each month, asked for once."""
        return {month: _resolved(scope, Span.of_month(month)).in_working_days for month in months}


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


@dataclass(frozen=True)
class Resolved:
    """How many requests were resolved, after how many days of work and of the calendar in all."""

    count: int
    working_days: int
    days: int

    @property
    def in_working_days(self) -> Value | None:
        """The mean delay to one decimal; ``None`` under five requests."""
        return rounded(Fraction(self.working_days, self.count), 1) if self.count >= FEWEST else None

    @property
    def in_days(self) -> Value | None:
        """The same in days of the calendar."""
        return rounded(Fraction(self.days, self.count), 1) if self.count >= FEWEST else None


def _resolved(scope: Scope, span: Span) -> Resolved:
    """Add up a span: whole months from their sums, other days from their delays."""
    if span.months:
        months = list(requests_of(scope).between((Month.of(span.first), Month.of(span.last))))
        sums = (sum(getattr(one, name) for one in months) for name in ("closed", "working_days", "days"))
        return Resolved(*sums)
    working, calendar = (sum(_delays(scope, span, working=counted).values(), Counter()) for counted in (True, False))
    return Resolved(working.total(), _days(working), _days(calendar))


def _delays(scope: Scope, span: Span, *, working: bool = True) -> ByKind:
    return scope.once(
        ("delays", span, working), lambda: requests_of(scope).delays_by_kind(span.first, span.last, working=working)
    )


def _in_calendar_days(resolved: Resolved) -> tuple[str, ...]:
    if resolved.in_days is None:
        return ()
    return (
        _now("En jours de calendrier, samedis, dimanches et jours fériés compris : %(mean)s en moyenne.")
        % {"mean": written(resolved.in_days, _now("jours"))},
    )


def average(delays: Delays) -> Value | None:
    """The mean delay to one decimal; ``None`` under five requests."""
    return rounded(mean(delays), 1) if delays.total() >= FEWEST else None


def _days(delays: Delays) -> int:
    return sum(days * count for days, count in delays.items())


def _middle(delays: Delays) -> str:
    if delays.total() < FEWEST:
        return ""
    return _now("médiane %(median)s ; neuf sur dix en %(p90)s ou moins") % {
        "median": written(rounded(median(delays), 1), _now("j")),
        "p90": written(percentile(delays, 0.9), _now("j")),
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
