"""A figure month by month: its line, its trend with its uncertainty, its seasons, and what was corrected of its past.

A trend is that of ``slopes``; a season is said when the years rank their months alike: Spearman's correlation between
two years (Spearman, « The proof and measurement of association between two things », American Journal of Psychology 15,
1904), Friedman's test over three (Friedman, « The use of ranks to avoid the assumption of normality », Journal of the
American Statistical Association 32, 1937), at 5 %.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import isnan
from statistics import median

from django.utils.translation import gettext as _

from gouvernail.indicators.base import Indicator
from gouvernail.indicators.measure import Value
from gouvernail.indicators.past import Past, read_on
from gouvernail.indicators.records import months_recorded
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.showing import hides
from gouvernail.indicators.slopes import LEVEL, Slope, drift_of, slope_of
from gouvernail.indicators.snapshots import corrections_of
from gouvernail.indicators.wording import rounded, signed
from gouvernail.kernel.periods import MONTHS as NAMES
from gouvernail.kernel.periods import Month, months_between
from gouvernail.ui.charts.model import LineChart, Series
from gouvernail.ui.charts.numbers import agreed

YEAR, YEARS = 12, 3
FEWEST = 12
"""Months known under which no trend is looked for."""
SHOWN_LEAST = 0.001
"""The smallest chance that is written as a number."""

Months = Mapping[Month, Value | None]


@dataclass(frozen=True)
class Evolution:
    """What a page shows of a figure in time; ``chart`` and ``seasons`` are ``None`` under two points and two years."""

    chart: LineChart | None
    trend: str
    method: str
    seasons: LineChart | None
    corrections: list[str]


def evolution_of(one: Indicator, scope: Scope, on: date) -> Evolution | None:
    """Return a figure month by month up to a day, as it may be shown; ``None`` where there is nothing to say.

    One query for records; for facts, one reading a month, which asks the database once where facts are kept.
    """
    corrections = corrections_of(one.code, scope.place, on)
    months = months_of(one, scope, on) if one.by_month else {}
    known = [month for month, value in months.items() if value is not None]
    if len(known) < 2:
        return Evolution(None, "", "", None, corrections) if corrections else None
    slope = trend_of(one, months) if len(known) >= FEWEST else None
    return Evolution(
        chart=_chart(one, months, on),
        trend=_said(slope, one, len(known)),
        method=_method(slope, one) if slope else "",
        seasons=_seasons(one, months, on),
        corrections=corrections,
    )


def months_of(one: Indicator, scope: Scope, on: date) -> dict[Month, Value | None]:
    """Return the figure of each of the last thirty-six whole months, from the first that is known.

    Of a figure of days, that of the month; of a stock, what it was at its end. What may not be shown is ``None``.
    """
    last = Month.of(on).previous()
    months = list(months_between(last.shifted(1 - YEARS * YEAR), last))
    if one.is_over_days:
        found = one.read_months(scope, on, months)
    elif one.past == Past.RECORDS:
        found = dict(months_recorded(scope, one, months[0], last))
    else:
        found = {month: _at_end(one, scope, on, month) for month in months}
    first = next((at for at, month in enumerate(months) if found.get(month) is not None), len(months))
    return {month: found.get(month) for month in months[first:]}


def _at_end(one: Indicator, scope: Scope, on: date, month: Month) -> Value | None:
    reading = read_on(one, scope, on, month.last_day)
    return None if hides(reading.groups or None, scope.path) else reading.value


def trend_of(one: Indicator, months: Months) -> Slope:
    """Return the slope of a run of months: of the values where months stand apart, of their changes for a stock."""
    known = [(at, month, float(value)) for at, (month, value) in enumerate(months.items()) if value is not None]
    places, values = [at for at, _month, _value in known], [value for _at, _month, value in known]
    if one.is_over_days:
        return slope_of(values, [month.month for _at, month, _value in known], places)
    return drift_of(values, places)


def _said(slope: Slope | None, one: Indicator, known: int) -> str:
    if slope is None:
        return _("Tendance non dite : %(known)s mois connus, il en faut %(least)s.") % {
            "known": known, "least": FEWEST,
        }  # fmt: skip
    if not slope.is_one:
        return _("Aucune tendance établie sur %(known)s mois : les écarts peuvent tenir au hasard.") % {"known": known}
    words = _("Hausse établie") if slope.each > 0 else _("Baisse établie")
    unit = agreed(_("points") if one.unit == "%" else str(one.unit), slope.each)
    return _("%(words)s sur %(known)s mois : %(each)s %(unit)s par mois, entre %(low)s et %(high)s.") % {
        "words": words, "known": known, "unit": unit,
        "each": _rate(slope.each), "low": _rate(slope.low), "high": _rate(slope.high),
    }  # fmt: skip


def _levelled(years: Sequence[Sequence[float]]) -> list[list[float]]:
    """Take away the median gain of a month, told from the same months of years that follow each other."""
    pairs = [pair for later, before in pairwise(years) for pair in zip(later, before, strict=True)]
    gain = median((later - before) / YEAR for later, before in pairs)
    return [[round(value - gain * at, 9) for at, value in enumerate(year)] for year in years]


def _rate(value: float) -> str:
    return signed(rounded(value, 1 if abs(value) >= 1 else 2).normalize() + 0)


def _method(slope: Slope, one: Indicator) -> str:
    p = f"= {slope.p:.3f}".replace(".", ",") if slope.p >= SHOWN_LEAST else "< 0,001"
    if not one.is_over_days:
        return _(
            "Médiane de Hodges et Lehmann des variations d’un mois à l’autre, intervalle à 95 %%, p %(p)s (test des "
            "rangs signés de Wilcoxon)."
        ) % {"p": p}
    seasons = _("saisons retirées") if slope.seasonal else _("saisons non retirées : moins de deux années connues")
    return _("Pente de Theil et Sen, intervalle à 95 %%, p %(p)s (test de Mann et Kendall), %(seasons)s.") % {
        "p": p, "seasons": seasons,
    }  # fmt: skip


def _chart(one: Indicator, months: Months, on: date) -> LineChart:
    drawn = list(months)
    return LineChart(
        title=_("Mois par mois") if one.is_over_days else _("À la fin de chaque mois"),
        unit=str(one.unit),
        source=_("relevés de Gouvernail") if one.past == Past.RECORDS else str(one.source),
        as_of=min(drawn[-1].last_day, on),
        categories=tuple(
            month.short() if not at or month.month == 1 else month.abbreviation for at, month in enumerate(drawn)
        ),
        series=(Series(str(one.label), tuple(months.values())),),
        category_label=_("Mois"),
    )


def _seasons(one: Indicator, months: Months, on: date) -> LineChart | None:
    """Draw whole years one over the other, the latest first; ``None`` unless two of them are wholly known."""
    years = whole_years_of(months)
    if len(years) < 2:
        return None
    return LineChart(
        title=_("Une année sur l’autre"),
        summary=season_said([[float(value) for value in year.values()] for year in years], list(years[0])),
        unit=str(one.unit),
        source=_("relevés de Gouvernail") if one.past == Past.RECORDS else str(one.source),
        as_of=on,
        categories=tuple(month.abbreviation for month in years[0]),
        series=tuple(
            Series(_("%(first)s à %(last)s") % {"first": min(year), "last": max(year)}, tuple(year.values()))
            for year in years
        ),
        category_label=_("Mois"),
    )


def whole_years_of(months: Months) -> list[dict[Month, Value]]:
    """Cut a run of months into years that end with it, the latest first, as long as each is wholly known."""
    run = list(months.items())
    years = []
    while len(run) >= YEAR and all(value is not None for _month, value in run[-YEAR:]):
        years.append({month: value for month, value in run[-YEAR:] if value is not None})
        run = run[:-YEAR]
    return years


def season_said(years: Sequence[Sequence[float]], months: Sequence[Month]) -> str:
    """Say which months are high and low where years rank their months alike, else that no season is established.

    ``years`` come the latest first; what they gain from one to the next is taken away, so that a rise is no season.
    """
    from scipy.stats import friedmanchisquare, spearmanr

    years = _levelled(years)
    if any(len(set(year)) == 1 for year in years):
        return _("Aucune saison établie.")
    if len(years) == 2:
        p = float(spearmanr(years[0], years[1], alternative="greater").pvalue)
    else:
        p = float(friedmanchisquare(*zip(*years, strict=True)).pvalue)
    if isnan(p) or p >= LEVEL:
        return _("Aucune saison établie : d’une année à l’autre, ce ne sont pas les mêmes mois qui montent.")
    whole = [sum(values) for values in zip(*years, strict=True)]
    low, high = (NAMES[months[whole.index(reached)].month - 1] for reached in (min(whole), max(whole)))
    return _("Les saisons se ressemblent d’une année à l’autre : le plus bas en %(low)s, le plus haut en %(high)s.") % {
        "low": low, "high": high,
    }  # fmt: skip
