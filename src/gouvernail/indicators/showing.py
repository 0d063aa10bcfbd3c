"""From what was read to what may be shown: the one place where privacy is applied."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from gouvernail.indicators.measure import Breakdown, Cell, Comparison, Measure, Reading, TrendPoint, Value
from gouvernail.indicators.wording import change, written
from gouvernail.organisations.protection import Group, Withholding, withholding
from gouvernail.ui.charts.numbers import agreed

if TYPE_CHECKING:
    from gouvernail.indicators.base import Indicator


def measure_of(indicator: Indicator, reading: Reading, *, path: str, on: date) -> Measure:
    """Return the measure that may be shown of a reading at the place of ``path``.

    Raises ``ValueError`` if a breakdown was not declared, or says not how many people it serves when it must.
    """
    kept_back = _kept_back(reading.groups)
    if path in kept_back.paths:
        return _withheld(indicator, reading, on)
    shown = _frame(indicator, reading, on)
    value = reading.value
    breakdowns = tuple(_breakdown(indicator, one, reading.groups, kept_back) for one in reading.breakdowns)
    measure = replace(
        shown,
        value=value,
        figure=written(value),
        text=written(value, shown.unit) or _("non renseigné"),
        numerator=reading.numerator if value is not None else None,
        denominator=reading.denominator if value is not None else None,
        detail=reading.detail if value is not None else "",
        tone=reading.tone if value is not None else "neutral",
        absent_because="" if value is not None else reading.absent_because,
        how_to_get="" if value is not None else str(indicator.how_to_get),
        notes=reading.notes,
        chart=reading.chart,
        breakdowns=breakdowns,
        withheld=sum(one.withheld for one in breakdowns),
        comparisons=tuple(
            _compared(one, value, points=shown.unit == "%")
            for one in reading.comparisons
            if not hides(one.groups, path)
        ),
        trend=tuple(_point(one, path) for one in reading.trend),
        rows=reading.links,
    )
    return replace(measure, chart=indicator.draw(measure))


def _frame(indicator: Indicator, reading: Reading, on: date) -> Measure:
    unit = str(indicator.unit_one or indicator.unit)
    if reading.value is None or abs(reading.value) >= 2:
        unit = str(indicator.unit)
    as_of = min(reading.as_of, on) if reading.as_of else None
    return Measure(
        code=indicator.code,
        label=str(indicator.label),
        value=None,
        figure="",
        unit=unit if reading.value is None else agreed(unit, reading.value),
        text="",
        on=on,
        source=str(indicator.source),
        period=reading.period,
        as_of=as_of,
        stale=as_of is not None and as_of < on - timedelta(days=indicator.freshness_days),
    )


def _withheld(indicator: Indicator, reading: Reading, on: date) -> Measure:
    """Nothing of the reading: neither the figure, nor what adds up to it, nor what it was before."""
    hidden = sum(len(one.cells) for one in reading.breakdowns if indicator.dimension(one.dimension).serves_people)
    return replace(
        _frame(indicator, replace(reading, value=None), on),
        text=_("non affiché"),
        absent_because=_(
            "Non affiché : moins de 5 personnes sont concernées, ou leur nombre n’est pas connu. Personne n’est mesuré."
        ),
        how_to_get=_("Renseignez l’effectif de la collectivité et de chacun de ses services."),
        total_withheld=True,
        withheld=hidden,
    )


def _breakdown(indicator: Indicator, one: Breakdown, groups: tuple[Group, ...], kept_back: Withholding) -> Breakdown:
    if one.dimension not in {dimension.name for dimension in indicator.dimensions}:
        raise ValueError(f"{indicator.code} declares no dimension {one.dimension!r}.")
    if not indicator.dimension(one.dimension).serves_people:
        return one
    known = {group.key: group.people for group in groups}
    if missing := [cell.key for cell in one.cells if cell.key not in known]:
        raise ValueError(f"{indicator.code} does not say how many people stand behind {missing}.")
    return replace(one, cells=tuple(_cell(cell, known[cell.key], kept_back) for cell in one.cells))


def _cell(cell: Cell, people: int | None, kept_back: Withholding) -> Cell:
    if cell.key in kept_back.keys:
        return kept_back_cell(cell.key, cell.label)
    return replace(cell, people=people)


def kept_back_cell(key: str, label: str) -> Cell:
    """A part of which nothing is shown but its name."""
    reason = _("Non affiché : protège un groupe de moins de 5 personnes")
    return Cell(key, label, value=None, text=reason, withheld=True)


def hides(groups: tuple[Group, ...] | None, path: str) -> bool:
    """Whether what these people did may not be shown at a place."""
    return groups is not None and path in _kept_back(groups).paths


@lru_cache(maxsize=64)
def _kept_back(groups: tuple[Group, ...]) -> Withholding:
    """Decide once for all the figures of a page: they are about the same people."""
    return withholding(groups)


def _compared(one: Comparison, value: Value | None, *, points: bool) -> Comparison:
    return replace(one, change=change(value, one.value, points=points), groups=None)


def _point(one: TrendPoint, path: str) -> TrendPoint:
    return replace(one, value=None if hides(one.groups, path) else one.value, groups=None)
