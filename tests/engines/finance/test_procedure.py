"""The steps of a public purchase: order, delays, standstill, days on which nobody works."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.engines.finance.dated import shipped
from gouvernail.engines.finance.procedure import Procedure, Stage, Step, check, is_closed, next_open_day
from gouvernail.kernel.working_days import public_holidays

CALENDAR = (
    (Stage.PUBLICATION, date(2026, 1, 12)),
    (Stage.DEADLINE, date(2026, 2, 16)),
    (Stage.ANALYSIS, date(2026, 2, 17)),
    (Stage.DECISION, date(2026, 3, 9)),
    (Stage.REJECTION, date(2026, 3, 10)),
    (Stage.SIGNATURE, date(2026, 3, 23)),
    (Stage.NOTIFICATION, date(2026, 3, 24)),
    (Stage.START, date(2026, 4, 7)),
)


def steps(**changed):
    """The calendar above, some of its days moved (``None`` takes a day away)."""
    days = {stage: changed.get(stage.value, day) for stage, day in CALENDAR}
    return [Step(stage, stage.value, rank, day) for rank, (stage, day) in enumerate(days.items())]


def kinds(found):
    return [one.kind for one in found]


def test_a_calendar_that_holds_is_left_alone():
    assert check(steps(), Procedure.OPEN) == []


@pytest.mark.parametrize(
    ("days", "electronic", "short"), [(10, True, True), (11, True, False), (15, False, True), (16, False, False)]
)
def test_the_standstill_is_eleven_days_or_sixteen(days, electronic, short):
    signed = date(2026, 3, 10) + timedelta(days=days)
    moved = steps(signature=signed, notification=date(2026, 3, 31))
    found = [one for one in check(moved, Procedure.OPEN, electronic=electronic) if one.kind == "standstill"]
    assert bool(found) is short
    if short:
        assert found[0].proposed == date(2026, 3, 10) + timedelta(days=11 if electronic else 16)
        assert "R2182-1" in found[0].sentence


def test_an_adapted_procedure_has_no_standstill():
    assert check(steps(signature=date(2026, 3, 12), notification=date(2026, 3, 13)), Procedure.ADAPTED) == []


def test_without_a_procedure_the_breach_is_not_certain():
    (one,) = check(steps(signature=date(2026, 3, 12), notification=date(2026, 3, 13)))
    assert (one.kind, one.certain) == ("standstill", False)


def test_without_letters_the_standstill_counts_from_the_choice():
    (one,) = check(steps(rejection=None, signature=date(2026, 3, 12), notification=date(2026, 3, 13)), Procedure.OPEN)
    assert (one.kind, one.other.stage) == ("standstill", Stage.DECISION)


@pytest.mark.parametrize(
    ("procedure", "days", "short"),
    [
        (Procedure.OPEN, 29, True),
        (Procedure.OPEN, 30, False),
        (Procedure.ADAPTED, 19, True),
        (Procedure.ADAPTED, 20, False),
    ],
)
def test_offers_have_the_time_that_the_procedure_gives(procedure, days, short):
    published = date(2026, 2, 16) - timedelta(days=days)
    assert ("delay" in kinds(check(steps(publication=published), procedure))) is short


def test_a_restricted_procedure_counts_applications_then_offers():
    first = [
        Step(Stage.PUBLICATION, "publication", 0, date(2026, 1, 12)),
        Step(Stage.APPLICATIONS, "candidatures", 1, date(2026, 2, 2)),
        Step(Stage.DEADLINE, "offres", 2, date(2026, 2, 16)),
    ]
    found = check(first, Procedure.RESTRICTED)
    assert kinds(found) == ["delay", "delay"]
    assert [one.proposed for one in found] == [date(2026, 2, 11), date(2026, 2, 27)]


def test_a_step_dated_before_the_one_it_follows_is_told():
    (one,) = [
        x for x in check(steps(notification=date(2026, 3, 2), signature=None), Procedure.ADAPTED) if x.kind == "order"
    ]
    assert (one.step.stage, one.other.stage) == (Stage.NOTIFICATION, Stage.REJECTION)


def test_letters_placed_before_the_decision_are_told_without_a_date():
    listed = [
        Step(Stage.REPORT, "rapport", 0),
        Step(Stage.REJECTION, "lettres", 1),
        Step(Stage.DECISION, "décision", 2),
    ]
    (one,) = check(listed)
    assert (one.kind, one.step.label, one.other.label) == ("order", "lettres", "décision")


def test_a_review_that_begins_before_the_end_of_the_writing_overlaps():
    drafted = [
        Step(Stage.DRAFTING, "rédaction", 0, date(2025, 10, 6), date(2025, 11, 7)),
        Step(Stage.REVIEW, "relecture", 1, date(2025, 11, 3), date(2025, 11, 14)),
    ]
    (one,) = check(drafted)
    assert one.kind == "overlap"
    assert "4 jours avant" in one.sentence


@pytest.mark.parametrize(
    ("day", "zone", "word", "following"),
    [
        (date(2026, 2, 14), "metropole", "un samedi", date(2026, 2, 16)),
        (date(2026, 4, 5), "metropole", "un dimanche", date(2026, 4, 7)),
        (date(2026, 4, 3), "alsace-moselle", "un jour férié", date(2026, 4, 7)),
    ],
)
def test_a_deadline_on_a_closed_day_moves_to_the_next_open_one(day, zone, word, following):
    (one,) = check([Step(Stage.DEADLINE, "remise", 0, day)], zone=zone)
    assert (one.kind, one.proposed) == ("closed", following)
    assert word in one.sentence


def test_good_friday_is_worked_outside_alsace_moselle():
    assert check([Step(Stage.DEADLINE, "remise", 0, date(2026, 4, 3))]) == []


@given(st.dates(date(2000, 1, 1), date(2060, 12, 31)))
def test_the_next_open_day_is_the_first_one_on_which_people_work(day):
    found = next_open_day(day)
    assert not is_closed(found)
    between = [day + timedelta(days=rank) for rank in range(1, (found - day).days)]
    assert all(one.weekday() >= 5 or one in public_holidays(one.year) for one in between)


@given(
    st.lists(
        st.tuples(st.sampled_from(list(Stage)), st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1))), max_size=12
    )
)
def test_any_calendar_is_judged_without_a_crash(rows):
    listed = [Step(stage, stage.value, rank, day) for rank, (stage, day) in enumerate(rows)]
    for one in check(listed):
        assert one.sentence.endswith(".")
        assert one.step in listed


def test_before_the_delays_were_known_none_is_told():
    old = steps(**{stage.value: day.replace(year=2010) for stage, day in CALENDAR})
    assert {"delay", "standstill"} & set(kinds(check(old, Procedure.OPEN))) == set()


def test_every_delay_has_its_source_and_says_what_was_not_checked():
    for one in shipped("delays"):
        assert one.source
        assert one.checked or one.doubt
