"""The time of a roadmap: where a day stands, its years and quarters, its marks and the present day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from gouvernail.ui.charts import words
from gouvernail.ui.charts.model import GanttChart
from gouvernail.ui.charts.numbers import day
from gouvernail.ui.charts.svg.canvas import Canvas
from gouvernail.ui.charts.svg.shapes import diamond_shape
from gouvernail.ui.charts.svg.text import text_width

YEAR_HEIGHT = 20
QUARTER_HEIGHT = 20
MARK_HEIGHT = 16
_SIZE = 12


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


def paint_header(canvas: Canvas, axis: TimeAxis, top: float, bottom: float) -> None:
    """Draw years and quarters from ``top``, and their lines down to ``bottom``."""
    canvas.rect(axis.left, top, axis.right - axis.left, YEAR_HEIGHT, "soft", radius=4)
    for name, left, right in axis.years():
        if right - left >= text_width(name, _SIZE, bold=True):
            canvas.text((left + right) / 2, top + 14, name, size=_SIZE, anchor="middle", bold=True)
        if left > axis.left:
            canvas.line(left, top, left, bottom, "axis", thickness=".75")
    named = all(right - left >= 17 for _, left, right in list(axis.quarters())[1:-1])
    for name, left, right in axis.quarters():
        middle = (left + right) / 2
        if named and right - left >= 15:
            canvas.text(middle, top + YEAR_HEIGHT + 14, name, size=11, ink="ink-soft", anchor="middle")
        if left > axis.left and name != "T1":
            canvas.line(left, top + YEAR_HEIGHT + (0 if named else 6), left, bottom, "grid")


def paint_marks(chart: GanttChart, canvas: Canvas, axis: TimeAxis, top: float) -> None:
    """Draw a diamond for each mark inside the period, under the quarters."""
    y = top + YEAR_HEIGHT + QUARTER_HEIGHT + MARK_HEIGHT / 2 - 1
    for mark in chart.marks:
        if axis.holds(mark.on):
            with canvas.group(f"{mark.label} : {day(mark.on)}"):
                canvas.path(diamond_shape(axis.x(mark.on), y, 5.5), fill="mark", stroke="surface", thickness="1")


def paint_today(chart: GanttChart, canvas: Canvas, axis: TimeAxis, top: float, bottom: float) -> None:
    """Draw the present day as a dashed line, when the period holds it."""
    if chart.today is None or not axis.holds(chart.today):
        return
    x = axis.x(chart.today)
    with canvas.group(f"{words.TODAY} : {day(chart.today)}"):
        canvas.line(x, top + YEAR_HEIGHT + 2, x, bottom, "today", dash="4 3", thickness="1.5")
