import re
import xml.etree.ElementTree as ET

import pytest

from gouvernail.ui.charts import gallery
from gouvernail.ui.charts.figure import figure
from gouvernail.ui.charts.legend import legend, marks_name
from gouvernail.ui.charts.model import ColumnChart, GanttChart, GanttMark, Series

EXAMPLES = gallery.examples()


def name_of(chart):
    return type(chart).__name__


@pytest.mark.parametrize("chart", EXAMPLES, ids=name_of)
def test_a_figure_says_everything(chart):
    text = figure(chart, uid="u", heading=3)
    tree = ET.fromstring(text)

    assert tree.tag == "figure"
    assert "chart" in tree.get("class").split()
    assert tree.find("figcaption/h3").text == chart.title
    assert tree.find("figcaption/p").text == chart.summary
    assert tree.find("details/summary").text == "Voir les données"
    assert tree.find("details/div/table/caption").text.startswith(chart.title)
    assert text.count("Source\u00a0: ") + text.count("Source : ") == 1
    assert "au 13 janvier 2026" in text


def test_three_widths_are_drawn_and_only_one_is_shown_at_a_time():
    tree = ET.fromstring(figure(gallery.roadmap(), uid="u"))
    drawings = [svg for svg in tree.iter("{http://www.w3.org/2000/svg}svg") if svg.get("role")]

    assert [svg.get("class") for svg in drawings] == ["chart-svg chart-l", "chart-svg chart-m", "chart-svg chart-s"]


def test_the_title_may_be_left_to_the_card():
    assert "chart-title" not in figure(EXAMPLES[0], uid="u", show_title=False)
    assert '<p class="chart-title">' in figure(EXAMPLES[0], uid="u")


def test_imported_labels_are_never_rendered():
    hostile = '<img src=x onerror="alert(1)">'
    chart = ColumnChart(
        hostile,
        hostile,
        hostile,
        hostile,
        categories=(hostile, "b"),
        series=(Series(hostile, (1, 2)), Series("t", (None, None))),
        category_label=hostile,
    )
    text = figure(chart, uid='u"><b>')

    assert "<img" not in text
    assert "<b>" not in text
    assert "&lt;img" in text
    ET.fromstring(text)


def test_keys_tell_series_apart_without_colour():
    text = figure(gallery.requests_by_month(), uid="u")
    keys = re.findall(r'<svg class="chart-key".*?</svg>', text)

    assert len(keys) == 4
    assert ["chart-hatch" in key for key in keys] == [False, True, True, True]


def test_one_series_needs_no_legend():
    assert legend(ColumnChart("T", categories=("a",), series=(Series("s", (1,)),))) == []


def test_the_legend_explains_what_is_absent():
    chart = ColumnChart("T", categories=("a", "b"), series=(Series("s", (1, None)), Series("t", (None, None))))

    assert [entry.label for entry in legend(chart)] == ["s", "t", "Non renseigné", "au moins : une valeur manque"]


def test_the_legend_of_a_roadmap_names_only_what_is_drawn():
    labels = [f"{entry.symbol} {entry.label}".strip() for entry in legend(gallery.roadmap())]

    assert labels == [
        "Dans les temps",
        "▲ En risque",
        "● En alerte",
        "À venir",
        "Dates approximatives",
        "COPIL",
        "Aujourd’hui",
    ]


@pytest.mark.parametrize(
    ("labels", "name"),
    [
        (("COPIL n° 1", "COPIL n° 2"), "COPIL"),
        (("Vote du budget",), "Vote du budget"),
        (("COPIL n° 1", "Vote"), "Jalons"),
    ],
)
def test_marks_are_named_after_what_they_share(labels, name):
    day = gallery.roadmap().start
    assert marks_name(GanttChart("T", marks=tuple(GanttMark(label, day) for label in labels))) == name


def test_the_gallery_holds_every_kind():
    kinds = {name_of(chart) for chart in EXAMPLES}

    assert kinds == {
        "ColumnChart",
        "BarChart",
        "LineChart",
        "DonutChart",
        "GaugeChart",
        "HistogramChart",
        "GanttChart",
    }
