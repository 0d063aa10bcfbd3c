"""A chart in a page: title, sentence, legend, drawing at the widths the page may need, figures, source."""

from __future__ import annotations

from gouvernail.ui.charts import words
from gouvernail.ui.charts.checks import check, is_empty
from gouvernail.ui.charts.legend import Entry, legend
from gouvernail.ui.charts.model import Chart, ChartTable, DonutChart, GanttChart, GaugeChart
from gouvernail.ui.charts.numbers import day
from gouvernail.ui.charts.svg import draw
from gouvernail.ui.charts.svg.canvas import Canvas
from gouvernail.ui.charts.svg.keys import KEY, key_hatch, paint_key
from gouvernail.ui.charts.svg.text import escape
from gouvernail.ui.charts.tables import chart_table

#: Drawn widths in pixels, by the class under which ``charts.css`` shows one of them, after the room the figure has.
_WIDTHS = {"chart-l": 720, "chart-m": 460, "chart-s": 320}
_GANTT_WIDTHS = {"chart-l": 1080, "chart-m": 620, "chart-s": 320}
_DONUT_WIDTHS = {"chart-only": 248}
_GAUGE_WIDTHS = {"chart-only": 284}


def figure(chart: Chart, *, uid: str, heading: int = 0, show_title: bool = True) -> str:
    """Return ``chart`` as a whole ``<figure class="chart">``, safe HTML.

    ``uid`` must be unique on the page. ``heading`` (2 to 6) makes its title a heading of that level;
    ``show_title=False`` leaves the title out when a card already shows it. Raises ``ValueError`` for what cannot be
    drawn truthfully.
    """
    check(chart)
    uid = escape(uid)
    empty = is_empty(chart)
    drawings = f'<p class="chart-empty">{words.NO_DATA}</p>' if empty else _drawings(chart, uid)
    body = f'<div class="chart-body">{_legend(legend(chart))}<div class="chart-drawing">{drawings}</div></div>'
    table = "" if empty else _table(chart_table(chart))
    kind = f"chart chart-{type(chart).__name__.removesuffix('Chart').lower()}"
    caption = _caption(chart, heading, show_title)
    return f'<figure class="{kind}">{caption}{body}{table}{_source(chart)}</figure>'


def _caption(chart: Chart, heading: int, show_title: bool) -> str:
    tag = f"h{heading}" if 2 <= heading <= 6 else "p"
    title = f'<{tag} class="chart-title">{escape(chart.title)}</{tag}>' if show_title and chart.title else ""
    summary = f'<p class="chart-summary">{escape(chart.summary)}</p>' if chart.summary else ""
    return f"<figcaption>{title}{summary}</figcaption>" if title or summary else ""


def _drawings(chart: Chart, uid: str) -> str:
    widths = _WIDTHS
    if isinstance(chart, GanttChart):
        widths = _GANTT_WIDTHS
    elif isinstance(chart, DonutChart):
        widths = _DONUT_WIDTHS
    elif isinstance(chart, GaugeChart):
        widths = _GAUGE_WIDTHS
    drawn = (
        # A finger does not hover: the narrow drawing goes without hover titles, and weighs a third less.
        draw(chart, width=width, uid=f"{uid}-{size[-1]}", classes=size, hover=size != "chart-s")
        for size, width in widths.items()
    )
    return "".join(drawn)


def _legend(entries: list[Entry]) -> str:
    if not entries:
        return ""
    return f'<ul class="chart-legend">{"".join(_legend_item(entry) for entry in entries)}</ul>'


def _legend_item(entry: Entry) -> str:
    canvas = Canvas(KEY, title="", description="")
    paint_key(canvas, entry, 0, 0)
    key = '<svg class="chart-key" width="14" height="14" viewBox="0 0 14 14" aria-hidden="true" focusable="false">'
    symbol = f'<span aria-hidden="true">{escape(entry.symbol)}</span> ' if entry.symbol and entry.form != "none" else ""
    return f"<li>{key}{canvas.content()}{key_hatch(entry)}</svg><span>{symbol}{escape(entry.label)}</span></li>"


def _table(table: ChartTable) -> str:
    head = "".join(f'<th scope="col">{escape(header)}</th>' for header in table.headers)
    rows = "".join(f"<tr>{_row(row)}</tr>" for row in table.rows)
    inside = f"<caption>{escape(table.caption)}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody>"
    label = escape(f"{words.SEE_DATA} : {table.caption}")
    region = f'<div class="chart-table" role="group" tabindex="0" aria-label="{label}">'
    summary = f"<summary>{words.SEE_DATA}</summary>"
    return f'<details class="chart-data">{summary}{region}<table>{inside}</table></div></details>'


def _row(row: tuple[str, ...]) -> str:
    first, *others = row
    return f'<th scope="row">{escape(first)}</th>' + "".join(f"<td>{escape(text)}</td>" for text in others)


def _source(chart: Chart) -> str:
    parts = []
    if chart.source:
        parts.append(f"{words.SOURCE} : {chart.source}")
    if chart.as_of:
        parts.append(f"au {day(chart.as_of)}" if parts else f"Au {day(chart.as_of)}")
    return f'<p class="chart-source">{escape(" · ".join(parts))}</p>' if parts else ""
