"""The row of figures of the home page, made of what the indicators measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from gouvernail.indicators.measure import Measure
from gouvernail.indicators.registry import indicator_of
from gouvernail.kernel.text import fold
from gouvernail.organisations.models import Organisation
from gouvernail.ui.charts.svg import sparkline

SHOWN = ("CYB-11", "PRJ-01", "PRJ-02", "PAT-06", "CTR-02", "SUP-01")


@dataclass(frozen=True)
class TileView:
    """One tile: a figure, its unit, what it says, and the page that explains it."""

    label: str
    value: str
    unit: str
    detail: str
    tone: str
    href: str
    icon: str
    spark: str


def tiles(place: Organisation, measures: Mapping[str, Measure]) -> list[TileView]:
    """Return the tiles of a place in their order; an absent figure says why it is absent."""
    return [_tile(place, measures[code]) for code in SHOWN]


def _tile(place: Organisation, one: Measure) -> TileView:
    return TileView(
        one.label,
        _("non affiché") if one.total_withheld else one.figure,
        _unit(one),
        one.absent_because or " · ".join(filter(None, (one.detail, _change(one)))),
        one.tone,
        reverse("indicator", args=[place.slug, one.code]),
        indicator_of(one.code).icon,
        sparkline(one.trend_values, tone=one.tone) if sum(value is not None for value in one.trend_values) > 1 else "",
    )


def _unit(one: Measure) -> str:
    """Return the unit, unless the label already says what is counted (« Demandes au service SI » : 219)."""
    return "" if fold(one.unit)[:6] in fold(one.label) else one.unit


def _change(one: Measure) -> str:
    """Return the longest look back: a year before says more than the quarter before, which seasons move."""
    return next((compared.change for compared in reversed(one.comparisons) if compared.change), "")
