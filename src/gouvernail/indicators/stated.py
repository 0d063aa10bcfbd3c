"""Figures made of what functions state: over a span, or on a day. Subclass one in ``catalogue/``, name its facts."""

from __future__ import annotations

from abc import abstractmethod
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import ClassVar

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Indicator, SpanIndicator, Text
from gouvernail.indicators.measure import Breakdown, Cell, Comparison, ListLink, Reading, TrendPoint, Value
from gouvernail.indicators.past import Past
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.spans import Span
from gouvernail.indicators.stated_rows import Line, Told, at, over, statements
from gouvernail.indicators.wording import rate, short_day, written
from gouvernail.kernel.periods import Quarter
from gouvernail.statements.reading import Stated as StatedRow
from gouvernail.ui.charts.model import ColumnChart, DonutChart, Series

QUARTERS = 5


@dataclass(frozen=True)
class Figure:
    """A figure with its two terms."""

    value: Value | None
    numerator: Value | None = None
    denominator: Value | None = None


NOTHING = Figure(None)


def link_to(fact: str) -> ListLink:
    """The statements of a fact: the list behind the figure, and the page on which they are written."""
    return ListLink(_now("Chiffres relevés"), "statement", f"fact={fact}")


def plain(value: Decimal) -> Value:
    """A whole number where it is one."""
    return int(value) if value == value.to_integral_value() else value


def donut_of(one: Indicator, reading: Reading) -> DonutChart | None:
    """What is so and what is not, of a share; nothing without a figure."""
    part, whole = reading.numerator, reading.denominator
    if reading.value is None or part is None or not whole:
        return None
    return DonutChart(
        title=str(one.label), source=_now("chiffres relevés"), as_of=reading.as_of,
        parts=((_now("Oui"), part), (_now("Non"), whole - part)), centre_label=_now("au total"),
    )  # fmt: skip


class Stated(Indicator):
    """A figure of facts that functions state; the first of ``facts`` leads to the page where they are written."""

    past = Past.FACTS
    past_reason = _("Chaque chiffre relevé porte sa période : toute date se recompte.")
    facts: ClassVar[tuple[str, ...]]
    optional: ClassVar[tuple[str, ...]] = ()
    dimension_name: ClassVar[str] = ""
    cell_unit: ClassVar[Text] = ""
    pair: ClassVar[tuple[str, str] | None] = None

    def figure(self, told: Told) -> Figure:
        """The figure of lines that are complete: the share of two facts, unless an indicator says otherwise."""
        if self.pair is None:
            raise NotImplementedError(f"{self.code} says neither its pair of facts nor its figure.")
        part, whole = told.total(self.pair[0]), told.total(self.pair[1])
        if part is None or not whole:
            return NOTHING
        return Figure(rate(part, whole), plain(part), plain(whole))

    def detail_of(self, told: Told, figure: Figure) -> str:
        """What stands beside the figure."""
        if figure.numerator is None or figure.denominator is None:
            return ""
        return _now("%(part)s sur %(whole)s") % {
            "part": written(figure.numerator), "whole": written(figure.denominator),
        }  # fmt: skip

    def cells(self, told: Told) -> tuple[Cell, ...]:
        """One cell a part of the fact, whoever states it."""
        parts: dict[str, list[Line]] = defaultdict(list)
        for one in told.lines:
            parts[one.key].append(one)
        several = len({one.path for one in told.lines}) > 1
        made = []
        for key, lines in parts.items():
            figure = self.figure(Told(tuple(lines)))
            label = lines[0].label if several and len(lines) == 1 else lines[0].label.rsplit(" (", 1)[0]
            text = self.detail_of(Told(tuple(lines)), figure)
            made.append(Cell(key, label, figure.value, text, figure.numerator, figure.denominator))
        return tuple(one for one in made if one.value is not None)

    def reading(self, told: Told, period: str, as_of: date | None) -> Reading:
        """The reading of lines over a period."""
        figure = self.figure(told) if told.lines else NOTHING
        known = figure.value is not None
        cells = self.cells(told) if known and self.dimension_name else ()
        return Reading(
            value=figure.value,
            numerator=figure.numerator,
            denominator=figure.denominator,
            period=period,
            detail=self.detail_of(told, figure) if known else "",
            as_of=as_of,
            absent_because=told.why_not,
            notes=told.notes if known else (),
            breakdowns=(Breakdown(self.dimension_name, cells, str(self.cell_unit)),) if cells else (),
            links=(link_to(self.facts[0]),),
        )


class StatedOverDays(Stated, SpanIndicator):
    """A figure of what happened over days: the last whole quarter, or any whole months."""

    frequency = _("mensuelle")
    freshness_days = 75

    def usual_span(self, on: date) -> Span:
        """The last whole quarter."""
        return Span.of_quarter(Quarter.of(on).previous())

    def rows_read(self, rows: list[StatedRow]) -> list[StatedRow]:
        """The statements as they are added up."""
        return rows

    def read_span(self, scope: Scope, on: date, span: Span) -> Reading:
        """One query: all that is stated at or below the place."""
        rows = self.rows_read([one for one in statements(scope, on) if one.fact in (*self.facts, *self.optional)])
        told = over(rows, self.facts, span, self.optional)
        reading = self.reading(told, str(span), max((one.last for one in rows), default=None))

        def value_of(other: Span) -> Value | None:
            return self.figure(over(rows, self.facts, other, self.optional)).value

        if not span.months and rows:
            return Reading(absent_because=_now("Ces chiffres se relèvent par mois entiers."), links=reading.links)
        return self._beside(reading, span, on, value_of)

    def _beside(self, reading: Reading, span: Span, on: date, value_of: Callable[[Span], Value | None]) -> Reading:
        """What the figure was before and a year before, and quarter by quarter."""
        quarters = [Quarter.of(on).shifted(-back) for back in range(QUARTERS, 0, -1)]
        past = [(one.short(), value_of(Span.of_quarter(one))) for one in quarters]
        befores = (
            (str(span.previous()), span.previous(), _now("sur la période d’avant")),
            (str(span.year_before()), span.year_before(), _now("sur un an")),
        )
        known = any(value is not None for _label, value in past)
        return replace(
            reading,
            comparisons=tuple(
                Comparison(label, value_of(other), since)
                for label, other, since in befores
            ),
            trend=tuple(TrendPoint(label, value) for label, value in past),
            chart=ColumnChart(
                title=_now("Trimestre par trimestre"), unit=str(self.unit), source=_now("chiffres relevés"),
                as_of=reading.as_of, categories=tuple(label for label, _value in past),
                series=(Series(str(self.label), tuple(value for _label, value in past)),),
                category_label=_now("Trimestre"),
            )
            if known and reading.value is not None
            else None,
        )  # fmt: skip


class StatedOnADay(Stated):
    """A share of what stands on a day: the latest statement of each source, however old; its age is said."""

    freshness_days = 400

    def read(self, scope: Scope, on: date) -> Reading:
        """One query: all that is stated at or below the place."""
        told = at(statements(scope, on), self.facts, on)
        period = _now("au %(day)s") % {"day": short_day(told.as_of)} if told.as_of else ""
        reading = self.reading(told, period, told.as_of)
        return replace(reading, chart=donut_of(self, reading))


def is_over(year: int, on: date) -> bool:
    """Whether a year is over at the end of a day: its last day is the end of any period that is this year."""
    return date(year, 12, 31) <= on


class StatedOfAYear(Stated):
    """A figure of the last year that is over and known, with those before."""

    frequency = _("annuelle")
    freshness_days = 500
    by_month = False

    @abstractmethod
    def told_of(self, scope: Scope, on: date, year: int) -> Told:
        """What is known of a year."""

    def years_known(self, scope: Scope, on: date) -> list[int]:
        """The years to look at, in order."""
        return sorted({one.last.year for one in statements(scope, on) if one.fact == self.facts[0]})

    def read(self, scope: Scope, on: date) -> Reading:
        """As many queries as what is known of a year asks, once."""
        known = [year for year in self.years_known(scope, on) if is_over(year, on)]
        by_year = {year: self.told_of(scope, on, year) for year in known}
        told_years = [year for year in known if self.figure(by_year[year]).value is not None]
        last = told_years[-1] if told_years else known[-1] if known else None
        told = by_year[last] if last else Told()
        reading = self.reading(told, _now("année %(year)s") % {"year": last} if last else "", told.as_of)
        cells = tuple(self._year_cell(year, by_year[year]) for year in told_years)
        return self.with_years(reading, cells)

    def _year_cell(self, year: int, told: Told) -> Cell:
        figure = self.figure(told)
        return Cell(
            str(year), str(year), figure.value, self.detail_of(told, figure), figure.numerator, figure.denominator
        )

    def with_years(self, reading: Reading, cells: tuple[Cell, ...]) -> Reading:
        """Put the years beside the figure."""
        if not cells:
            return reading
        own = tuple(one for one in reading.breakdowns if one.dimension != "year")
        return replace(
            reading,
            breakdowns=(*own, Breakdown("year", cells, str(self.unit))),
            trend=tuple(TrendPoint(one.label, one.value) for one in cells),
            chart=ColumnChart(
                title=_now("Année par année"), unit=str(self.unit), source=_now("chiffres relevés"),
                as_of=reading.as_of, categories=tuple(one.label for one in cells),
                series=(Series(str(self.label), tuple(one.value for one in cells)),), category_label=_now("Année"),
            ),
        )  # fmt: skip
