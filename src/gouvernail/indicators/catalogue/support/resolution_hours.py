"""SUP-11: how long requests take in opening hours, where their hours are known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Dimension, Direction, Family, SpanIndicator
from gouvernail.indicators.catalogue.support.resolution import FEWEST, twelve_months
from gouvernail.indicators.measure import Breakdown, Cell, Comparison, ListLink, Reading, Value
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.request_facts import known, requests_of
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.served import served
from gouvernail.indicators.spans import Span
from gouvernail.indicators.wording import counted, rate, rounded, written
from gouvernail.kernel.periods import Month
from gouvernail.kernel.working_time import written_minutes
from gouvernail.support.minutes import Minutes, together
from gouvernail.support.models import RequestKind
from gouvernail.ui.charts.model import HistogramChart

ENOUGH = 80
"""Percentage of the requests resolved whose hours must be known: under it, the others might tell another story."""

BINS = ((60, _("1 h ou moins")), (240, _("1 à 4 h")), (480, _("4 à 8 h")), (960, _("8 à 16 h")), (2400, _("16 à 40 h")))


@indicator
class ResolutionHours(SpanIndicator):
    """Mean, median and ninth decile of the opening hours from opening to resolution, over twelve months."""

    code, family, icon = "SUP-11", Family.SUPPORT, "clock"
    label = _("Délai de résolution en heures")
    question = _("Combien d’heures d’ouverture du support une demande attend-elle ?")
    definition = _(
        "Moyenne des heures d’ouverture du support entre l’ouverture et la résolution, pour les demandes résolues "
        "pendant les douze derniers mois écoulés dont l’outil de tickets dit l’heure. La nuit, la pause, les jours "
        "fériés du territoire et les fermetures ne comptent pas ; les changements d’heure non plus. Le chiffre n’est "
        "donné que si l’heure est connue pour au moins quatre demandes résolues sur cinq ; la part restante est dite, "
        "et n’est ni estimée, ni mêlée à lui. Le délai en jours ouvrés de toutes les demandes est l’indicateur SUP-03."
    )
    formula = _(
        "Somme des minutes d’ouverture (résolution − ouverture) / nombre de demandes résolues à l’heure connue."
    )
    unit, unit_one = _("heures ouvrées"), _("heure ouvrée")
    direction = Direction.LOWER
    source = _("Outil de tickets, et horaires du support")
    owner_role = _("Référent SI")
    frequency = _("mensuelle")
    freshness_days = 45
    how_to_get = _(
        "Saisissez les horaires dans « Administration », « Horaires du support », et lisez les demandes par une source "
        "ou un fichier qui donne l’heure de leur ouverture et de leur résolution."
    )
    dimensions = (Dimension("kind", _("Nature")),)

    def usual_span(self, on: date) -> Span:
        """The last twelve whole months."""
        return twelve_months(on)

    def read_span(self, scope: Scope, on: date, span: Span) -> Reading:
        """The minutes over the days asked for; sums for those before and a year before."""
        by_kind = requests_of(scope).minutes_by_kind(span.first, span.last)
        resolved = sum(n.total() for n in scope_delays(scope, span).values())
        minutes = together(by_kind.values())
        seen, timed = known(scope, on), minutes.total
        shown = _is_enough(timed, resolved)
        return Reading(
            value=_hours(minutes.mean()) if shown else None,
            numerator=_hours(Fraction(minutes.sum)),
            denominator=timed,
            period=_now("douze derniers mois écoulés") if span == self.usual_span(on) else str(span),
            detail=_middle(minutes) if shown else "",
            as_of=seen.as_of,
            absent_because="" if shown else _why_absent(scope, timed, resolved),
            notes=(_left_out(timed, resolved),) if shown else (),
            chart=_chart(minutes, seen.as_of) if shown else None,
            breakdowns=(Breakdown("kind", _cells(by_kind)),) if shown else (),
            comparisons=tuple(
                Comparison(label, _of_span(scope, other), since) for label, other, since in _others(span, on)
            ),
            links=(ListLink(_now("Demandes résolues"), "request", "vue=resolues"),),
            groups=served(scope, on).groups,
        )

    def read_months(self, scope: Scope, on: date, months: Sequence[Month]) -> dict[Month, Value | None]:
        """From the sums of each month, asked for once."""
        return {month: _of_span(scope, Span.of_month(month)) for month in months}


def scope_delays(scope: Scope, span: Span) -> dict[str, Counter[int]]:
    """Return all the requests resolved in a span by working days, whether their hours are known or not."""
    return scope.once(
        ("delays", span, True), lambda: requests_of(scope).delays_by_kind(span.first, span.last, working=True)
    )


def _is_enough(timed: int, resolved: int) -> bool:
    return timed >= FEWEST and 100 * timed >= ENOUGH * resolved


def _of_span(scope: Scope, span: Span) -> Decimal | None:
    """The mean of a span of whole months, from their sums; of other days, from their minutes."""
    if span.months:
        months = list(requests_of(scope).between((Month.of(span.first), Month.of(span.last))))
        resolved, timed, minutes = (
            sum(getattr(one, name) for one in months) for name in ("closed", "timed", "minutes")
        )
    else:
        found = together(requests_of(scope).minutes_by_kind(span.first, span.last).values())
        resolved = sum(n.total() for n in scope_delays(scope, span).values())
        timed, minutes = found.total, found.sum
    return _hours(Fraction(minutes, timed)) if _is_enough(timed, resolved) else None


def _others(span: Span, on: date) -> list[tuple[str, Span, str]]:
    if span == twelve_months(on):
        return [(_now("les douze mois d’avant"), span.year_before(), _now("sur un an"))]
    before, year_before = span.previous(), span.year_before()
    return [
        (str(before), before, _now("sur la période d’avant")),
        (str(year_before), year_before, _now("sur un an")),
    ]


def _hours(minutes: Fraction) -> Decimal:
    return rounded(minutes / 60, 1)


def _middle(minutes: Minutes) -> str:
    return _now("médiane %(median)s ; neuf sur dix en %(p90)s ou moins") % {
        "median": written_minutes(int(rounded(minutes.median(), 0))),
        "p90": written_minutes(minutes.percentile(0.9)),
    }


def _left_out(timed: int, resolved: int) -> str:
    missing = resolved - timed
    if not missing:
        return _now("L’heure de toutes les demandes résolues est connue.")
    return _now(
        "%(count)s sans heure connue (%(share)s) : laissées de côté ici, comptées en jours ouvrés dans SUP-03."
    ) % {
        "count": counted(missing, _now("demande résolue"), _now("demandes résolues")),
        "share": written(rate(missing, resolved), "%"),
    }


def _why_absent(scope: Scope, timed: int, resolved: int) -> str:
    if not resolved:
        return _now("Aucune demande résolue n’est connue sur la période.")
    if not requests_of(scope).tells_hours:
        return _now("Les horaires du support ne sont pas saisis : les délais restent en jours ouvrés (SUP-03).")
    if not _is_enough(timed, resolved) and timed >= FEWEST:
        return _now(
            "L’heure n’est connue que pour %(share)s des demandes résolues, il en faut %(enough)s : les délais restent "
            "en jours ouvrés (SUP-03)."
        ) % {"share": written(rate(timed, resolved), "%"), "enough": written(ENOUGH, "%")}
    return _now(
        "L’heure est connue pour moins de cinq demandes résolues : les délais restent en jours ouvrés (SUP-03)."
    )


def _cells(by_kind: dict[str, Minutes]) -> tuple[Cell, ...]:
    return tuple(
        Cell(
            kind,
            str(RequestKind(kind).label),
            value=_hours(by_kind[kind].mean()) if by_kind[kind].total >= FEWEST else None,
            text=counted(by_kind[kind].total, _now("demande résolue"), _now("demandes résolues")),
            numerator=_hours(Fraction(by_kind[kind].sum)),
            denominator=by_kind[kind].total,
            link=ListLink(_now("Demandes résolues de cette nature"), "request", f"vue=resolues&kind={kind}"),
        )
        for kind in RequestKind.values
        if kind in by_kind
    )


def _chart(minutes: Minutes, as_of: date | None) -> HistogramChart:
    counts = minutes.up_to([upper for upper, _label in BINS])
    return HistogramChart(
        title=_now("Demandes résolues par délai en heures d’ouverture"),
        summary=_now("%(share)s des demandes sont résolues en une journée d’ouverture (8 h).")
        % {"share": written(rounded(Fraction(100 * sum(counts[:3]), minutes.total), 0), "%")},
        unit=_now("demandes"),
        source=_now("registre des demandes, horaires du support"),
        as_of=as_of,
        bins=(*(str(label) for _upper, label in BINS), _now("plus de 40\u00a0h")),
        counts=counts,
        axis_label=_now("Délai (heures d’ouverture)"),
    )
