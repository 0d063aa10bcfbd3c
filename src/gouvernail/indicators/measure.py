"""What an indicator reads, and what may be shown of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gouvernail.organisations.protection import Group
from gouvernail.ui.charts.model import Chart

Value = int | Decimal


@dataclass(frozen=True)
class ListLink:
    """The list behind a number: the kind of its register and the query that narrows it."""

    label: str
    kind: str
    query: str = ""


@dataclass(frozen=True)
class Cell:
    """One part of a breakdown; ``people`` is how many people are served behind it, where the dimension serves people.

    A withheld cell keeps its label only: no value, no number of people, no list.
    """

    key: str
    label: str
    value: Value | None
    text: str = ""
    numerator: Value | None = None
    denominator: Value | None = None
    people: int | None = None
    link: ListLink | None = None
    withheld: bool = False


@dataclass(frozen=True)
class Breakdown:
    """The cells of one dimension that the indicator declared; ``unit`` is that of their values (a count without)."""

    dimension: str
    cells: tuple[Cell, ...]
    unit: str = ""

    @property
    def withheld(self) -> int:
        """How many cells are kept back."""
        return sum(cell.withheld for cell in self.cells)


@dataclass(frozen=True)
class Comparison:
    """The same figure at another time; ``since`` says how far it is (« sur un an »), ``change`` how far it moved.

    ``groups`` are the people then, when they were others; ``sub`` says where the value comes from, ``absent_because``
    why there is none.
    """

    label: str
    value: Value | None
    since: str = ""
    groups: tuple[Group, ...] | None = None
    change: str = ""
    sub: str = ""
    absent_because: str = ""


@dataclass(frozen=True)
class TrendPoint:
    """One point of the line beside the figure."""

    label: str
    value: Value | None
    groups: tuple[Group, ...] | None = None


@dataclass(frozen=True)
class Reading:
    """What an indicator read from the database, before anybody asked whether it may be shown.

    ``groups`` are the people of the whole tree of the place, part by part (empty when nobody is served behind the
    figure). ``absent_because`` says why ``value`` is ``None``.
    """

    value: Value | None = None
    numerator: Value | None = None
    denominator: Value | None = None
    period: str = ""
    detail: str = ""
    tone: str = "neutral"
    as_of: date | None = None
    absent_because: str = ""
    notes: tuple[str, ...] = ()
    chart: Chart | None = None
    breakdowns: tuple[Breakdown, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    trend: tuple[TrendPoint, ...] = ()
    links: tuple[ListLink, ...] = ()
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True)
class Measure:
    """A figure as anybody who may see indicators here may see it.

    ``figure`` is the number alone ("" when there is none), ``text`` the number with its unit or the reason why there
    is none; ``withheld`` counts the cells kept back, ``total_withheld`` says that the figure itself is.
    """

    code: str
    label: str
    value: Value | None
    figure: str
    unit: str
    text: str
    on: date
    source: str
    numerator: Value | None = None
    denominator: Value | None = None
    period: str = ""
    detail: str = ""
    tone: str = "neutral"
    as_of: date | None = None
    stale: bool = False
    absent_because: str = ""
    how_to_get: str = ""
    total_withheld: bool = False
    withheld: int = 0
    notes: tuple[str, ...] = ()
    chart: Chart | None = None
    breakdowns: tuple[Breakdown, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    trend: tuple[TrendPoint, ...] = ()
    rows: tuple[ListLink, ...] = ()

    @property
    def trend_values(self) -> tuple[Value | None, ...]:
        """The points of the sparkline."""
        return tuple(point.value for point in self.trend)

    def cells(self, dimension: str) -> tuple[Cell, ...]:
        """The cells of a dimension; none when it was not computed."""
        return next((one.cells for one in self.breakdowns if one.dimension == dimension), ())
