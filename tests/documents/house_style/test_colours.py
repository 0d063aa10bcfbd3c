"""Colours are kept when they can be read and told apart, refused with what would do otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.documents.house_style.colours import darkened, digits_of, distance, flaws
from gouvernail.documents.kit.style import HOUSE, Style
from gouvernail.ui.charts.colours import contrast

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"{number:06x}")


def test_the_style_of_the_house_passes_its_own_check():
    assert flaws(HOUSE) == {}


def test_the_distance_is_that_of_the_standard():
    assert distance("ffffff", "000000") == pytest.approx(100, abs=0.1)  # L* runs from 0 to 100
    assert distance("ff0000", "00ff00") == pytest.approx(170.6, abs=0.6)  # published: 170.58
    assert distance("1b4fa8", "1b4fa8") == 0


def test_a_pale_colour_is_refused_with_the_closest_that_would_do():
    found = flaws(Style(accents=("7fb0ff", *HOUSE.accents[1:])))
    assert set(found) == {"accent1"}
    assert "contraste de 2,2 pour 1, il en faut 4,5" in found["accent1"][0]
    assert "#" in found["accent1"][0]


def test_a_series_may_be_paler_than_a_text_but_not_by_much():
    accents = list(HOUSE.accents)
    accents[1] = "e08a3c"
    assert "il en faut 3." in flaws(Style(accents=tuple(accents)))["accent2"][0]


def test_two_colours_too_close_are_refused():
    found = flaws(Style(accents=("1b4fa8", "1b50aa", *HOUSE.accents[2:])))
    assert "« couleur principale »" in found["accent2"][0]


@given(COLOURS, st.sampled_from([3.0, 4.5]))
def test_what_is_proposed_passes(colour, least):
    assert contrast("#ffffff", f"#{darkened(colour, least)}") >= least


@given(COLOURS)
def test_a_colour_that_passes_is_proposed_unchanged_or_nearly(colour):
    if contrast("#ffffff", f"#{colour}") >= 4.5:
        assert distance(colour, darkened(colour, 4.5)) < 2


@pytest.mark.parametrize("text", ["", "bleu", "#12345", "#1234567", "#12345g"])
def test_what_is_no_colour_is_refused(text):
    with pytest.raises(ValueError):
        digits_of(text)


def test_digits_are_read_with_or_without_their_sign():
    assert digits_of("#1B4FA8") == digits_of(" 1b4fa8 ") == "1b4fa8"
