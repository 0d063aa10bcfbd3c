"""A dashboard as its template shows it: tiles first, then charts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from gouvernail.indicators.boards import CHART, Layout
from gouvernail.indicators.measure import Measure
from gouvernail.indicators.pages import Line, line
from gouvernail.indicators.spans import Span
from gouvernail.organisations.models import Organisation


@dataclass(frozen=True)
class BoardView:
    """The parts of a dashboard."""

    tiles: list[Line]
    charts: list[Line]


def board(layout: Layout, measures: Mapping[str, Measure], place: Organisation | None, span: Span | None) -> BoardView:
    """Return the tiles and charts of a dashboard; without a place, nothing leads anywhere.

    An indicator shown with its chart that has none to show becomes a tile.
    """
    query = f"?{urlencode({'du': span.first.isoformat(), 'au': span.last.isoformat()})}" if span else ""
    tiles, charts = [], []
    for item in layout.items:
        shown = measures[item.code]
        one = line(place, shown, query)
        (charts if item.size == CHART and shown.chart else tiles).append(one)
    return BoardView(tiles, charts)


def downloads(place: Organisation, layout: Layout, asked: Mapping[str, str]) -> list[dict[str, str]]:
    """The files of all the figures."""
    query = f"?{urlencode({name: asked[name] for name in ('du', 'au') if name in asked})}" if "du" in asked else ""
    return [
        {"label": one.upper(), "href": reverse("board_file", args=[place.slug, layout.key, one]) + query}
        for one in ("xlsx", "ods", "csv")
    ]
