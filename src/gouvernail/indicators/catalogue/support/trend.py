"""SUP-06: whether requests grow, and how sure one may be of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Direction, Family, Indicator
from gouvernail.indicators.measure import ListLink, Reading, TrendPoint
from gouvernail.indicators.past import Past
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.request_facts import known, openings, total
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.served import served
from gouvernail.indicators.slopes import Slope, slope_of
from gouvernail.indicators.spans import Span
from gouvernail.indicators.wording import rounded, signed
from gouvernail.kernel.periods import MONTHS as NAMES
from gouvernail.kernel.periods import Month, months_between
from gouvernail.ui.charts.model import LineChart, Series

MONTHS, FEWEST, YEAR = 24, 12, 12


@indicator
class RequestTrend(Indicator):
    """The slope of requests over twenty-four months, said only when it is one."""

    code, family, icon = "SUP-06", Family.SUPPORT, "chart-line"
    label = _("Tendance des demandes")
    question = _("Les demandes augmentent-elles vraiment ?")
    definition = _(
        "Pente des demandes par mois sur les vingt-quatre derniers mois écoulés, par la droite de Theil et Sen (la "
        "médiane des pentes entre chaque couple de mois), que quelques mois extrêmes ne tirent pas. Elle n’est dite "
        "que si le test de Mann et Kendall écarte le hasard au seuil de 5 % ; sinon, la tendance est dite incertaine. "
        "Quand deux années entières sont connues, un mois n’est comparé qu’au même mois de l’autre année, pour que "
        "l’été ne passe pas pour une baisse ; les deux années sont alors dessinées l’une sur l’autre, saisons "
        "comprises."
    )
    formula = _("Médiane des (demandes du mois j − demandes du mois i) / (j − i), entre mêmes mois de deux années.")
    unit, unit_one = _("demandes par mois"), _("demande par mois")
    direction = Direction.CONTEXT
    source = _("Registre des demandes (outil de tickets ou saisie)")
    owner_role = _("Référent SI")
    frequency = _("trimestrielle")
    freshness_days = 45
    past = Past.FACTS
    past_reason = _("Chaque demande porte son jour : la pente se recalcule à toute date.")
    compares = by_month = False
    how_to_get = _("Il faut au moins douze mois complets de demandes.")

    def read(self, scope: Scope, on: date) -> Reading:
        """Five queries: the months, what is known, and who is served."""
        last = Month.of(on).previous()
        months = list(months_between(last.shifted(1 - MONTHS), last))
        seen = known(scope, on)
        counts = openings(scope, months[0].first_day, last.last_day)
        known_months = [month for month in months if seen.holds_month(month)]
        values = [total(counts, Span.of_month(month)) for month in known_months]
        slope = slope_of(values, [month.month for month in known_months]) if len(values) >= FEWEST else None
        return Reading(
            value=rounded(slope.each, 1) if slope and slope.is_one else (Decimal(0) if slope else None),
            period=_now("%(count)s derniers mois écoulés") % {"count": len(values)},
            detail=_said(slope) if slope else "",
            as_of=seen.as_of,
            absent_because=_now("Moins de douze mois complets de demandes sont connus."),
            notes=(_explained(slope),) if slope else (),
            chart=_chart(known_months, values, seen.as_of) if slope else None,
            trend=tuple(
                TrendPoint(str(month), total(counts, Span.of_month(month)) if seen.holds_month(month) else None)
                for month in months[-12:]
            ),
            links=(ListLink(_now("Toutes les demandes"), "request"),),
            groups=served(scope, on).groups,
        )


def _chart(months: list[Month], values: list[int], as_of: date | None) -> LineChart:
    """The months one after the other; two whole years one over the other, so that seasons are seen."""
    two_years = len(months) == MONTHS
    drawn = months[-YEAR:] if two_years else months
    return LineChart(
        title=_now("Demandes par mois, une année sur l’autre") if two_years else _now("Demandes par mois"),
        summary=_seasons(months, values) if two_years else "",
        unit=_now("demandes"),
        source=_now("registre des demandes"),
        as_of=as_of,
        categories=tuple(
            month.abbreviation if two_years or (at and month.month != 1) else month.short()
            for at, month in enumerate(drawn)
        ),
        series=(
            (_year(months[-YEAR:], values[-YEAR:]), _year(months[:YEAR], values[:YEAR]))
            if two_years
            else (Series(_now("Demandes"), tuple(values)),)
        ),
        category_label=_now("Mois"),
    )


def _year(months: list[Month], values: list[int]) -> Series:
    return Series(_now("%(first)s à %(last)s") % {"first": months[0], "last": months[-1]}, tuple(values))


def _seasons(months: list[Month], values: list[int]) -> str:
    """The quietest and the busiest month of both years together; "" when they are alike."""
    both = [values[at] + values[at + YEAR] for at in range(YEAR)]
    if min(both) == max(both):
        return ""
    quiet, busy = (NAMES[months[both.index(reached)].month - 1] for reached in (min(both), max(both)))
    return _now("Sur les deux années, le mois le plus calme est %(quiet)s, le plus chargé %(busy)s.") % {
        "quiet": quiet, "busy": busy,
    }  # fmt: skip


def _said(slope: Slope) -> str:
    if not slope.is_one:
        return _now("aucune tendance établie : les écarts peuvent tenir au hasard")
    words = _now("hausse établie") if slope.each > 0 else _now("baisse établie")
    return _now("%(words)s, entre %(low)s et %(high)s par mois") % {
        "words": words, "low": signed(rounded(slope.low, 1)), "high": signed(rounded(slope.high, 1)),
    }  # fmt: skip


def _explained(slope: Slope) -> str:
    seasons = (
        _now("saisons retirées") if slope.seasonal else _now("saisons non retirées : moins de deux années connues")
    )
    return _now("Pente de Theil et Sen, intervalle à 95 %%, p = %(p)s (test de Mann et Kendall), %(seasons)s.") % {
        "p": f"{slope.p:.3f}".replace(".", ","), "seasons": seasons,
    }  # fmt: skip
