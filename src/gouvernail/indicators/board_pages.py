"""A dashboard as its template shows it: tiles first, then charts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import reverse

from gouvernail.indicators.boards import CHART, Layout
from gouvernail.indicators.files import BOARD_FILES
from gouvernail.indicators.measure import Measure
from gouvernail.indicators.narrowing import Part, narrowed
from gouvernail.indicators.pages import Line, line
from gouvernail.indicators.spans import Span
from gouvernail.organisations.models import Organisation
from gouvernail.ui.charts.model import BarChart, Chart, ColumnChart


@dataclass(frozen=True)
class BoardView:
    """The parts of a dashboard."""

    tiles: list[Line]
    charts: list[Line]
    left_out: list[str] = field(default_factory=list)


def board(
    layout: Layout,
    measures: Mapping[str, Measure],
    place: Organisation | None,
    span: Span | None,
    part: Part | None = None,
) -> BoardView:
    """Return the tiles and charts of a dashboard; without a place, nothing leads anywhere.

    An indicator shown with its chart that has none to show, or one of a single mark, becomes a tile. Narrowed to a
    ``part``, the board shows the figures of that part, and names the indicators that are not broken down that way.
    """
    query = f"?{urlencode({'du': span.first.isoformat(), 'au': span.last.isoformat()})}" if span else ""
    made = BoardView([], [])
    for item in layout.items:
        shown = measures[item.code]
        kept = narrowed(shown, part) if part else shown
        if kept is None:
            made.left_out.append(shown.label)
            continue
        one = line(place, kept, query)
        (made.charts if item.size == CHART and _compares(kept.chart) else made.tiles).append(one)
    return made


def _compares(chart: Chart | None) -> bool:
    """Whether a chart sets several values side by side: a lone column says no more than its figure."""
    if isinstance(chart, BarChart | ColumnChart):
        return sum(value is not None for series in chart.series for value in series.values) > 1
    return chart is not None


def kept_query(asked: Mapping[str, str], **more: str) -> str:
    """The query of the address, period and part kept, with something more."""
    kept = {name: asked[name] for name in ("du", "au", "partie") if asked.get(name)} | more
    if "partie" in asked:  # « Tous » is asked for too, where a board is narrowed by itself
        kept.setdefault("partie", "")
    return f"?{urlencode(kept)}" if kept else ""


def downloads(place: Organisation, layout: Layout, asked: Mapping[str, str]) -> list[dict[str, str]]:
    """The files of a board: as upper rooms draw it, then all its figures."""
    query = kept_query(asked)
    address = [place.slug, layout.key]
    drawn = [(label, reverse(name, args=address)) for label, name in BOARD_FILES]
    tables = [
        (one.upper(), reverse("board_file", args=[place.slug, layout.key, one])) for one in ("xlsx", "ods", "csv")
    ]
    return [{"label": label, "href": href + query} for label, href in drawn + tables]
