from datetime import date
from decimal import Decimal

import pytest

from gouvernail.indicators.references import Reference, in_force
from gouvernail.indicators.wording import amounts, change, counted, rate, written


def test_a_rate_out_of_nothing_is_absent():
    assert rate(0, 0) is None
    assert rate(1, 3) == Decimal("33.3")


def test_values_are_written_with_their_unit():
    assert written(Decimal("68.2"), "%") == "68,2\u202f%"
    assert written(1, "contrats") == "1 contrat"
    assert written(Decimal("1.3"), "jours ouvrés") == "1,3 jour ouvré"
    assert written(0, "espaces") == "0 espace"
    assert written(1234, "jours") == "1\u202f234 jours"
    assert written(None, "jours") == ""


def test_french_writes_zero_and_one_in_the_singular():
    assert [counted(n, "poste", "postes") for n in (0, 1, 2)] == ["0 poste", "1 poste", "2 postes"]


@pytest.mark.parametrize(
    ("now", "before", "points", "words"),
    [
        (219, 195, False, "+12\u202f%"),
        (10, 20, False, "−50\u202f%"),
        (7, 1, False, "+6"),
        (Decimal("3.5"), 7, False, "−50\u202f%"),
        (Decimal("16.1"), Decimal("15.5"), True, "+0,6 point"),
        (5, 5, False, "stable"),
        (3, 0, False, "+3"),
        (Decimal("16.1"), Decimal("27.0"), True, "−10,9 points"),
        (None, 3, False, ""),
        (3, None, False, ""),
    ],
)
def test_a_change_says_how_far_it_moved(now, before, points, words):
    assert change(now, before, points=points) == words


def test_amounts_of_two_bases_are_never_added():
    assert amounts({"ht": Decimal(10), "ttc": Decimal(5), "inconnue": None}) == "5\u202f€ TTC et 10\u202f€ HT"
    assert amounts({}) == ""


def test_the_latest_landmark_in_force_holds():
    old, new = (Reference("…", Decimal(value), "ans", date(year, 1, 1), "…") for value, year in ((5, 2016), (6, 2026)))
    assert in_force((new, old), date(2025, 12, 31)) == old
    assert in_force((new, old), date(2026, 1, 1)) == new
    assert in_force((new, old), date(2000, 1, 1)) == old
    assert in_force((), date(2026, 1, 1)) is None
