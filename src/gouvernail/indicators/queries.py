"""Figures asked for by code, for pages, documents and commands; those asked for together tell of one instant."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from gouvernail.indicators.base import Indicator
from gouvernail.indicators.measure import Measure
from gouvernail.indicators.past import said_of_past
from gouvernail.indicators.registry import indicator_of, indicators
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.spans import Span
from gouvernail.registers.instant import one_instant


def measure(code: str, scope: Scope, on: date, span: Span | None = None) -> Measure:
    """Compute one indicator, over other days than its usual ones if asked; ``KeyError`` if the code is unknown."""
    with one_instant():
        return indicator_of(code).compute(scope, on, span)


def measure_all(
    scope: Scope, on: date, codes: Iterable[str] | None = None, span: Span | None = None
) -> dict[str, Measure]:
    """Compute several indicators (all, by family, unless ``codes`` names some), by code."""
    wanted = indicators() if codes is None else map(indicator_of, codes)
    with one_instant():
        return {one.code: one.compute(scope, on, span) for one in wanted}


def as_json(scope: Scope | None = None, on: date | None = None) -> list[dict[str, Any]]:
    """Return the whole catalogue as plain values, with what each indicator measures at ``scope`` when one is given.

    A figure that is not known is ``None``; one kept back is ``None`` and says so.
    """
    if scope is None:
        return [_described(one) for one in indicators()]
    on = on or scope.place.today()
    with one_instant():
        return [_described(one) | _values(one.compute(scope, on)) for one in indicators()]


def _described(one: Indicator) -> dict[str, Any]:
    words = (
        "code",
        "label",
        "question",
        "definition",
        "formula",
        "unit",
        "source",
        "owner_role",
        "frequency",
        "version",
    )
    return {word: str(getattr(one, word)) for word in words} | {
        "family": str(one.family.label),
        "direction": str(one.direction.label),
        "freshness_days": one.freshness_days,
        "past": said_of_past(one),
        "how_to_get": str(one.how_to_get),
        "dimensions": [str(dimension.label) for dimension in one.dimensions],
        "references": [
            {
                "label": str(reference.label),
                "value": reference.value,
                "unit": str(reference.unit),
                "since": reference.since,
                "source": str(reference.source),
            }
            for reference in one.references
        ],
    }


def _values(shown: Measure) -> dict[str, Any]:
    return {
        "on": shown.on,
        "value": shown.value,
        "text": shown.text,
        "period": shown.period,
        "detail": shown.detail,
        "numerator": shown.numerator,
        "denominator": shown.denominator,
        "as_of": shown.as_of,
        "stale": shown.stale,
        "absent_because": shown.absent_because,
        "total_withheld": shown.total_withheld,
        "withheld": shown.withheld,
        "comparisons": [
            {"label": one.label, "value": one.value, "change": one.change, "absent_because": one.absent_because}
            for one in shown.comparisons
        ],
        "breakdowns": {
            one.dimension: [{"label": cell.label, "value": cell.value, "withheld": cell.withheld} for cell in one.cells]
            for one in shown.breakdowns
        },
    }
