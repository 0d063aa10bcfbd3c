import itertools
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.ui.charts import gallery
from gouvernail.ui.charts.checks import is_empty
from gouvernail.ui.charts.colours import TOKENS
from gouvernail.ui.charts.figure import figure
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
from gouvernail.ui.charts.svg import draw, sparkline
from gouvernail.ui.charts.svg.text import text_width

from .strategies import any_chart, known

SVG = "{http://www.w3.org/2000/svg}"
EXAMPLES = gallery.examples()
WIDTHS = (320, 460, 720, 1080)


def parse(chart, **options):
    return ET.fromstring(draw(chart, **{"width": 720, "uid": "u", **options}))


def words_of(tree):
    return [element.text or "" for element in tree.iter(f"{SVG}text")]


def name_of(chart):
    return f"{type(chart).__name__}-{chart.title}"


def columns(*series, **more):
    runs = tuple(Series(f"s{at}", tuple(values)) for at, values in enumerate(series))
    return ColumnChart("Titre", categories=tuple("abcdefgh"[: len(series[0])]), series=runs, **more)


@given(any_chart, st.sampled_from((160, *WIDTHS)), st.booleans())
def test_every_chart_is_well_formed_and_stays_in_its_frame(chart, width, static):
    tree = parse(chart, width=width, static=static)

    assert tree.tag == f"{SVG}svg"
    if width < 320:
        return
    for element in tree.iter(f"{SVG}rect"):
        if not element.get("width", "").endswith("%") and not any(element is e for e in tree.iter(f"{SVG}pattern")):
            assert float(element.get("x", 0)) >= -0.6
            assert float(element.get("x", 0)) + float(element.get("width")) <= width + 0.6


@given(any_chart)
def test_a_figure_is_well_formed_and_none_of_its_texts_becomes_markup(chart):
    tree = ET.fromstring(figure(chart, uid="u"))

    assert not list(tree.iter("script"))
    attributes = {name for element in tree.iter() for name in element.attrib}
    assert not {name for name in attributes if name.startswith("on") or name == "style"}
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("chart", EXAMPLES, ids=name_of)
@pytest.mark.parametrize("width", WIDTHS)
def test_no_text_overflows_its_drawing(chart, width):
    for element in parse(chart, width=width).iter(f"{SVG}text"):
        if element.get("transform"):
            continue
        room = text_width(element.text, float(element.get("font-size")), bold=bool(element.get("font-weight")))
        start = float(element.get("x")) - {"middle": room / 2, "end": room}.get(element.get("text-anchor"), 0)
        assert start >= -1, element.text
        assert start + room <= width + 1, element.text


@pytest.mark.parametrize("chart", EXAMPLES, ids=name_of)
def test_a_page_drawing_has_a_name_a_description_and_no_colour_of_its_own(chart):
    text = draw(chart, width=720, uid="u")
    tree = ET.fromstring(text)

    assert tree.get("role") == "img"
    assert tree.find(f"{SVG}title[@id='u-t']").text == chart.title
    assert tree.find(f"{SVG}desc[@id='u-d']").text == chart.summary
    assert not re.search(r"#[0-9a-f]{6}|style=", text)
    classes = {name for element in tree.iter() for name in element.get("class", "").split()}
    painted = {name.split("-", 2)[2] for name in classes if name.startswith(("chart-fill-", "chart-stroke-"))}
    assert painted <= {*TOKENS, "hit"}


@pytest.mark.parametrize("chart", EXAMPLES, ids=name_of)
def test_a_document_drawing_carries_its_colours_and_its_legend(chart):
    text = draw(chart, width=560, static=True, uid="u")
    tree = ET.fromstring(text)

    assert "class=" not in text
    assert "var(" not in text
    assert tree.get("font-family").startswith("Inter")
    assert all(element.get("fill", "").startswith("#") for element in tree.iter(f"{SVG}text"))
    if isinstance(chart, ColumnChart):
        assert all(run.label in words_of(tree) for run in chart.series)


def test_the_requests_of_the_year_add_up_to_670_and_their_totals_stand_above():
    chart = gallery.requests_by_month()
    totals = [sum(column) for column in zip(*(run.values for run in chart.series), strict=True)]

    assert sum(totals) == 670
    assert set(map(str, totals)) <= set(words_of(parse(chart)))


def test_the_height_of_segments_is_in_proportion_of_their_values():
    tree = parse(columns((10, 40)))
    heights = [
        float(re.search(r"v(\d+\.?\d*)z", path.get("d"))[1]) for path in tree.iter(f"{SVG}path") if "q" in path.get("d")
    ]

    assert heights[1] == pytest.approx(4 * heights[0], rel=0.1)


def test_an_absent_value_is_a_dashed_stub_and_a_zero_is_a_zero():
    tree = parse(columns((None, 0, 5)))
    stubs = [rect for rect in tree.iter(f"{SVG}rect") if rect.get("stroke-dasharray")]

    assert len(stubs) == 1
    assert {"0", "5"} <= set(words_of(tree))


def test_a_total_over_absent_values_says_at_least():
    assert "≥4" in words_of(parse(columns((4, 1), (None, 2))))


def test_a_line_breaks_where_its_value_is_absent():
    chart = LineChart("T", categories=tuple("abcde"), series=(Series("s", (1, 2, None, 3, 4)),))
    lines = [path for path in parse(chart).iter(f"{SVG}path") if path.get("fill") == "none"]

    assert len(lines) == 2


@pytest.mark.parametrize(
    "chart",
    [
        columns((None, None)),
        ColumnChart("T"),
        BarChart("T", categories=("a",), series=(Series("s", (None,)),)),
        LineChart("T", categories=("a",)),
        DonutChart("T"),
        GaugeChart("T"),
        HistogramChart("T"),
        GanttChart("T"),
    ],
    ids=lambda chart: type(chart).__name__,
)
def test_no_data_is_said_in_words(chart):
    assert words_of(parse(chart)) == ["Données absentes"]
    page = figure(chart, uid="u")
    assert "Données absentes" in page
    assert "<svg" not in page
    assert "<table" not in page


@pytest.mark.parametrize(
    ("chart", "said"),
    [
        (columns((1, -2)), "négative"),
        (columns((float("inf"),)), "infinie"),
        (columns((float("nan"),)), "infinie"),
        (DonutChart("T", parts=(("a", -1),)), "négative"),
        (GaugeChart("T", percent=-1), "négative"),
        (GaugeChart("T", percent=1, tone="rose"), "rose"),
        (HistogramChart("T", bins=("a",), counts=(-1,)), "négative"),
        (HistogramChart("T", bins=("a",), counts=(1, 2)), "2 valeurs pour 1"),
        (HistogramChart("T", bins=("a",), counts=(1,), threshold_index=3), "Seuil au rang 3"),
        (ColumnChart("T", categories=("a",), series=(Series("s", (1, 2)),)), "2 valeurs pour 1"),
        (GanttChart("T", bars=(GanttBar("B", "", date(2026, 2, 1), date(2026, 1, 1)),)), "finit avant"),
        (GanttChart("T", bars=(GanttBar("B", "", date(2026, 1, 1), date(2026, 2, 1), 120),)), "hors de 0 à 100"),
    ],
)
def test_what_cannot_be_drawn_truthfully_is_refused_in_french(chart, said):
    with pytest.raises(ValueError, match=said):
        draw(chart, width=320)


def test_a_drawing_too_narrow_for_words_is_refused():
    with pytest.raises(ValueError, match="160 pixels"):
        draw(gallery.windows_rate(), width=159)


@pytest.mark.parametrize("href", ["javascript:alert(1)", "//ailleurs.example/", "data:text/html,x", "JAVASCRIPT:x"])
def test_a_link_that_could_run_or_leave_is_refused(href):
    bar = GanttBar("B", "", date(2026, 1, 1), date(2026, 2, 1), href=href)
    with pytest.raises(ValueError, match="Lien refusé"):
        draw(GanttChart("T", bars=(bar,)), width=320)


def test_a_roadmap_with_links_is_a_group_whose_links_are_read():
    chart = gallery.roadmap()
    linked = replace(chart, bars=tuple(replace(bar, href=f"/projets/{at}/") for at, bar in enumerate(chart.bars)))
    tree = parse(linked)

    assert tree.get("role") == "group"
    assert [link.get("href") for link in tree.iter(f"{SVG}a")] == [f"/projets/{at}/" for at in range(len(chart.bars))]
    assert not list(parse(linked, static=True).iter(f"{SVG}a"))


def test_a_roadmap_stacks_labels_on_a_phone_and_sets_them_beside_on_a_desk():
    narrow, wide = parse(gallery.roadmap(), width=320), parse(gallery.roadmap(), width=1080)

    assert float(narrow.get("height")) > float(wide.get("height")) * 1.2
    assert {"2026", "2027", "2028", "T1", "T4", "▲ Inventaire des comptes et des droits"} <= set(words_of(narrow))


@pytest.mark.parametrize(
    ("today", "drawn"), [(date(2026, 6, 1), True), (date(2031, 1, 1), False), (None, False)], ids=str
)
def test_today_is_drawn_only_inside_the_period(today, drawn):
    titles = [title.text for title in parse(replace(gallery.roadmap(), today=today)).iter(f"{SVG}title")]

    assert any((text or "").startswith("Aujourd’hui") for text in titles) is drawn


def test_a_bar_outside_the_period_is_told_in_words():
    bars = (
        GanttBar("Hier", "", date(2020, 1, 1), date(2020, 2, 1)),
        GanttBar("Demain", "", date(2035, 1, 1), date(2035, 2, 1)),
    )
    said = words_of(parse(GanttChart("T", bars=bars, marks=(GanttMark("M", date(1990, 1, 1)),))))

    assert "← avant la période" in said
    assert "après la période →" in said


def test_forty_names_do_not_overlap():
    chart = ColumnChart("T", categories=tuple(map(str, range(1990, 2030))), series=(Series("s", (1,) * 40),))
    places = [
        float(e.get("x")) for e in parse(chart, width=320).iter(f"{SVG}text") if (e.text or "").startswith(("19", "20"))
    ]

    assert len(places) < 40
    assert min(b - a for a, b in itertools.pairwise(places)) >= text_width("2000", 12)


def test_a_rate_beyond_its_scale_keeps_its_number():
    assert "104\u202f%" in words_of(parse(GaugeChart("T", percent=104, target=100)))


def test_the_gauge_says_its_tone_with_a_symbol_and_a_word():
    assert "▲ En risque" in words_of(parse(gallery.windows_rate()))


def test_the_histogram_counts_what_is_beyond_its_threshold():
    assert "5 ans et plus : 31\u00a0postes (36\u202f%)" in words_of(parse(gallery.age_of_computers()))


@given(st.lists(known, max_size=30), st.text())
def test_a_sparkline_is_well_formed(values, label):
    drawn = sparkline(values, label=label)

    assert (drawn == "") is all(value is None for value in values)
    if drawn:
        ET.fromstring(drawn)


def test_a_sparkline_is_silent_unless_named():
    assert 'aria-hidden="true"' in sparkline((1, 2, 3))
    assert 'aria-label="Postes &lt;b&gt;"' in sparkline((1, 2, 3), label="Postes <b>")


@given(any_chart)
def test_emptiness_is_about_absence_never_about_zero(chart):
    if isinstance(chart, DonutChart) and chart.parts:
        assert not is_empty(replace(chart, parts=tuple((label, 0) for label, _ in chart.parts)))
