"""The time of a roadmap: where a day stands, its years and quarters, its marks and the present day."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from gouvernail.ui.charts import words
from gouvernail.ui.charts.model import GanttChart
from gouvernail.ui.charts.numbers import day
from gouvernail.ui.charts.svg.canvas import Canvas
from gouvernail.ui.charts.svg.canvas import coordinate as c
from gouvernail.ui.charts.svg.shapes import diamond_shape
from gouvernail.ui.charts.svg.text import text_width

YEAR_HEIGHT = 20
QUARTER_HEIGHT = 20
MARK_HEIGHT = 16
_SIZE = 12
_QUARTER_ROOM = 16


@dataclass(frozen=True)
class TimeAxis:
    """Days between ``start`` and ``end`` (both included), laid from ``left`` to ``right`` pixels."""

    start: date
    end: date
    left: float
    right: float

    @property
    def days(self) -> int:
        """How many days the axis holds."""
        return (self.end - self.start).days + 1

    def x(self, when: date) -> float:
        """Return where the morning of a day stands, inside the axis whatever the day."""
        part = (when - self.start).days / self.days
        return self.left + min(1.0, max(0.0, part)) * (self.right - self.left)

    def holds(self, when: date) -> bool:
        """Say whether a day stands on the axis."""
        return self.start <= when <= self.end

    def years(self) -> Iterator[tuple[str, float, float]]:
        """Yield the name of each year and where it begins and ends."""
        for year in range(self.start.year, self.end.year + 1):
            yield str(year), self.x(date(year, 1, 1)), self.x(_after(date(year, 12, 31)))

    def quarters(self) -> Iterator[tuple[str, float, float]]:
        """Yield the name of each quarter and where it begins and ends."""
        for year in range(self.start.year, self.end.year + 1):
            for index in range(4):
                first = date(year, index * 3 + 1, 1)
                last = date(year, index * 3 + 3, 31 if index in (0, 3) else 30)
                if last >= self.start and first <= self.end:
                    yield f"T{index + 1}", self.x(first), self.x(_after(last))


def _after(when: date) -> date:
    return when if when == date.max else when + timedelta(days=1)


def header_height(chart: GanttChart) -> float:
    """Return how high years, quarters and marks stand above the first row."""
    return YEAR_HEIGHT + QUARTER_HEIGHT + (MARK_HEIGHT if chart.marks else 4)


Band = tuple[float, float]  # the upper and lower edge of a stretch where vertical lines show


def paint_header(canvas: Canvas, axis: TimeAxis, top: float) -> None:
    """Write years and quarters from ``top``; names that do not fit are thinned (years) or left out (quarters)."""
    canvas.rect(axis.left, top, axis.right - axis.left, YEAR_HEIGHT, "soft", radius=4)
    years = list(axis.years())
    room = max(right - left for _, left, right in years)
    step = max(1, math.ceil((text_width("2000", _SIZE, bold=True) + 6) / room))
    for name, left, right in years[::step]:
        if right - left >= 0.9 * min(room, 34):  # a leap year is the widest
            canvas.text((left + right) / 2, top + 14, name, size=_SIZE, anchor="middle", bold=True)
    if names_quarters(axis):
        for name, left, right in axis.quarters():
            if right - left >= _QUARTER_ROOM:
                canvas.text((left + right) / 2, top + YEAR_HEIGHT + 14, name, size=11, ink="ink-soft", anchor="middle")


def names_quarters(axis: TimeAxis) -> bool:
    """Say whether whole quarters are wide enough for their name."""
    return max(right - left for _, left, right in axis.quarters()) >= _QUARTER_ROOM


def paint_lines(canvas: Canvas, axis: TimeAxis, bands: list[Band]) -> None:
    """Draw the first day of each year and quarter, in the ``bands`` only: a line must not cross a label."""
    years = {left for _, left, _ in axis.years() if left > axis.left}
    quarters = {left for _, left, _ in axis.quarters() if left > axis.left} - years
    for places, stroke in ((quarters, "grid"), (years, "axis")):
        data = "".join(f"M{c(x)} {c(top)}V{c(bottom)}" for x in sorted(places) for top, bottom in bands)
        if data:
            canvas.path(data, stroke=stroke, thickness=".75")


def paint_marks(chart: GanttChart, canvas: Canvas, axis: TimeAxis, top: float) -> None:
    """Draw a diamond for each mark inside the period, under the quarters."""
    y = top + YEAR_HEIGHT + QUARTER_HEIGHT + MARK_HEIGHT / 2 - 1
    for mark in chart.marks:
        if axis.holds(mark.on):
            with canvas.group(f"{mark.label} : {day(mark.on)}"):
                canvas.path(diamond_shape(axis.x(mark.on), y, 5.5), fill="mark", stroke="surface", thickness="1")


def paint_today(chart: GanttChart, canvas: Canvas, axis: TimeAxis, bands: list[Band]) -> None:
    """Draw the present day as a dashed line in the ``bands``, when the period holds it."""
    if chart.today is None or not axis.holds(chart.today):
        return
    x = axis.x(chart.today)
    with canvas.group(f"{words.TODAY} : {day(chart.today)}"):
        data = "".join(f"M{c(x)} {c(top)}V{c(bottom)}" for top, bottom in bands)
        canvas.path(data, stroke="today", dash="4 3", thickness="1.5")
