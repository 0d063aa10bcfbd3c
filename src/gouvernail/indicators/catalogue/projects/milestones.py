"""PRJ-03: milestones kept, and how late the others were."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Dimension, Direction, Family, SpanIndicator
from gouvernail.indicators.freshness import last_read_of
from gouvernail.indicators.measure import Breakdown, Cell, Comparison, ListLink, Reading
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.spans import Span
from gouvernail.indicators.wording import counted, rate, rounded
from gouvernail.kernel.periods import add_months
from gouvernail.projects.models import Milestone
from gouvernail.ui.charts.model import DonutChart

KEPT, LATE, MISSED = "tenu", "tard", "manque"
FEWEST = 5
Due = tuple[date, date | None]


@indicator
class MilestonesKept(SpanIndicator):
    """The share of milestones reached by their day."""

    code, family, icon = "PRJ-03", Family.PLAN, "flag"
    label = _("Jalons tenus")
    question = _("Les projets tiennent-ils leurs dates ?")
    definition = _(
        "Part des jalons atteints au plus tard à leur date, parmi ceux dont la date tombe dans les douze derniers "
        "mois. Une date partielle laisse jusqu’à son dernier jour. Un jalon dont la date d’atteinte n’est pas notée "
        "compte comme non atteint : notez-la."
    )
    formula = _("Jalons atteints à temps / jalons dont la date est passée.")
    unit = "%"
    direction = Direction.HIGHER
    source = _("Jalons des projets")
    owner_role = _("Chefs de projet")
    frequency = _("à chaque COPIL")
    freshness_days = 90
    how_to_get = _("Donnez une date de fin aux jalons des projets, puis notez le jour où chacun est atteint.")
    dimensions = (Dimension("outcome", _("Issue")),)

    def usual_span(self, on: date) -> Span:
        """The twelve months up to today."""
        return Span(add_months(on, -12), on)

    def read_span(self, scope: Scope, on: date, span: Span) -> Reading:
        """Two queries: the dates of milestones, and freshness."""
        rows = scope.once("milestones", lambda: list(scope.rows(Milestone).values_list("ends", "done_on")))
        dues = [(ends.last_day, done) for ends, done in rows if ends is not None]
        counts = _outcomes(dues, span, on)
        whole = sum(counts.values())
        delays = [(done - due).days for due, done in _due(dues, span, on) if done and done > due]
        return Reading(
            value=rate(counts[KEPT], whole),
            numerator=counts[KEPT] if whole else None,
            denominator=whole or None,
            period=_now("douze derniers mois") if span == self.usual_span(on) else str(span),
            detail=_detail(counts, delays) if whole else "",
            tone="risk" if counts[MISSED] else "neutral",
            as_of=last_read_of(scope, Milestone, on),
            absent_because=_now("Aucun jalon n’a sa date dans cette période."),
            chart=_chart(counts) if whole else None,
            breakdowns=(Breakdown("outcome", _cells(counts)),) if whole else (),
            comparisons=tuple(
                Comparison(str(other), _share(dues, other, on), since)
                for other, since in _others(span, usual=span == self.usual_span(on))
            ),
            links=(ListLink(_now("Jalons"), "milestone"),),
        )


def _others(span: Span, *, usual: bool) -> list[tuple[Span, str]]:
    """The spans to compare with: of the last twelve months, the one before is the same as a year before."""
    year_before = (span.year_before(), _now("sur un an"))
    return [year_before] if usual else [(span.previous(), _now("sur la période d’avant")), year_before]


def _due(dues: list[Due], span: Span, on: date) -> list[Due]:
    """Milestones whose last day is in the span and past on the day; those reached the same day are kept."""
    return [(due, done) for due, done in dues if span.first <= due <= span.last and (due < on or done)]


def _outcomes(dues: list[Due], span: Span, on: date) -> dict[str, int]:
    counts = {KEPT: 0, LATE: 0, MISSED: 0}
    for due, done in _due(dues, span, on):
        done = done if done and done <= on else None
        counts[MISSED if done is None else KEPT if done <= due else LATE] += 1
    return counts


def _share(dues: list[Due], span: Span, on: date) -> Decimal | None:
    counts = _outcomes(dues, span, on)
    return rate(counts[KEPT], sum(counts.values()))


def _labels() -> dict[str, str]:
    return {KEPT: _now("Tenus"), LATE: _now("Atteints en retard"), MISSED: _now("Passés, non atteints")}


def _cells(counts: dict[str, int]) -> tuple[Cell, ...]:
    return tuple(Cell(key, label, value=counts[key]) for key, label in _labels().items())


def _detail(counts: dict[str, int], delays: list[int]) -> str:
    whole = sum(counts.values())
    words = _now("%(kept)s sur %(whole)s") % {
        "kept": counts[KEPT], "whole": counted(whole, _now("jalon"), _now("jalons")),
    }  # fmt: skip
    if len(delays) < FEWEST:
        return words
    mean = counted(rounded(Decimal(sum(delays)) / len(delays), 0), _now("jour"), _now("jours"))
    return _now("%(words)s ; retard moyen des autres : %(mean)s") % {"words": words, "mean": mean}


def _chart(counts: dict[str, int]) -> DonutChart:
    return DonutChart(
        title=_now("Jalons dont la date est passée"),
        unit=_now("jalons"),
        source=_now("jalons des projets"),
        parts=tuple((label, counts[key]) for key, label in _labels().items() if counts[key]),
        centre_label=_now("jalons"),
    )
