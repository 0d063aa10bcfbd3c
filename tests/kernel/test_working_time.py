"""Minutes of opening hours, beside a loop that looks at the clock on the wall every minute."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouvernail.kernel.opening_hours import parse_ranges, written_ranges
from gouvernail.kernel.working_days import ZONES, public_holidays
from gouvernail.kernel.working_time import (
    CLOCKS,
    UNKNOWN,
    Timetable,
    Week,
    working_minutes,
    working_minutes_of_arrays,
    written_minutes,
)

PARIS = ZoneInfo("Europe/Paris")
OFFICE = parse_ranges("8 h 30–12 h / 13 h 30–17 h")
WEEK = Week(date(2024, 1, 1), (OFFICE,) * 5 + ((), ()))
USUAL = Timetable((WEEK,))


def paris(*numbers, fold=0):
    return datetime(*numbers, tzinfo=PARIS, fold=fold)


def by_loop(timetable, start, end):
    """Every minute from the one to the other: is the support open when the clock on its wall shows that?"""
    clock, count = ZoneInfo(CLOCKS[timetable.zone]), 0
    minute = start.astimezone(UTC).replace(second=0, microsecond=0)
    while minute < end.astimezone(UTC).replace(second=0, microsecond=0):
        shown = minute.astimezone(clock)
        day, at = shown.date(), 60 * shown.hour + shown.minute
        week = [one for one in timetable.weeks if one.since <= day][-1]
        closed = any(first <= day <= last for first, last in timetable.closed)
        if day in public_holidays(day.year, timetable.zone) and not week.open_on_holidays:
            closed = True
        if not closed and any(first <= at < last for first, last in week.days[day.weekday()]):
            count += 1
        minute += timedelta(minutes=1)
    return count


@st.composite
def ranges(draw):
    bounds = sorted(draw(st.sets(st.integers(0, 1440), max_size=4)))
    return tuple(zip(bounds[::2], bounds[1::2], strict=False))


@st.composite
def timetables(draw):
    since = [date(2024, 1, 1), *draw(st.sampled_from([[], [date(2025, 3, 30)], [date(2025, 10, 26)]]))]
    weeks = tuple(
        Week(day, tuple(draw(st.lists(ranges(), min_size=7, max_size=7))), draw(st.booleans())) for day in since
    )
    closed = draw(
        st.sampled_from([(), ((date(2025, 5, 2), date(2025, 5, 2)),), ((date(2025, 12, 24), date(2026, 1, 2)),)])
    )
    return Timetable(weeks, closed, draw(st.sampled_from(sorted(ZONES))))


AROUND = [
    datetime(year, month, day, 12, tzinfo=UTC)
    for year, month, day in ((2025, 3, 29), (2025, 10, 25), (2025, 3, 8), (2025, 11, 1), (2025, 4, 30), (2025, 12, 31))
]
"""Changes of clocks in France and in Saint-Pierre-et-Miquelon, holidays, the end of a year."""


@settings(max_examples=150, deadline=None)
@given(
    timetable=timetables(), around=st.sampled_from(AROUND), later=st.integers(-86_400, 86_400),
    seconds=st.integers(0, 3 * 86_400),
)  # fmt: skip
def test_the_minutes_are_those_of_a_loop(timetable, around, later, seconds):
    start = around + timedelta(seconds=later)
    end = start + timedelta(seconds=seconds)
    assert working_minutes(timetable, start, end) == by_loop(timetable, start, end)


def test_a_request_that_waits_over_lunch_the_night_and_a_weekend():
    assert working_minutes(USUAL, paris(2026, 1, 9, 11, 30), paris(2026, 1, 9, 14)) == 60
    assert working_minutes(USUAL, paris(2026, 1, 9, 16, 50), paris(2026, 1, 12, 8, 45)) == 25
    assert working_minutes(USUAL, paris(2026, 1, 10, 9), paris(2026, 1, 11, 18)) == 0, (
        "opened and resolved while closed"
    )
    assert working_minutes(USUAL, paris(2026, 5, 7, 8, 30), paris(2026, 5, 11, 8, 30)) == 420, "8 May is a holiday"


def test_clocks_that_change_neither_add_nor_take_an_hour_of_opening():
    always = Timetable((Week(date(2024, 1, 1), (((0, 1440),),) * 7, open_on_holidays=True),))
    assert working_minutes(always, paris(2025, 3, 30), paris(2025, 3, 31)) == 23 * 60
    assert working_minutes(always, paris(2025, 10, 26), paris(2025, 10, 27)) == 25 * 60
    assert working_minutes(always, paris(2025, 10, 26, 2, 30), paris(2025, 10, 26, 2, 30, fold=1)) == 60


def test_the_hours_of_a_territory_are_those_of_its_clock():
    reunion = Timetable((WEEK,), zone="reunion")
    opened, closed = datetime(2026, 1, 9, 4, 30, tzinfo=UTC), datetime(2026, 1, 9, 6, tzinfo=UTC)
    assert working_minutes(reunion, opened, closed) == 90
    assert working_minutes(USUAL, opened, closed) == 0, "the night in Paris"


def test_what_is_not_known_is_not_counted():
    assert working_minutes(USUAL, paris(2023, 12, 29, 9), paris(2024, 1, 2, 9)) is None, "no hours before 2024"
    assert working_minutes(USUAL, paris(2026, 1, 9, 9), paris(2026, 1, 9, 8)) is None
    assert working_minutes(Timetable(()), paris(2026, 1, 9, 9), paris(2026, 1, 9, 10)) is None
    closed = np.array(["NaT"], "datetime64[m]")
    assert working_minutes_of_arrays(USUAL, np.array(["2026-01-09T09:00"], "datetime64[s]"), closed)[0] == UNKNOWN


def test_a_support_that_never_opens_works_no_minute():
    never = Timetable((Week(date(2024, 1, 1), ((),) * 7),))
    assert working_minutes(never, paris(2026, 1, 9, 9), paris(2026, 2, 9, 9)) == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8 h 30–12 h / 13 h 30–17 h", ((510, 720), (810, 1020))),
        ("8h30-12h, 13:30-17:00", ((510, 720), (810, 1020))),
        ("de 9h à 12h et de 14h à 16h", ((540, 720), (840, 960))),
        ("0 h–24 h", ((0, 1440),)),
        ("", ()),
        ("fermé", ()),
    ],
)
def test_hours_are_read_as_people_write_them(text, expected):
    assert parse_ranges(text) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("matin", "n’est pas une plage horaire"),
        ("17 h–8 h", "finit avant de commencer"),
        ("8 h–12 h / 11 h–17 h", "se chevauchent"),
        ("8 h 75–12 h", "n’existe pas"),
        ("8 h–25 h", "n’existe pas"),
    ],
)
def test_hours_that_are_none_are_refused_in_french(text, words):
    with pytest.raises(ValueError, match=words):
        parse_ranges(text)


@given(ranges())
def test_hours_written_are_read_back(found):
    apart = tuple((start, end) for start, end in found if start < end)
    assert parse_ranges(written_ranges(apart)) == apart


def test_lengths_are_written_as_people_say_them():
    assert [written_minutes(n) for n in (0, 45, 180, 1625)] == ["0 min", "45 min", "3 h", "27 h 05"]


def test_every_territory_has_its_clock():
    assert CLOCKS.keys() == ZONES.keys()
