from datetime import date

import pytest

from gouvernail.action_plan.models import Axis
from gouvernail.organisations.actors import system_actor
from gouvernail.plans import marks
from gouvernail.plans.roadmap import axes_of, projects_of, roadmap
from gouvernail.ui.charts.checks import check
from gouvernail.ui.charts.figure import figure
from gouvernail.ui.charts.model import GanttMark
from tests.factories import make_organisation, make_project

ON = date(2026, 1, 13)
ACTOR = system_actor("essai")


@pytest.fixture
def place(db):
    return make_organisation()


def drawn(place):
    found = roadmap(place, ACTOR, projects_of(place, ACTOR), ON)
    check(found.chart)
    return found


def test_projects_are_drawn_by_axis_then_by_date(place):
    first, second = (Axis.objects.create(organisation=place, name=name, order=n) for n, name in enumerate("BA"))
    make_project(place, "T2 2026", "T4 2026", title="Tard", axis=first)
    make_project(place, "T1 2026", "T2 2026", title="Tôt", axis=first)
    make_project(place, "T1 2026", "T2 2026", title="Autre axe", axis=second)
    make_project(place, "T1 2026", "T2 2026", title="Sans axe")
    chart = drawn(place).chart
    assert [(bar.group, bar.label) for bar in chart.bars] == [
        ("B", "Tôt"),
        ("B", "Tard"),
        ("A", "Autre axe"),
        ("", "Sans axe"),
    ]
    assert (chart.start, chart.end, chart.today) == (date(2026, 1, 1), date(2026, 12, 31), ON)
    assert [axis.name for axis in axes_of(projects_of(place, ACTOR))] == ["B", "A"]


def test_a_bar_goes_from_the_first_to_the_last_day_its_dates_allow(place):
    make_project(place, "12/02/2026", "mars 2026", title="Précis")
    make_project(place, "12/02/2026", "T3 2026", title="Au trimestre")
    precise, loose = sorted(drawn(place).chart.bars, key=lambda bar: bar.label, reverse=True)
    assert (precise.start, precise.end, precise.vague) == (date(2026, 2, 12), date(2026, 3, 31), False)
    assert (loose.end, loose.vague) == (date(2026, 9, 30), True)


def test_one_date_alone_makes_a_vague_bar(place):
    make_project(place, ends="mars 2026")
    bar = drawn(place).chart.bars[0]
    assert (bar.start, bar.end, bar.vague) == (date(2026, 3, 1), date(2026, 3, 31), True)


def test_what_cannot_be_drawn_is_said_not_corrected(place):
    make_project(place, title="Sans date")
    make_project(place, "T4 2026", "T1 2026", title="À l’envers")
    found = drawn(place)
    assert found.chart.bars == ()
    assert {one.title: reason for one, reason in found.undrawn} == {
        "Sans date": "aucune date",
        "À l’envers": "la fin (T1 2026) précède le début (T4 2026)",
    }


def test_dropped_projects_are_counted_not_drawn(place):
    make_project(place, "T1 2026", "T2 2026", life_cycle="abandonne")
    found = drawn(place)
    assert (found.projects, found.dropped) == ([], 1)


@pytest.mark.parametrize(
    ("life", "health", "tone"),
    [
        ("en_cours", "dans_les_temps", "on_track"),
        ("en_cours", "en_risque", "risk"),
        ("planifie", "en_alerte", "alert"),
        ("planifie", "dans_les_temps", "planned"),
        ("idee", "", "planned"),
        ("termine", "en_alerte", "done"),
        ("en_cours", "", "neutral"),
    ],
)
def test_a_health_nobody_told_is_never_on_track(place, life, health, tone):
    make_project(place, "T1 2026", "T2 2026", life_cycle=life, health=health)
    assert drawn(place).chart.bars[0].tone == tone


def test_each_bar_leads_to_its_project(place):
    one = make_project(place, "T1 2026", "T2 2026")
    assert drawn(place).chart.bars[0].href == f"/c/{place.slug}/projets/{one.pk}/"


def test_a_long_roadmap_keeps_what_is_ahead(place):
    make_project(place, "2010", "2012", title="Vieux")
    make_project(place, "2027", "2028", title="À venir")
    chart = drawn(place).chart
    assert [bar.label for bar in chart.bars] == ["À venir"]
    assert chart.end == date(2028, 12, 31)
    assert chart.start.year >= 2023


def test_marks_come_from_the_rooms_above(place, monkeypatch):
    monkeypatch.setattr(marks, "_sources", [])

    def sittings(asked, actor, first, last):
        assert (asked, actor) == (place, ACTOR)
        yield GanttMark("COPIL n° 4", date(2026, 2, 16))
        yield GanttMark("COPIL n° 3", date(2026, 1, 13))
        yield GanttMark("COPIL n° 9", date(2031, 1, 1))

    marks.add_mark_source(sittings)
    marks.add_mark_source(sittings)
    make_project(place, "T1 2026", "T2 2026")
    assert [mark.label for mark in drawn(place).chart.marks] == ["COPIL n° 3", "COPIL n° 4"]


def test_the_drawing_does_not_say_on_track_of_a_health_nobody_told(place):
    make_project(place, "T1 2026", "T2 2026", title="Annuaire")
    drawing = figure(drawn(place).chart, uid="essai")
    assert "Santé non renseignée" in drawing
    assert "? Annuaire" in drawing
    assert "Dans les temps" not in drawing
