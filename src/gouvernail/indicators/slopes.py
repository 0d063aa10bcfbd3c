"""Whether a run of monthly values goes somewhere, and how fast.

The slope is the median of the slopes between pairs of values (Sen, « Estimates of the regression coefficient based on
Kendall's tau », Journal of the American Statistical Association 63, 1968), with its interval at 95 %. It is called a
slope only when Kendall's test against time sets chance aside at 5 % (Mann, « Nonparametric tests against trend »,
Econometrica 13, 1945). Where two whole years are known, only the same months of different years are compared, so that
seasons are no trend (Hirsch, Slack and Smith, « Techniques of trend analysis for monthly water quality data », Water
Resources Research 18, 1982).

A stock carries each month what it was the month before: its values are no separate draws, and chance alone would often
look like a slope. Its monthly changes are tested instead: their centre is that of Hodges and Lehmann (« Estimates of
location based on rank tests », Annals of Mathematical Statistics 34, 1963), the median of the means of pairs, with its
interval; it is called a drift when the signed ranks of Wilcoxon (« Individual comparisons by ranking methods »,
Biometrics Bulletin 1, 1945) set chance aside at 5 %.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, combinations_with_replacement
from math import isnan, sqrt
from statistics import median

LEVEL = 0.05
YEAR = 12


@dataclass(frozen=True)
class Slope:
    """How much is gained each month, between which bounds, and the chance of seeing as much where nothing moves."""

    each: float
    low: float
    high: float
    p: float
    seasonal: bool

    @property
    def is_one(self) -> bool:
        """Whether chance alone hardly explains it, and its bounds agree on which way it goes."""
        return self.p < LEVEL and self.each != 0 and not self.low <= 0 <= self.high


def slope_of(values: Sequence[float], seasons: Sequence[int], places: Sequence[int] | None = None) -> Slope:
    """Return the slope of ``values``; ``seasons`` gives the month of the year of each. ``ValueError`` under three.

    ``places`` gives the rank of each in time, where some months are not known.
    """
    places = range(len(values)) if places is None else places
    if len(values) < 3:
        raise ValueError("Une pente demande au moins trois valeurs.")
    if len(values) >= 2 * YEAR:
        return _seasonal(values, seasons, places)
    from scipy.stats import kendalltau, theilslopes

    found = theilslopes(values, places, alpha=1 - LEVEL)
    p = float(kendalltau(places, values).pvalue)
    return Slope(float(found.slope), float(found.low_slope), float(found.high_slope), 1.0 if isnan(p) else p, False)


def _seasonal(values: Sequence[float], seasons: Sequence[int], places: Sequence[int]) -> Slope:
    from scipy.stats import norm

    months: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for at, value, season in zip(places, values, seasons, strict=True):
        months[season].append((at, value))
    pairs = [pair for found in months.values() for pair in combinations(found, 2)]
    slopes = sorted((after[1] - before[1]) / (after[0] - before[0]) for before, after in pairs)
    score = sum((slope > 0) - (slope < 0) for slope in slopes)
    spread = sqrt(sum(_variance([value for _at, value in found]) for found in months.values()))
    if not spread:
        return Slope(median(slopes), slopes[0], slopes[-1], 1.0, True)
    z = (score - (score > 0) + (score < 0)) / spread
    reach = float(norm.ppf(1 - LEVEL / 2)) * spread
    low, high = round((len(slopes) - reach) / 2), round((len(slopes) + reach) / 2)
    bounds = slopes[max(low - 1, 0)], slopes[min(high, len(slopes) - 1)]
    return Slope(median(slopes), *bounds, float(2 * norm.sf(abs(z))), True)


def drift_of(values: Sequence[float], places: Sequence[int]) -> Slope:
    """Return how much a stock gains each month; ``places`` gives the month of each value. ``ValueError`` under three.

    Between two months that are not next to each other, the change is shared out equally.
    """
    if len(values) < 3:
        raise ValueError("Une dérive demande au moins trois valeurs.")
    from scipy.stats import norm, wilcoxon

    pairs = zip(zip(places, values, strict=True), zip(places[1:], values[1:], strict=True), strict=False)
    changes = [(then - before) / (at - since) for (since, before), (at, then) in pairs]
    moved = [change for change in changes if change]
    p = float(wilcoxon(moved).pvalue) if len(moved) > 1 else 1.0
    means = sorted((one + other) / 2 for one, other in combinations_with_replacement(changes, 2))
    count = len(changes)
    reach = float(norm.ppf(1 - LEVEL / 2)) * sqrt(count * (count + 1) * (2 * count + 1) / 24)
    rank = max(round(count * (count + 1) / 4 - reach), 0)
    return Slope(median(means), means[rank], means[-1 - rank], p, False)


def _variance(values: Iterable[float]) -> float:
    """The variance of Kendall's score of a run without trend, ties taken into account."""
    counts: dict[float, int] = defaultdict(int)
    for value in values:
        counts[value] += 1
    sizes = [sum(counts.values()), *counts.values()]
    terms = [n * (n - 1) * (2 * n + 5) / 18 for n in sizes]
    return terms[0] - sum(terms[1:])
