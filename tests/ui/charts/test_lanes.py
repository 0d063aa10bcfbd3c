from datetime import date

import pytest

from gouvernail.ui.charts.checks import check
from gouvernail.ui.charts.figure import figure
from gouvernail.ui.charts.legend import legend
from gouvernail.ui.charts.model import GanttBar, GanttCell, GanttChart, GanttLane, GanttMark
from gouvernail.ui.charts.numbers import day
from gouvernail.ui.charts.svg import draw
from gouvernail.ui.charts.tables import chart_table

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def chart(*cells, steps=()):
    lane = GanttLane("Investissement", "k€", "Dépense", "Enveloppe", cells)
    bar = GanttBar("Pare-feu", "", *YEAR, steps=steps)
    return GanttChart("Feuille de route", start=YEAR[0], end=YEAR[1], bars=(bar,), lanes=(lane,))


def height(drawing):
    return float(drawing.split('height="')[1].split('"')[0])


def test_what_exceeds_is_drawn_apart_named_and_told():
    over = chart(GanttCell("2026", *YEAR, 50, 38))
    drawing = draw(over, width=1080)
    assert "chart-fill-tone-alert" in drawing
    assert "2026 : Dépense 50 k€, Enveloppe 38 k€, dépassement 12 k€" in drawing.replace("\u00a0", " ")
    assert "Dépassement" in [entry.label for entry in legend(over)]
    (row,) = [row for row in chart_table(over).rows if row[0] == "Investissement"]
    assert row[-1].replace("\u00a0", " ") == "▲ dépassement 12 k€"


def test_what_stays_within_is_not_an_excess():
    within = chart(GanttCell("2026", *YEAR, 38, 38))
    assert "chart-fill-tone-alert" not in draw(within, width=1080)
    assert "Dépassement" not in [entry.label for entry in legend(within)]


@pytest.mark.parametrize(("value", "limit"), [(None, 10), (10, None), (None, None)])
def test_absent_is_not_zero(value, limit):
    one = chart(GanttCell("2026", *YEAR, value, limit))
    assert one.lanes[0].cells[0].excess == 0
    (row,) = [row for row in chart_table(one).rows if row[0] == "Investissement"]
    assert "non renseigné" in row[1]
    draw(one, width=320)


def test_lanes_stand_under_the_bars():
    bare = GanttChart("x", start=YEAR[0], end=YEAR[1], bars=chart().bars)
    assert height(draw(chart(GanttCell("2026", *YEAR, 1, 2)), width=620)) > height(draw(bare, width=620)) + 60


def test_a_negative_value_is_refused():
    with pytest.raises(ValueError, match="négative"):
        check(chart(GanttCell("2026", *YEAR, -1, 2)))


def test_milestones_too_near_make_one_diamond_with_all_their_names():
    near = (
        GanttMark("Pose", date(2026, 5, 4)),
        GanttMark("Recette", date(2026, 5, 6)),
        GanttMark("Fin", date(2026, 11, 2)),
    )
    drawing = draw(chart(steps=near), width=620)
    assert drawing.count("chart-stroke-mark") == 2
    assert f"Pose : {day(near[0].on)} · Recette : {day(near[1].on)}" in drawing
    assert "Jalons des projets" in figure(chart(steps=near), uid="x")
