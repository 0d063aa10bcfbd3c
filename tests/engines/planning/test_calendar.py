import pytest

from gouvernail.engines.planning.calendar import Calendar
from gouvernail.kernel.periods import Month, Quarter


def test_quarters_that_start_in_the_middle_of_a_year():
    calendar = Calendar(Quarter(2026, 3), 7)
    assert calendar.years == [2026, 2027, 2028]
    assert [calendar.span(year) for year in (2025, 2026, 2027, 2028, 2029)] == [(0, 0), (0, 2), (2, 6), (6, 7), (0, 0)]
    assert [calendar.year(period) for period in (-3, 0, 1, 2, 6)] == [2025, 2026, 2026, 2027, 2028]
    assert calendar.label(2) == "T1 2027"


def test_months():
    calendar = Calendar(Month(2026, 11), 14)
    assert [calendar.span(year) for year in calendar.years] == [(0, 2), (2, 14)]
    assert calendar.label(2) == "janv. 2027"


@pytest.mark.parametrize("calendar", [Calendar(Quarter(2026, 3), 7), Calendar(Month(2026, 11), 14)])
def test_periods_are_written_and_read_back(calendar):
    assert [calendar.read(calendar.written(period)) for period in range(-5, 20)] == list(range(-5, 20))


def test_another_kind_of_period_is_refused():
    with pytest.raises(ValueError, match="compte en trimestres"):
        Calendar(Quarter(2026, 1), 4).read("2026-02")
    with pytest.raises(ValueError, match="n’est pas une période"):
        Calendar(Quarter(2026, 1), 4).read("T1 2026")
