"""Random charts of every kind, with hostile texts and absent values."""

from datetime import date, timedelta

from hypothesis import strategies as st

from gouvernail.ui.charts.model import (
    BarChart,
    ColumnChart,
    DonutChart,
    GanttBar,
    GanttChart,
    GanttMark,
    GaugeChart,
    HistogramChart,
    LineChart,
    Series,
)

texts = st.one_of(
    st.text(max_size=60),
    st.sampled_from(("<script>alert(1)</script>", '" onload="x', "a & b", "]]>", "\x00\x0b\ud800", "é" * 90, "")),
)
values = st.one_of(st.integers(0, 10**7), st.floats(0, 1e18, allow_nan=False))
known = st.one_of(st.none(), values)
days = st.dates(date(2015, 1, 1), date(2040, 12, 31))


@st.composite
def series_charts(draw, kind):
    categories = tuple(draw(st.lists(texts, max_size=45)))
    count = draw(st.integers(0, 8))
    runs = st.tuples(*[known] * len(categories))
    series = tuple(Series(draw(texts), draw(runs)) for _ in range(count))
    more = {}
    if kind is ColumnChart:
        more["stacked"] = draw(st.booleans())
    if kind is BarChart:
        more = {"as_share": draw(st.booleans()), "ranked": draw(st.booleans())}
    return kind(draw(texts), draw(texts), draw(texts), draw(texts), categories=categories, series=series, **more)


@st.composite
def histograms(draw):
    bins = tuple(draw(st.lists(texts, max_size=45)))
    counts = draw(st.tuples(*[values] * len(bins)))
    threshold = draw(st.one_of(st.none(), st.integers(0, len(bins))))
    return HistogramChart(
        draw(texts),
        bins=bins,
        counts=counts,
        threshold_index=threshold,
        threshold_label=draw(texts),
        axis_label=draw(texts),
    )


@st.composite
def bars(draw):
    start = draw(days)
    return GanttBar(
        draw(texts),
        draw(st.sampled_from(("", "Socle", "Cybersécurité"))),
        start,
        start + timedelta(days=draw(st.integers(0, 2000))),
        draw(st.one_of(st.none(), st.integers(0, 100))),
        draw(st.sampled_from(("on_track", "risk", "alert", "done", "planned"))),
        draw(st.sampled_from(("", "/projets/1/", '/projets/?a=1&b="2"'))),
        draw(st.booleans()),
    )


@st.composite
def gantts(draw):
    start = draw(days)
    return GanttChart(
        draw(texts),
        start=start,
        end=start + timedelta(days=draw(st.integers(0, 4000))),
        bars=tuple(draw(st.lists(bars(), max_size=8))),
        marks=tuple(draw(st.lists(st.builds(GanttMark, texts, days), max_size=4))),
        today=draw(st.one_of(st.none(), days)),
    )


donuts = st.builds(
    DonutChart, texts, unit=texts, parts=st.lists(st.tuples(texts, values), max_size=8).map(tuple), centre_label=texts
)
gauges = st.builds(
    GaugeChart,
    texts,
    percent=known,
    target=known,
    caption=texts,
    tone=st.sampled_from(("neutral", "good", "risk", "alert")),
)
any_chart = st.one_of(
    *(series_charts(kind) for kind in (ColumnChart, BarChart, LineChart)), donuts, gauges, histograms(), gantts()
)
