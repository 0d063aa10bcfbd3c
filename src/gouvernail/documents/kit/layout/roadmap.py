"""Lays out a roadmap: years and quarters above, bars by group, what is done in full colour, the present day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from gouvernail.documents.kit.layout import timeline
from gouvernail.documents.kit.layout.shapes import Box, Composition, Group, Line, Panel, Run, Span
from gouvernail.documents.kit.layout.timeline import Timeline
from gouvernail.documents.kit.metrics import line_height, shorten, text_width, wrap
from gouvernail.documents.kit.palette import tone_of
from gouvernail.ui.charts.model import GanttBar, GanttChart
from gouvernail.ui.charts.numbers import day
from gouvernail.ui.charts.words import APPROXIMATE

_ROW = Span(0.185, 0.27, 0.36)
_LEGEND, _LEGEND_TEXT = 0.27, 10.5
_GROUP_GAP = 0.05
_SIGNALLED = ("risk", "alert", "done")


def _groups(chart: GanttChart) -> dict[str, list[GanttBar]]:
    groups: dict[str, list[GanttBar]] = {}
    for bar in chart.bars:
        groups.setdefault(bar.group, []).append(bar)
    return groups


def _legend_height(chart: GanttChart, width: float) -> float:
    text = "".join(run.text for run in _legend_runs(chart))
    return _LEGEND + line_height(_LEGEND_TEXT, len(wrap(text, width, _LEGEND_TEXT, bold=True)) - 1)


def _fixed_height(chart: GanttChart, width: float) -> float:
    return timeline.header_height(chart) + _legend_height(chart, width) + _GROUP_GAP * len(_groups(chart)) + 0.06


def span(chart: GanttChart, width: float) -> Span:
    """Return how high the roadmap may be in ``width``, all its bars shown."""
    rows, fixed = max(len(chart.bars), 1), _fixed_height(chart, width)
    return Span(fixed + rows * _ROW.least, fixed + rows * _ROW.ideal, fixed + rows * _ROW.most)


def split(chart: GanttChart, width: float, room: float) -> tuple[GanttChart, GanttChart] | None:
    """Cut the bars, in the order they are shown, evenly over the slides they need; ``None`` if they cannot be cut."""
    bars = tuple(bar for group in _groups(chart).values() for bar in group)
    most = int((room - _fixed_height(chart, width)) / 0.21)
    if most < 2 or most >= len(bars):
        return None
    kept = -(-len(bars) // -(-len(bars) // most))
    return replace(chart, bars=bars[:kept]), replace(chart, bars=bars[kept:])


def compose(chart: GanttChart, box: Box, alt: str) -> Composition:
    """Return the roadmap as one group that reads ``alt``."""
    named = any(bar.group for bar in chart.bars)
    group_width, label_width = _label_widths(chart, box.w, named=named)
    left = box.x + group_width + label_width + 0.1
    line = Timeline(chart.start, chart.end, left, box.x + box.w - left)
    top = box.y + timeline.header_height(chart)
    legend = _legend_height(chart, box.w)
    bottom = box.y + box.h - legend
    rows = max(len(chart.bars), 1)
    row = min((bottom - top - 0.06 - _GROUP_GAP * len(_groups(chart))) / rows, _ROW.most)
    bottom = top + 0.06 + row * rows + _GROUP_GAP * len(_groups(chart))
    panels: list[Panel] = timeline.rules(line, top, bottom)
    lost: list[str] = []
    y = top + 0.06
    for name, bars in _groups(chart).items():
        if named:
            panels.append(_group_label(name, Box(box.x, y, group_width, row * len(bars)), row, lost))
        for bar in bars:
            panels.append(_bar_label(bar, Box(box.x + group_width + 0.08, y, label_width, row), lost))
            panels += _bar(bar, line, y, row)
            y += row
        y += _GROUP_GAP
    panels += timeline.header(chart, line, box.y, lost)
    panels += timeline.present_day(chart, line, top - 0.02, bottom)
    panels.append(_legend(chart, Box(box.x, bottom + 0.05, box.w, legend - 0.05)))
    return Composition((Group(f"Feuille de route {chart.title}".strip(), alt, tuple(panels)),), tuple(lost))


def _label_widths(chart: GanttChart, width: float, *, named: bool) -> tuple[float, float]:
    """Give the names of groups and of bars what their longest asks for, between bounds that leave room for the time."""
    if width <= 8:
        return (0.95 if named else 0.0), 1.75
    label = max((text_width(bar.label, 11, bold=bar.tone in _SIGNALLED) for bar in chart.bars), default=0.0) + 0.45
    lonely = [name for name, bars in _groups(chart).items() if len(bars) == 1]
    group = max((text_width(name, 11, bold=True) for name in lonely), default=0.0) + 0.25
    return (min(max(group, 1.55), 2.3) if named else 0.0), min(max(label, 2.75), 3.6)


def _group_label(name: str, box: Box, row: float, lost: list[str]) -> Panel:
    inner = replace(box, h=box.h - 0.02)
    size = 11.0 if row >= 0.22 else 10.0
    fits = max(int(inner.h / (size * 1.22 / 72)), 1)
    shown, _, cut = shorten(name, box.w - 0.16, size, lines=fits, bold=True)
    if cut:
        lost.append(name)
    line = Line((Run(shown, bold=True),), size)
    return Panel(inner, (line,), anchor="middle", fill="soft", inset=0.07, name=f"Axe {name}")


def _bar_label(bar: GanttBar, box: Box, lost: list[str]) -> Panel:
    tone = tone_of(bar.tone)
    signalled = bar.tone in _SIGNALLED
    text = f"{tone.symbol} {bar.label}" if signalled else bar.label
    size = 11.0 if box.h >= 0.22 else 10.0
    shown, _, cut = shorten(text, box.w - 0.1, size, lines=1, bold=signalled)
    if cut:
        lost.append(bar.label)
    line = Line((Run(shown, bold=signalled, color=tone.text if signalled else "ink"),), size)
    return Panel(box, (line,), anchor="middle", name=f"Projet {bar.label}")


def _bar(bar: GanttBar, line: Timeline, y: float, row: float) -> list[Panel]:
    placed = line.clip(bar.start, bar.end)
    if placed is None:
        words = "◄ avant la période" if bar.end < line.start else "après la période ►"
        align = "l" if bar.end < line.start else "r"
        text = Line((Run(words, italic=True, color="muted"),), 9.5, align)
        return [Panel(Box(line.left, y, line.width, row), (text,), anchor="middle", name="Hors période")]
    tone = tone_of(bar.tone)
    plain = bar.tone == "on_track"
    height = min(row * 0.62, 0.2)
    x, width = placed
    width = max(width, 0.06)
    box = Box(x, y + (row - height) / 2, width, height)
    strong = "accent1" if plain else tone.strong
    panels = [Panel(box, fill=tone.pale, stroke=strong, dashed=bar.vague, name=f"Prévu : {bar.label}")]
    done = 100 if bar.tone == "done" and bar.percent is None else (bar.percent or 0)
    reached = bar.start + timedelta(days=round(((bar.end - bar.start).days + 1) * min(done, 100) / 100) - 1)
    part = line.clip(bar.start, reached) if done > 0 and reached >= bar.start else None
    if part:
        panels.append(Panel(replace(box, w=min(max(part[1], 0.03), width)), fill=strong, name=f"Réalisé : {bar.label}"))
    return panels


def _legend(chart: GanttChart, box: Box) -> Panel:
    return Panel(box, (Line(_legend_runs(chart), _LEGEND_TEXT),), anchor="middle", name="Légende")


def _legend_runs(chart: GanttChart) -> tuple[Run, ...]:
    runs = [Run("■", color="accent1"), Run(" Réalisé     ", color="muted")]
    runs += [Run("■", color=tone_of("on_track").pale), Run(" Prévu     ", color="muted")]
    for name in _SIGNALLED:
        if any(bar.tone == name for bar in chart.bars):
            tone = tone_of(name)
            runs += [Run(f"{tone.symbol} {tone.word}     ", bold=True, color=tone.text)]
    if any(bar.vague for bar in chart.bars):
        runs.append(Run(f"Contour tireté : {APPROXIMATE.lower()}     ", color="muted"))
    if chart.today and chart.start <= chart.today <= chart.end:
        runs.append(Run(f"¦ Aujourd’hui, {day(chart.today)}", color=tone_of("alert").text))
    return tuple(runs)
