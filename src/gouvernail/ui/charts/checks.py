"""Refuse what a chart cannot say truthfully, before it is drawn or tabled."""

from __future__ import annotations

import math
from collections.abc import Iterable

from gouvernail.ui.charts import words
from gouvernail.ui.charts.model import (
    BarChart,
    Chart,
    ColumnChart,
    DonutChart,
    GanttBar,
    GanttChart,
    GaugeChart,
    HistogramChart,
    LineChart,
    Number,
    Series,
)

_SAFE_LINKS = ("/", "#", "?", "https://", "http://")


def check(chart: Chart) -> None:
    """Raise ``ValueError`` (in French, naming the place) for a negative, infinite or misplaced value of ``chart``."""
    if isinstance(chart, (ColumnChart, BarChart, LineChart)):
        _check_series(chart.categories, chart.series)
    elif isinstance(chart, DonutChart):
        for label, value in chart.parts:
            _check_number(value, label)
    elif isinstance(chart, GaugeChart):
        _check_number(chart.percent, chart.title)
        _check_number(chart.target, words.TARGET)
        _check_tone(chart.tone, chart.title)
    elif isinstance(chart, HistogramChart):
        _check_histogram(chart)
    elif isinstance(chart, GanttChart):
        _check_gantt(chart)
    else:
        raise TypeError(f"Graphique de forme inconnue : {type(chart).__name__}")


def is_empty(chart: Chart) -> bool:
    """Say whether ``chart`` holds no value at all (absent values only); zeros are values."""
    if isinstance(chart, (ColumnChart, BarChart, LineChart)):
        return not chart.categories or all(value is None for run in chart.series for value in run.values)
    if isinstance(chart, DonutChart):
        return not chart.parts
    if isinstance(chart, GaugeChart):
        return chart.percent is None
    if isinstance(chart, HistogramChart):
        return not chart.bins
    if isinstance(chart, GanttChart):
        return not chart.bars and not chart.marks and not chart.lanes
    raise TypeError(f"Graphique de forme inconnue : {type(chart).__name__}")


def _check_number(value: Number | None, place: str) -> None:
    if value is None:
        return
    if not math.isfinite(value):
        raise ValueError(f"Valeur infinie ou indéfinie pour « {place} » : elle ne peut pas être dessinée.")
    if value < 0:
        raise ValueError(f"Valeur négative ({value}) pour « {place} » : ce graphique ne montre que zéro et plus.")


def _check_tone(tone: str, place: str) -> None:
    if tone not in words.TONES:
        raise ValueError(f"État « {tone} » inconnu pour « {place} » ; attendus : {', '.join(words.TONES)}.")


def _check_lengths(what: str, expected: int, found: int) -> None:
    if expected != found:
        raise ValueError(f"« {what} » a {found} valeurs pour {expected} catégories.")


def _check_series(categories: tuple[str, ...], series: Iterable[Series]) -> None:
    for run in series:
        _check_lengths(run.label, len(categories), len(run.values))
        for category, value in zip(categories, run.values, strict=True):
            _check_number(value, f"{run.label}, {category}")


def _check_histogram(chart: HistogramChart) -> None:
    _check_lengths(chart.title, len(chart.bins), len(chart.counts))
    for label, value in zip(chart.bins, chart.counts, strict=True):
        _check_number(value, label)
    if chart.threshold_index is not None and not 0 <= chart.threshold_index <= len(chart.bins):
        raise ValueError(
            f"Seuil au rang {chart.threshold_index} pour {len(chart.bins)} classes dans « {chart.title} »."
        )


def _check_gantt(chart: GanttChart) -> None:
    if chart.end < chart.start:
        raise ValueError(f"La période de « {chart.title} » finit avant de commencer.")
    for bar in chart.bars:
        _check_bar(bar)
    for lane in chart.lanes:
        for cell in lane.cells:
            _check_number(cell.value, f"{lane.label}, {cell.label}")
            _check_number(cell.limit, f"{lane.label}, {cell.label}")


def _check_bar(bar: GanttBar) -> None:
    if bar.end < bar.start:
        raise ValueError(f"« {bar.label} » finit avant de commencer.")
    if bar.percent is not None and not 0 <= bar.percent <= 100:
        raise ValueError(f"Avancement de « {bar.label} » hors de 0 à 100 : {bar.percent}.")
    if bar.href and (not bar.href.startswith(_SAFE_LINKS) or bar.href.startswith("//")):
        raise ValueError(f"Lien refusé pour « {bar.label} » : {bar.href}")
    _check_tone(bar.tone, bar.label)
