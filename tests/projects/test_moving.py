from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.journal.models import Entry
from gouvernail.kernel.partial_dates import MonthPart, PartialDate
from gouvernail.kernel.periods import Month, Quarter
from gouvernail.organisations.actors import actor_of
from gouvernail.organisations.enums import Role
from gouvernail.projects.moving import lengthen, move, place_at, shifted
from gouvernail.projects.rules import broken_rules
from gouvernail.registers.operations import RefusedError
from tests.factories import make_organisation, make_project, partial
from tests.worlds import person

ON = date(2026, 1, 13)
YEARS, MONTHS = st.integers(2020, 2035), st.integers(1, 12)
PRECISE = st.one_of(
    st.builds(PartialDate.of_month, YEARS, MONTHS),
    st.builds(PartialDate.of_quarter, YEARS, st.integers(1, 4)),
    st.builds(lambda y, m, part: PartialDate.of_part(Month(y, m), part), YEARS, MONTHS, st.sampled_from(MonthPart)),
    st.builds(lambda y, m, d: PartialDate.of_day(date(y, m, d)), YEARS, MONTHS, st.integers(1, 28)),
    st.builds(lambda y, m: PartialDate.of_months(Month(y, m), Month(y, m).next()), YEARS, MONTHS),
)


@given(PRECISE, st.integers(-8, 8))
def test_a_date_moved_there_and_back_is_the_same_as_precise(known, quarters):
    moved = shifted(known, quarters)
    assert moved.precision == known.precision
    assert Quarter.of(moved.first_day) == Quarter.of(known.first_day).shifted(quarters)
    assert shifted(moved, -quarters) == known


def test_a_year_moves_from_its_first_quarter_or_to_its_last():
    year = PartialDate.of_year(2026)
    assert shifted(year, 1) == PartialDate.of_quarter(2026, 2)
    assert shifted(year, 1, last=True) == PartialDate.of_quarter(2027, 1)


@pytest.fixture
def place(db):
    return make_organisation(lives_on=ON)


@pytest.fixture
def actor(place):
    return actor_of(person("referent@essai.example", Role.REFERENT, place), ON)


def test_moving_keeps_the_length_and_leaves_one_line_in_the_journal(place, actor):
    project = make_project(place, "T2 2026", "fin septembre 2026")
    moved = move(project, 1, actor=actor)
    assert (str(moved.starts.short()), moved.ends.short()) == ("T3 2026", "fin déc. 2026")
    (entry,) = Entry.objects.filter(kind="project", object_id=str(project.pk))
    assert set(entry.details) == {"starts", "ends"}


def test_lengthening_leaves_the_start(place, actor):
    project = make_project(place, "T2 2026", "T3 2026")
    assert lengthen(project, 2, actor=actor).ends == partial("T1 2027")
    assert lengthen(project, -3, actor=actor).ends == partial("T2 2026")
    with pytest.raises(RefusedError, match="finirait avant de commencer"):
        lengthen(project, -1, actor=actor)
    project.refresh_from_db()
    assert project.ends == partial("T2 2026")


def test_a_project_known_by_one_date_only_is_lengthened_from_it(place, actor):
    longer = lengthen(make_project(place, "T2 2026"), 1, actor=actor)
    assert (longer.starts, longer.ends) == (partial("T2 2026"), partial("T3 2026"))


@pytest.mark.parametrize("act", [move, lengthen])
def test_what_has_no_date_or_is_over_does_not_move(place, actor, act):
    with pytest.raises(RefusedError, match="pas de date"):
        act(make_project(place), 1, actor=actor)
    with pytest.raises(RefusedError, match="il ne se déplace plus"):
        act(make_project(place, "T1 2026", "T2 2026", life_cycle="termine"), 1, actor=actor)


def test_placing_refuses_an_end_before_the_start(place, actor):
    project = make_project(place)
    with pytest.raises(RefusedError):
        place_at(project, Quarter(2027, 2), Quarter(2027, 1), actor=actor)
    assert place_at(project, Quarter(2027, 1), Quarter(2027, 1), actor=actor).ends == partial("T1 2027")


def test_who_may_not_write_moves_nothing(place):
    project = make_project(place, "T2 2026", "T3 2026")
    elected = actor_of(person("elu@essai.example", Role.ELECTED, place), ON)
    with pytest.raises(PermissionDenied):
        move(project, 1, actor=elected)


def test_dates_that_break_the_sheet_are_said(place):
    before = make_project(place, "T1 2026", "T3 2026", title="Socle")
    late = make_project(
        place, "T3 2026", "T4 2026", title="Suite", waits_for=before, earliest=partial("T4 2026"),
        deadline=partial("T3 2026"),
    )  # fmt: skip
    sentences = [sentence for one, sentence in broken_rules([before, late]) if one == late]
    assert len(sentences) == 3
    assert "pas avant T4 2026" in sentences[0]
    assert "après l’échéance à tenir (T3 2026)" in sentences[1]
    assert "« Socle »" in sentences[2]
    late.life_cycle = "termine"
    assert broken_rules([before, late]) == []
