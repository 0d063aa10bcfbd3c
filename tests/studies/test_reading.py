"""How a cell is read: nothing guessed, nothing corrected."""

from decimal import Decimal

import pytest

from gouvernail.studies.models import Criterion, Rating, ScaleWord
from gouvernail.studies.reading import State, doubt_about, read_cell, read_number, word_in, word_key


def word(text, low=None, high=None, **more):
    return ScaleWord(text=text, low=low, high=high if high is not None else low, **more)


@pytest.mark.parametrize("text", ["Elevé", "Élevé", " élevé ", "ÉLEVÉ (hors congés)", "Élevé."])
def test_spellings_of_one_word_are_one_word(text):
    assert word_key(text) == "eleve"


def test_two_genders_stay_two_words():
    assert word_in([word("Élevé")], "Élevée") is None


def test_a_cell_takes_the_level_of_its_word_and_keeps_what_was_written():
    rating = Rating(raw="Bonne (si bien accompagnée)")
    reading = read_cell(Criterion(), rating, [word("Bonne", Decimal(4))])
    assert (reading.state, reading.low, reading.high) == (State.READ, 4, 4)
    assert rating.raw == "Bonne (si bien accompagnée)"


def test_a_word_that_nobody_placed_is_not_given_a_middle():
    reading = read_cell(Criterion(), Rating(raw="Bonne"), [word("Bonne")])
    assert (reading.state, reading.low) == (State.UNPLACED, None)


def test_unknown_is_not_empty():
    assert read_cell(Criterion(), Rating(unknown=True), []).state is State.UNKNOWN
    assert read_cell(Criterion(), None, []).state is State.EMPTY


def test_the_reading_of_a_person_comes_before_that_of_the_word():
    rating = Rating(raw="Bonne", low=Decimal(2), high=Decimal(3))
    reading = read_cell(Criterion(), rating, [word("Bonne", Decimal(4))])
    assert (reading.low, reading.high) == (2, 3)


def test_an_ambiguous_word_has_another_reading():
    ambiguous = word("Faible à moyen terme", Decimal(2), Decimal(3), other_low=Decimal(1), other_high=Decimal(1))
    assert read_cell(Criterion(), Rating(raw="Faible à moyen terme"), [ambiguous]).other == (1, 1)


def test_what_the_source_says_elsewhere_is_another_reading():
    rating = Rating(raw="Bonne", elsewhere="« pas l’option la plus soutenable »", elsewhere_low=2, elsewhere_high=2)
    assert read_cell(Criterion(), rating, [word("Bonne", Decimal(4))]).other == (2, 2)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("34 000", (34000, 34000)),
        ("30 000 à 40 000", (30000, 40000)),
        ("12,5 (estimé)", (Decimal("12.5"), Decimal("12.5"))),
        ("environ 30", None),
        ("Élevé", None),
    ],
)
def test_numbers_and_intervals_are_read_or_left(text, span):
    assert read_number(text) == span


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("Faible à moyen terme", True),
        ("Court à moyen terme", False),
        ("Faible à court terme", False),
        ("Faible à moyenne", False),
        ("Bonne", False),
    ],
)
def test_a_term_that_may_be_a_level_is_pointed_out(text, doubtful):
    assert bool(doubt_about(text)) is doubtful
