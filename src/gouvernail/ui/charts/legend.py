"""What a legend says: one symbol and one word for each thing a drawing tells apart."""

from __future__ import annotations

from dataclasses import dataclass

from gouvernail.ui.charts import words
from gouvernail.ui.charts.checks import is_empty
from gouvernail.ui.charts.colours import bar_token, rank_token, series_token
from gouvernail.ui.charts.model import (
    BarChart,
    Chart,
    ColumnChart,
    DonutChart,
    GanttChart,
    HistogramChart,
    LineChart,
)
from gouvernail.ui.charts.numbers import agreed, number, percent, stack_total, total

_TONE_ORDER = ("on_track", "neutral", "good", "risk", "alert", "done", "planned")


@dataclass(frozen=True)
class Entry:
    """One entry: its words, the form of its key, its colour token, its hatch (series index), a symbol before the words.

    ``form`` is one of swatch, line, diamond, step, rule, today, absent, vague, none (the symbol alone).
    """

    label: str
    form: str = "swatch"
    token: str = ""
    index: int = 0
    symbol: str = ""


def legend(chart: Chart) -> list[Entry]:
    """Return the entries of the legend of ``chart``; none when one colour says all."""
    if is_empty(chart):
        return []
    if isinstance(chart, (ColumnChart, BarChart, LineChart)):
        return _series_entries(chart)
    if isinstance(chart, DonutChart):
        return _donut_entries(chart)
    if isinstance(chart, HistogramChart):
        return _histogram_entries(chart)
    return _gantt_entries(chart) if isinstance(chart, GanttChart) else []


def _series_entries(chart: ColumnChart | BarChart | LineChart) -> list[Entry]:
    form = "line" if isinstance(chart, LineChart) else "swatch"
    ranked = isinstance(chart, BarChart) and chart.ranked
    entries = []
    if len(chart.series) > 1:
        entries = [
            Entry(run.label, form, rank_token(index) if ranked else series_token(index), 0 if ranked else index)
            for index, run in enumerate(chart.series)
        ]
    columns = zip(*(run.values for run in chart.series), strict=True)
    holes = any(_shows_hole(chart, column) for column in columns)
    if holes:
        entries.append(Entry(words.ABSENT.capitalize(), "absent"))
    if _shows_partial_totals(chart):
        entries.append(Entry(words.PARTIAL, "none", "", 0, "≥"))
    return entries


def _shows_hole(chart: ColumnChart | BarChart | LineChart, values: tuple[float | None, ...]) -> bool:
    """Say whether an absent value is drawn as a dashed stub (bars write it in words, lines break)."""
    if not isinstance(chart, ColumnChart):
        return False
    return all(value is None for value in values) if chart.stacked else None in values


def _shows_partial_totals(chart: ColumnChart | BarChart | LineChart) -> bool:
    """Say whether a total written on the drawing stands on some values only."""
    totalled = (isinstance(chart, ColumnChart) and chart.stacked) or (
        isinstance(chart, BarChart) and not chart.as_share
    )
    sums = (stack_total(chart.series, index) for index in range(len(chart.categories)))
    return totalled and any(amount is not None and not whole for amount, whole in sums)


def _donut_entries(chart: DonutChart) -> list[Entry]:
    whole = total(value for _, value in chart.parts)[0] or 0
    return [
        Entry(f"{label} : {number(value)}{_part(value, whole, chart.unit)}", "swatch", series_token(index), index)
        for index, (label, value) in enumerate(chart.parts)
    ]


def _part(value: float, whole: float, unit: str) -> str:
    """Shares help when the whole is not at hand at a glance: amounts, not small counts."""
    return f" {agreed(unit, value)} ({percent(100 * value / whole)})" if unit and whole else ""


def _histogram_entries(chart: HistogramChart) -> list[Entry]:
    if chart.threshold_index is None:
        return []
    return [Entry(chart.threshold_label or words.BEYOND, "swatch", "tone-risk", 1)]


def _gantt_entries(chart: GanttChart) -> list[Entry]:
    used = {bar.tone for bar in chart.bars}
    entries = []
    for tone in _TONE_ORDER:
        if tone in used:
            symbol, word = words.health(tone)
            symbol = symbol if tone in ("risk", "alert", "done", "neutral") else ""
            entries.append(Entry(word, "swatch", bar_token(tone), 0, symbol))
    if any(bar.vague for bar in chart.bars):
        entries.append(Entry(words.APPROXIMATE, "vague", "tone-on-track"))
    if any(chart.start <= mark.on <= chart.end for mark in chart.marks):
        entries.append(Entry(marks_name(chart), "diamond", "mark"))
    if shows_today(chart):
        entries.append(Entry(words.TODAY, "today", "today"))
    return entries + _lane_entries(chart)


def _lane_entries(chart: GanttChart) -> list[Entry]:
    entries = []
    if any(bar.steps for bar in chart.bars):
        entries.append(Entry(words.STEPS, "step", "mark"))
    used = dict.fromkeys(lane.used for lane in chart.lanes)
    limits = dict.fromkeys(lane.limit for lane in chart.lanes)
    if used:
        entries.append(Entry(" · ".join(used), "swatch", "c1"))
        entries.append(Entry(" · ".join(limits), "rule", "ink"))
    if any(cell.excess for lane in chart.lanes for cell in lane.cells):
        entries.append(Entry(words.EXCESS.capitalize(), "swatch", "tone-alert", 2, "▲"))
    return entries


def shows_today(chart: GanttChart) -> bool:
    """Say whether the present day stands inside the period."""
    return chart.today is not None and chart.start <= chart.today <= chart.end


def marks_name(chart: GanttChart) -> str:
    """Return what all marks are: their one label, their common first word (« COPIL »), or « Jalons »."""
    labels = {mark.label for mark in chart.marks if mark.label}
    firsts = {label.split(" ")[0] for label in labels}
    common = labels if len(labels) == 1 else firsts
    return common.pop() if len(common) == 1 else words.MILESTONES
