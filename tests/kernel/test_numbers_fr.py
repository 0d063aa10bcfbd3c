from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.kernel.numbers_fr import UnreadableNumber, format_number, format_percent, parse_decimal, parse_integer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0", "0"),
        ("22\u202f500", "22500"),
        ("22\u00a0500", "22500"),
        ("22 500", "22500"),
        ("1 234,56", "1234.56"),
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1.234.567", "1234567"),
        ("12 345.6", "12345.6"),
        ("12.5", "12.5"),
        ("0.125", "0.125"),
        ("12,345", "12.345"),
        ("-3", "-3"),
        ("−3,5", "-3.5"),
        ("(3,2)", "-3.2"),
        ("+4", "4"),
    ],
)
def test_reads_exact_numbers(text, expected):
    assert parse_decimal(text) == Decimal(expected)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Aucun nombre"),
        ("1.234", "1 234 si le point sépare les milliers"),
        ("environ 30", "valeur approchée"),
        ("plus de 200", "valeur approchée"),
        ("une centaine", "valeur approchée"),
        ("~ 40", "valeur approchée"),
        ("> 5", "valeur approchée"),
        ("Tous les agents", "n’est pas un nombre"),
        ("12 34", "n’est pas un nombre"),
        ("1e5", "n’est pas un nombre"),
        ("NaN", "n’est pas un nombre"),
        ("Infinity", "n’est pas un nombre"),
        ("٣", "n’est pas un nombre"),
        ("1/2", "n’est pas un nombre"),
        ("1" * 100, "trop long"),
    ],
)
def test_refuses_with_a_sentence(text, sentence):
    with pytest.raises(UnreadableNumber) as refusal:
        parse_decimal(text)

    assert sentence in str(refusal.value)


def test_a_whole_number_has_no_fraction():
    assert parse_integer("1 000,00") == 1000
    with pytest.raises(UnreadableNumber, match="n’est pas un nombre entier"):
        parse_integer("2,5")


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (None, None, "non renseigné"),
        (0, None, "0"),
        (22500, None, "22\u202f500"),
        (Decimal("1234.50"), None, "1\u202f234,5"),
        (Decimal("1E+3"), None, "1\u202f000"),
        (0.125, 2, "0,13"),
        (-3, 0, "−3"),
        (Decimal("-0.001"), 0, "0"),
    ],
)
def test_writes_french_numbers(value, decimals, expected):
    assert format_number(value, decimals) == expected


def test_writes_a_share_as_a_percentage():
    assert format_percent(Decimal("0.2465"), 1) == "24,7\u202f%"
    assert format_percent(1) == "100\u202f%"
    assert format_percent(None) == "non renseigné"


@given(st.decimals(-(10**12), 10**12, places=4))
def test_what_is_written_reads_back(value):
    assert parse_decimal(format_number(value)) == value


@given(st.text(max_size=70))
def test_any_text_is_read_or_refused(text):
    with suppress(UnreadableNumber):  # any other error is a defect
        assert parse_decimal(text).is_finite()
