from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.kernel.working_days import ZONES, public_holidays, working_days_between, working_days_of

DAYS = st.dates(date(2020, 1, 1), date(2027, 12, 31))


def test_the_weekend_and_the_holidays_do_not_count():
    # 8 May 2026 is a Friday; Ascension is on Thursday 14: left are 11, 12, 13, 15 and Monday 18.
    assert working_days_between(date(2026, 5, 7), date(2026, 5, 18)) == 5


def test_the_same_day_counts_zero():
    assert working_days_between(date(2026, 5, 7), date(2026, 5, 7)) == 0
    assert working_days_between(date(2026, 5, 9), date(2026, 5, 10)) == 0, "opened on a Saturday, resolved on Sunday"


def test_territories_keep_their_own_days():
    common = public_holidays(2026)
    assert len(common) == 11
    assert public_holidays(2026, "alsace-moselle") - common == {date(2026, 4, 3), date(2026, 12, 26)}
    assert date(2026, 5, 27) in public_holidays(2026, "guadeloupe")
    assert date(2026, 12, 20) in public_holidays(2026, "reunion")


@pytest.mark.parametrize("zone", ZONES)
def test_every_territory_is_known(zone):
    assert len(public_holidays(2026, zone)) >= 11


def test_an_unknown_territory_is_refused():
    with pytest.raises(KeyError):
        public_holidays(2026, "bretagne")


def test_time_does_not_go_back():
    with pytest.raises(ValueError, match="précède"):
        working_days_between(date(2026, 5, 8), date(2026, 5, 7))


@given(DAYS, st.integers(0, 400), st.sampled_from(sorted(ZONES)))
def test_it_counts_as_somebody_would_on_a_calendar(first, days, zone):
    counted, day = 0, first
    for _step in range(days):
        day += timedelta(days=1)
        counted += day.weekday() < 5 and day not in public_holidays(day.year, zone)
    assert working_days_of([first], [first + timedelta(days=days)], zone) == [counted]
