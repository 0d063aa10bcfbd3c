from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.ui.charts.numbers import compact, day, number, percent, total, vague_period, with_unit
from gouvernail.ui.charts.scale import nice_scale
from gouvernail.ui.charts.svg.text import clean, escape, fit, text_width, wrap


@given(st.floats(0, 1e200), st.booleans())
def test_a_scale_starts_at_zero_and_holds_the_highest(highest, whole):
    ticks = nice_scale(highest, whole=whole).ticks

    assert ticks[0] == 0
    assert ticks[-1] >= highest * 0.999999
    assert 2 <= len(ticks) <= 7
    assert list(ticks) == sorted(set(ticks))
    if whole:
        assert all(float(tick).is_integer() for tick in ticks)


@pytest.mark.parametrize(
    ("highest", "ticks"),
    [
        (0, (0, 1)),
        (3, (0, 1, 2, 3)),
        (76, (0, 20, 40, 60, 80)),
        (529, (0, 200, 400, 600)),
        (14, (0, 5, 10, 15)),
        (100, (0, 25, 50, 75, 100)),
    ],
)
def test_graduations_are_round(highest, ticks):
    assert nice_scale(highest, whole=True).ticks == ticks


def test_small_values_get_fractions():
    assert nice_scale(0.7).ticks == (0, 0.2, 0.4, 0.6, 0.8)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (1234567, "1\u202f234\u202f567"),
        (1234.5, "1\u202f234,5"),
        (0.1 + 0.2, "0,3"),
        (-3, "−3"),
        (-0.001, "0"),
        (1.5e20, "1,5\u202f×\u202f10²⁰"),
    ],
)
def test_numbers_are_french(value, text):
    assert number(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(76, "76"), (12.34, "12,3"), (1234567, "1,2\u202fM"), (98.8e9, "98,8\u202fMd"), (12345.6, "12\u202f346")],
)
def test_marks_are_short(value, text):
    assert compact(value) == text


def test_units_never_leave_their_number():
    assert with_unit(529, "k€") == "529\u00a0k€"
    assert with_unit(68, "%") == percent(68) == "68\u202f%"
    assert with_unit(3, "") == "3"


def test_french_writes_the_singular_below_two() -> None:
    assert [with_unit(value, "jours ouvrés") for value in (0, 1.9, 2)] == [
        "0\u00a0jour ouvré",
        "1,9\u00a0jour ouvré",
        "2\u00a0jours ouvrés",
    ]
    assert with_unit(1, "mois") == "1\u00a0mois"
    assert with_unit(-1, "ans") == "−1\u00a0an"


def test_a_total_says_whether_it_is_whole():
    assert total((1, 2)) == (3, True)
    assert total((1, None)) == (1, False)
    assert total((None, None)) == (None, False)
    assert total((0.1, 0.2, 0.3))[0] == pytest.approx(0.6)


def test_dates_are_french():
    assert day(date(2026, 1, 13)) == "13 janvier 2026"
    assert day(date(2026, 8, 1)) == "1er août 2026"
    assert vague_period(date(2026, 1, 1), date(2026, 12, 31)) == ("2026", "2026")
    assert vague_period(date(2026, 1, 1), date(2026, 6, 30)) == ("T1 2026", "T2 2026")


@given(st.text(max_size=80), st.floats(30, 300))
def test_a_fitted_text_fits(text, room):
    assert text_width(fit(text, room, 12), 12) <= room + 0.01
    rows = wrap(text, room, 12, lines=3)
    assert 1 <= len(rows) <= 3
    assert all(text_width(row, 12) <= room + 0.01 for row in rows)


def test_a_text_that_fits_is_not_touched():
    assert fit("janvier", 100, 12) == "janvier"
    assert wrap("Enfance et jeunesse", 80, 12) == ["Enfance et", "jeunesse"]


@pytest.mark.parametrize("text", ["<b>", '"', "'", "&", "a\x00b", "\ud800", "ligne\nligne"])
def test_texts_are_made_safe(text):
    safe = escape(text)
    assert not set('<>"\x00\n') & set(safe)
    safe.encode()


def test_no_break_spaces_stay():
    assert clean("529\u00a0k€  et\t68\u202f%") == "529\u00a0k€ et 68\u202f%"
