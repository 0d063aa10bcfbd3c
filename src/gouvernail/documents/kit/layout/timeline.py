"""The head of a roadmap: years, quarters, dated marks, and the line of the present day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from gouvernail.documents.kit.layout.shapes import Box, Line, Panel, Run
from gouvernail.documents.kit.metrics import shorten, text_width
from gouvernail.documents.kit.palette import tone_of
from gouvernail.ui.charts.model import GanttChart

_YEARS, _QUARTERS, _MARKS = 0.27, 0.22, 0.22
_MARK_SIZE = 0.13
_MARK_ROWS = 2
_MARK_TEXT = 9.5


@dataclass(frozen=True)
class Timeline:
    """Days laid from ``left`` over ``width`` inches; the last day is whole."""

    start: date
    end: date
    left: float
    width: float

    def at(self, day: date) -> float:
        """Return the abscissa of the morning of ``day``."""
        return self.left + self.width * (day - self.start).days / max((self.end - self.start).days + 1, 1)

    def clip(self, start: date, end: date) -> tuple[float, float] | None:
        """Return left and width of a span of days within the period, or ``None`` when it is all outside."""
        first, last = max(start, self.start), min(end, self.end)
        if first > last:
            return None
        x = self.at(first)
        return x, self.at(last + timedelta(days=1)) - x


def header_height(chart: GanttChart) -> float:
    """Return the height of the head: years, quarters, and up to two rows of marks."""
    return _YEARS + _QUARTERS + _MARKS * min(len(chart.marks), _MARK_ROWS)


def quarters(start: date, end: date) -> list[tuple[date, date]]:
    """Return first and last day of each quarter that meets the period, cut to it."""
    spans = []
    first = date(start.year, (start.month - 1) // 3 * 3 + 1, 1)
    while first <= end:
        month = first.month + 3
        following = date(first.year + (month > 12), (month - 1) % 12 + 1, 1)
        spans.append((max(first, start), min(following - timedelta(days=1), end)))
        first = following
    return spans


def header(chart: GanttChart, line: Timeline, top: float, lost: list[str]) -> list[Panel]:
    """Return the years, the quarters and the marks."""
    panels = []
    spans = quarters(chart.start, chart.end)
    for year in sorted({first.year for first, _ in spans}):
        days = [day for span in spans if span[0].year == year for day in span]
        box = _over(line, days[0], days[-1], top, _YEARS)
        text = Line((Run(str(year), bold=True, color="white"),), 12 if box.w > 0.4 else 8, "c")
        panels.append(Panel(box, (text,), anchor="middle", fill="ink", name=f"Année {year}"))
    for first, last in spans:
        box = _over(line, first, last, top + _YEARS, _QUARTERS)
        label = f"T{(first.month - 1) // 3 + 1}"
        lines = (Line((Run(label, color="muted"),), 10, "c"),) if box.w > 0.2 else ()
        panels.append(Panel(box, lines, anchor="middle", fill="soft", name=f"{label} {first.year}"))
    return panels + _marks(chart, line, top + _YEARS + _QUARTERS, lost)


def _over(line: Timeline, first: date, last: date, top: float, height: float) -> Box:
    x, width = line.clip(first, last) or (line.left, 0.0)
    return Box(x + 0.01, top, max(width - 0.02, 0.01), height - 0.02)


def _marks(chart: GanttChart, line: Timeline, top: float, lost: list[str]) -> list[Panel]:
    panels: list[Panel] = []
    marks = sorted((mark for mark in chart.marks if chart.start <= mark.on <= chart.end), key=lambda mark: mark.on)
    lost += [f"{mark.label} (hors période)" for mark in chart.marks if mark not in marks]
    ends = [line.left] * min(len(chart.marks), _MARK_ROWS)
    for rank, mark in enumerate(marks):
        x = line.at(mark.on)
        free = [row for row, end in enumerate(ends) if end <= x]
        row = free[0] if free else ends.index(min(ends))
        box = Box(x - _MARK_SIZE / 2, top + row * _MARKS + 0.04, _MARK_SIZE, _MARK_SIZE)
        panels.append(Panel(box, fill="accent2", shape="diamond", name=f"Jalon : {mark.label}"))
        if not free:  # a label would be written over another: the diamond stands alone, its words go to the annex
            lost.append(mark.label)
            continue
        around = (ends[row], line.left + line.width)
        following = line.at(marks[rank + len(ends)].on) if rank + len(ends) < len(marks) else around[1]
        label = _mark_label(mark.label, x, around, following, top + row * _MARKS, lost)
        ends[row] = max(x + _MARK_SIZE, label.box.x + label.box.w + 0.05)
        panels.append(label)
    return panels


def _mark_label(
    label: str, x: float, around: tuple[float, float], following: float, top: float, lost: list[str]
) -> Panel:
    """Write the label after its diamond, or before it near the end or near the ``following`` diamond of its row.

    ``around`` holds the free ends of the row.
    """
    needed = text_width(label, _MARK_TEXT, bold=True) + 0.1
    after, before = around[1] - x - _MARK_SIZE / 2, x - _MARK_SIZE / 2 - around[0]
    crowded = x + _MARK_SIZE / 2 + needed > following - _MARK_SIZE / 2
    left_side = (needed > after and before > after) or (crowded and before >= needed)
    width = min(needed, before if left_side else after)
    shown, _, cut = shorten(label, max(width - 0.06, 0.1), _MARK_TEXT, lines=1, bold=True)
    if cut:
        lost.append(label)
    start = x - _MARK_SIZE / 2 - width if left_side else x + _MARK_SIZE / 2 + 0.02
    text = Line((Run(shown, bold=True, color="muted"),), _MARK_TEXT, "r" if left_side else "l")
    return Panel(Box(start, top, width, _MARKS - 0.02), (text,), anchor="middle", name=f"Jalon {label}")


def rules(line: Timeline, top: float, bottom: float) -> list[Panel]:
    """Return a thin rule at the start of each quarter and at the end of the period."""
    spans = quarters(line.start, line.end)
    abscissas = [line.at(first) for first, _ in spans] + [line.left + line.width]
    return [Panel(Box(x, top, 0.0, bottom - top), stroke="line", shape="rule", name="Trimestre") for x in abscissas]


def present_day(chart: GanttChart, line: Timeline, top: float, bottom: float) -> list[Panel]:
    """Return the dashed line of today, when it falls within the period."""
    if chart.today is None or not chart.start <= chart.today <= chart.end:
        return []
    box = Box(line.at(chart.today), top, 0.0, bottom - top)
    return [Panel(box, stroke=tone_of("alert").strong, dashed=True, shape="rule", name="Aujourd’hui")]
