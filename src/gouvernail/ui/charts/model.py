"""What a chart says, before anybody draws it.

A chart is described once, as one of these values, and drawn three ways: as SVG in the page, as a native editable
chart in a PPTX, as static SVG in a PDF; always with its table. A value holds no colour and no size. Decimals are
accepted wherever a number is, and kept as plain numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

Number = int | float


def _plain(value: Number | Decimal | None) -> Number | None:
    """Return ``value`` as an int or a float: money arrives as decimals, a drawing measures pixels."""
    if isinstance(value, Decimal):
        return int(value) if value.is_finite() and value == value.to_integral_value() else float(value)
    return value


@dataclass(frozen=True)
class Series:
    """One named run of values, one for each category; ``None`` is an absent value, never a zero.

    ``at_least`` holds the positions of the values that are minimums: sums in which a part is not known; ``nothing``
    those of zeros that stand for no thing at all, written with a dash.
    """

    label: str
    values: tuple[Number | None, ...]
    at_least: tuple[int, ...] = ()
    nothing: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", tuple(map(_plain, self.values)))


@dataclass(frozen=True)
class Chart:
    """What every chart carries: title, one sentence that says what it shows, unit, source and the day of its data."""

    title: str
    summary: str = ""
    unit: str = ""
    source: str = ""
    as_of: date | None = None


@dataclass(frozen=True)
class ColumnChart(Chart):
    """Vertical columns over categories; stacked when there are several series, with the total above.

    ``category_label`` heads the first column of the table (« Mois », « Année »).
    """

    categories: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()
    stacked: bool = True
    category_label: str = "Catégorie"


@dataclass(frozen=True)
class BarChart(Chart):
    """Horizontal bars, for categories with long names; several series are stacked.

    ``as_share`` draws each bar at 100 %; ``ranked`` says that the series are steps of one scale (first, second…), drawn
    as shades of one blue.
    """

    categories: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()
    as_share: bool = False
    ranked: bool = False
    category_label: str = "Catégorie"


@dataclass(frozen=True)
class LineChart(Chart):
    """A line for each series over ordered categories (months, quarters)."""

    categories: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()
    category_label: str = "Catégorie"


@dataclass(frozen=True)
class DonutChart(Chart):
    """Shares of a whole, the total in the middle; five parts at most (beyond, use a bar chart)."""

    parts: tuple[tuple[str, Number], ...] = ()
    centre_label: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "parts", tuple((label, _plain(value)) for label, value in self.parts))


@dataclass(frozen=True)
class GaugeChart(Chart):
    """A rate from 0 to 100 on a half circle, with its target."""

    percent: Number | None = None
    target: Number | None = None
    caption: str = ""
    tone: str = "neutral"  # neutral, good, risk, alert

    def __post_init__(self) -> None:
        object.__setattr__(self, "percent", _plain(self.percent))
        object.__setattr__(self, "target", _plain(self.target))


@dataclass(frozen=True)
class HistogramChart(Chart):
    """Counts by bin; bins at or beyond ``threshold_index`` are beyond a limit that ``threshold_label`` names."""

    bins: tuple[str, ...] = ()
    counts: tuple[Number, ...] = ()
    threshold_index: int | None = None
    threshold_label: str = ""
    axis_label: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "counts", tuple(map(_plain, self.counts)))


@dataclass(frozen=True)
class GanttMark:
    """A dated event above the bars: a committee, a vote; or a milestone on a bar."""

    label: str
    on: date


@dataclass(frozen=True)
class GanttBar:
    """One bar of a roadmap: a span of days, how much of it is done, and how it goes.

    ``vague`` says that the ends are known to the quarter or the year only (a partial date), not to the day; ``steps``
    are the milestones of what the bar stands for.
    """

    label: str
    group: str
    start: date
    end: date
    percent: int | None = None
    tone: str = "on_track"  # on_track, risk, alert, done, planned
    href: str = ""
    vague: bool = False
    steps: tuple[GanttMark, ...] = ()


@dataclass(frozen=True)
class GanttCell:
    """What is used of something during a span of days, and how much of it there is; ``None`` when nobody said it."""

    label: str
    start: date
    end: date
    value: Number | None
    limit: Number | None

    def __post_init__(self) -> None:
        object.__setattr__(self, "value", _plain(self.value))
        object.__setattr__(self, "limit", _plain(self.limit))

    @property
    def excess(self) -> Number:
        """How far the value exceeds its limit; 0 when either is unknown."""
        if self.value is None or self.limit is None:
            return 0
        return max(0, self.value - self.limit)


@dataclass(frozen=True)
class GanttLane:
    """A line under the bars, on the same time: what they use (money, days) against what there is."""

    label: str
    unit: str
    used: str
    limit: str
    cells: tuple[GanttCell, ...] = ()


@dataclass(frozen=True)
class GanttChart(Chart):
    """Bars grouped by axis over quarters, with marks and the present day; lanes below say what the bars use.

    Lanes are drawn as SVG and told in the table; a document that draws the bars natively leaves them out.
    """

    start: date = date(2026, 1, 1)
    end: date = date(2026, 12, 31)
    bars: tuple[GanttBar, ...] = ()
    marks: tuple[GanttMark, ...] = ()
    today: date | None = None
    lanes: tuple[GanttLane, ...] = ()


@dataclass(frozen=True)
class ChartTable:
    """The same figures as rows: what stands under each chart, for those who cannot see or want the numbers."""

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = field(default_factory=tuple)
