"""The figures of a chart as a table: the same truth for those who cannot see it, or who want the numbers."""

from __future__ import annotations

from collections.abc import Sequence

from gouvernail.ui.charts import words
from gouvernail.ui.charts.checks import check
from gouvernail.ui.charts.model import (
    BarChart,
    Chart,
    ChartTable,
    ColumnChart,
    DonutChart,
    GanttBar,
    GanttCell,
    GanttChart,
    GanttLane,
    GaugeChart,
    HistogramChart,
    LineChart,
    Number,
    Series,
)
from gouvernail.ui.charts.numbers import day, number, percent, stack_total, total, vague_period, with_unit


def chart_table(chart: Chart) -> ChartTable:
    """Return the table of ``chart``: same values, French numbers, « non renseigné » for what is absent.

    The unit of a chart of series stands in the caption. Stacked charts get their totals; a total over absent values
    says « au moins ».
    Raises ``ValueError`` when the chart holds a value that cannot be drawn (negative, misplaced).
    """
    check(chart)
    if isinstance(chart, (ColumnChart, BarChart, LineChart)):
        return _series_table(chart)
    if isinstance(chart, DonutChart):
        return _donut_table(chart)
    if isinstance(chart, GaugeChart):
        return _gauge_table(chart)
    if isinstance(chart, HistogramChart):
        return _histogram_table(chart)
    assert isinstance(chart, GanttChart)  # noqa: S101 - check() refused every other kind
    return _gantt_table(chart)


def cell(value: Number | None, unit: str = "") -> str:
    """Write one value with its unit, or « non renseigné »."""
    return words.ABSENT if value is None else with_unit(value, unit)


def total_cell(amount: Number | None, complete: bool) -> str:
    """Write a total, « au moins » before it when something is missing of it."""
    if amount is None:
        return words.ABSENT
    return number(amount) if complete else f"{words.AT_LEAST} {number(amount)}"


def _with_unit_name(label: str, unit: str) -> str:
    return f"{label} ({unit})" if unit else label


def _series_table(chart: ColumnChart | BarChart | LineChart) -> ChartTable:
    added_up = _adds_up(chart)
    across = added_up and len(chart.series) > 1
    headers = [chart.category_label, *(run.label for run in chart.series)]
    if across:
        headers.append(words.TOTAL)
    rows = []
    for index, category in enumerate(chart.categories):
        values = [run.values[index] for run in chart.series]
        cells = _row_cells(values, shared=isinstance(chart, BarChart) and chart.as_share and chart.unit != "%")
        cells = [
            words.NOTHING if index in run.nothing else f"{words.AT_LEAST} {text}" if index in run.at_least else text
            for run, text in zip(chart.series, cells, strict=True)
        ]
        rows.append((category, *cells, *((total_cell(*stack_total(chart.series, index)),) if across else ())))
    if added_up and len(chart.categories) > 1:
        rows.append(_total_row(chart, across=across))
    return ChartTable(_with_unit_name(chart.title, chart.unit), tuple(headers), tuple(rows))


def _adds_up(chart: ColumnChart | BarChart | LineChart) -> bool:
    """Only stacked columns are known to be parts of a whole; a column of percentages never adds up."""
    return isinstance(chart, ColumnChart) and chart.stacked and chart.unit != "%"


def _row_cells(values: list[Number | None], *, shared: bool) -> list[str]:
    whole, _ = total(values)
    if not shared or not whole:
        return [cell(value) for value in values]
    return [cell(None) if value is None else f"{number(value)} ({percent(100 * value / whole)})" for value in values]


def _total_row(chart: ColumnChart | BarChart | LineChart, *, across: bool) -> tuple[str, ...]:
    sums = [_over(chart.series[at : at + 1]) for at in range(len(chart.series))]
    grand = (_over(chart.series),) if across else ()
    return (words.TOTAL, *sums, *grand)


def _over(series: Sequence[Series]) -> str:
    """The total of some series over all their categories."""
    amount, whole = total(value for run in series for value in run.values)
    return total_cell(amount, whole and not any(run.at_least for run in series))


def _donut_table(chart: DonutChart) -> ChartTable:
    whole, _ = total(value for _, value in chart.parts)
    rows = [(label, number(value), _share(value, whole)) for label, value in chart.parts]
    if len(rows) > 1:
        rows.append((words.TOTAL, number(whole or 0), _share(whole or 0, whole)))
    headers = (chart.centre_label.capitalize() or words.VALUE, _with_unit_name(words.COUNT, chart.unit), words.SHARE)
    return ChartTable(chart.title, headers, tuple(rows))


def _share(value: Number, whole: Number | None) -> str:
    return percent(100 * value / whole, decimals=1) if whole else words.NOT_APPLICABLE


def _gauge_table(chart: GaugeChart) -> ChartTable:
    values = tuple(
        words.ABSENT if value is None else percent(value, decimals=1) for value in (chart.percent, chart.target)
    )
    return ChartTable(chart.title, ("Indicateur", words.VALUE, words.TARGET), ((chart.title, *values),))


def _histogram_table(chart: HistogramChart) -> ChartTable:
    headers = [chart.axis_label or "Classe", chart.unit.capitalize() or words.COUNT]
    if chart.threshold_index is not None:
        headers.append(chart.threshold_label or words.BEYOND)
    rows = []
    for index, (label, count) in enumerate(zip(chart.bins, chart.counts, strict=True)):
        beyond = () if chart.threshold_index is None else (words.YES if index >= chart.threshold_index else words.NO,)
        rows.append((label, number(count), *beyond))
    return ChartTable(chart.title, tuple(headers), tuple(rows))


def _gantt_table(chart: GanttChart) -> ChartTable:
    groups = list(dict.fromkeys(bar.group for bar in chart.bars))
    rows = [_bar_row(bar) for group in groups for bar in chart.bars if bar.group == group]
    rows += [
        (words.MILESTONE, mark.label, day(mark.on), day(mark.on), *[words.NOT_APPLICABLE] * 2) for mark in chart.marks
    ]
    rows += [
        (words.MILESTONE, f"{bar.label} : {step.label}", day(step.on), day(step.on), *[words.NOT_APPLICABLE] * 2)
        for bar in chart.bars
        for step in bar.steps
    ]
    rows += [_cell_row(lane, one) for lane in chart.lanes for one in lane.cells]
    return ChartTable(chart.title, words.GANTT_HEADERS, tuple(rows))


def _cell_row(lane: GanttLane, one: GanttCell) -> tuple[str, ...]:
    amounts = f"{lane.used} {cell(one.value, lane.unit)}, {lane.limit} {cell(one.limit, lane.unit)}"
    excess = f"▲ {words.EXCESS} {with_unit(one.excess, lane.unit)}" if one.excess else words.NOT_APPLICABLE
    return (lane.label, amounts, day(one.start), day(one.end), words.NOT_APPLICABLE, excess)


def _bar_row(bar: GanttBar) -> tuple[str, ...]:
    ends = vague_period(bar.start, bar.end) if bar.vague else (day(bar.start), day(bar.end))
    done = words.ABSENT if bar.percent is None else percent(bar.percent)
    symbol, word = words.health(bar.tone)
    return (bar.group or words.NO_GROUP, bar.label, *ends, done, f"{symbol} {word}".strip())
