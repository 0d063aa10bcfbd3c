from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.kernel.periods import (
    Month,
    Quarter,
    add_months,
    months_between,
    quarters_between,
)


def test_a_month_has_its_days_and_labels():
    february = Month(2028, 2)

    assert (february.first_day, february.last_day) == (date(2028, 2, 1), date(2028, 2, 29))
    assert (str(february), february.short(), february.abbreviation) == ("février 2028", "févr. 2028", "févr.")
    assert february.contains(date(2028, 2, 29))
    assert not february.contains(date(2028, 3, 1))


def test_a_quarter_has_its_days_and_labels():
    first = Quarter(2026, 1)

    assert (first.first_day, first.last_day) == (date(2026, 1, 1), date(2026, 3, 31))
    assert (str(first), first.short()) == ("1er trimestre 2026", "T1 2026")
    assert str(Quarter(2026, 4)) == "4e trimestre 2026"


def test_neighbours_cross_the_year():
    assert Month(2025, 12).next() == Month(2026, 1)
    assert Month(2026, 1).previous() == Month(2025, 12)
    assert Quarter(2025, 4).next() == Quarter(2026, 1)
    assert Quarter(2026, 1).previous() == Quarter(2025, 4)


def test_iterates_over_both_ends():
    assert [month.short() for month in months_between(date(2025, 11, 30), Month(2026, 1))] == [
        "nov. 2025",
        "déc. 2025",
        "janv. 2026",
    ]
    assert list(quarters_between(date(2026, 1, 5), date(2026, 5, 1))) == [Quarter(2026, 1), Quarter(2026, 2)]
    assert list(months_between(Month(2026, 2), Month(2026, 1))) == []


@pytest.mark.parametrize(("kind", "number"), [(Month, 0), (Month, 13), (Quarter, 0), (Quarter, 5)])
def test_refuses_what_does_not_exist(kind, number):
    with pytest.raises(ValueError, match="n’existe pas"):
        kind(2026, number)


def test_adding_months_keeps_to_the_month():
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2026, 3, 31), -1) == date(2026, 2, 28)
    assert add_months(date(2026, 11, 24), 14) == date(2028, 1, 24)


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.integers(-400, 400))
def test_months_there_and_back(day, months):
    month = Month.of(day)

    assert month.shifted(months).shifted(-months) == month
    assert Month.of(add_months(day, months)) == month.shifted(months)
    assert month.quarter.contains(day)
