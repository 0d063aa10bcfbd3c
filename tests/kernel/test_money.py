from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.kernel.money import (
    TaxBasis,
    UnreadableAmount,
    euros,
    parse_amount,
    parse_amount_and_basis,
    share_by_largest_remainder,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 234,56 €", "1234.56"),
        ("1\u00a0234,56\u00a0€", "1234.56"),
        ("1\u202f234,56\u202f€", "1234.56"),
        ("175K", "175000"),
        ("34K€", "34000"),
        ("34 k€", "34000"),
        ("1,234 k€", "1234"),
        ("17 M€", "17000000"),
        ("1.234,56", "1234.56"),
        ("12 345.6", "12345.6"),
        ("(120,00)", "-120"),
        ("(120,00 €)", "-120"),
        ("-120 euros", "-120"),
        ("0", "0"),
        ("80 EUR", "80"),
    ],
)
def test_reads_amounts(text, expected):
    assert parse_amount(text) == Decimal(expected)


def test_an_amount_in_thousands_has_no_exponent():
    assert str(parse_amount("17 M€")) == "17000000"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1.234", "deux façons"),
        ("12,345", "deux façons"),
        ("environ 170 k€", "valeur approchée"),
        ("10,0050", "au-delà du centime"),
        ("850 € HT", "se choisit à part"),
        ("12 $", "n’est pas un montant"),
        ("gratuit", "n’est pas un montant"),
        ("", "n’est pas un montant"),
        ("€", "n’est pas un montant"),
    ],
)
def test_refuses_with_a_sentence(text, sentence):
    with pytest.raises(UnreadableAmount) as refusal:
        parse_amount(text)

    assert sentence in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("850 € HT", (Decimal(850), TaxBasis.HT)),
        ("1 020 € T.T.C.", (Decimal(1020), TaxBasis.TTC)),
        ("35K€ TTC", (Decimal(35000), TaxBasis.TTC)),
        ("35K", (Decimal(35000), TaxBasis.UNKNOWN)),
    ],
)
def test_keeps_the_basis_written_after_the_amount(text, expected):
    assert parse_amount_and_basis(text) == expected


@pytest.mark.parametrize(
    ("value", "kilo", "expected"),
    [
        (None, False, "non renseigné"),
        (0, False, "0\u202f€"),
        (Decimal("1234.5"), False, "1\u202f234,50\u202f€"),
        (Decimal("1234.00"), False, "1\u202f234\u202f€"),
        (Decimal(-120), False, "−120\u202f€"),
        (175000, True, "175\u202fk€"),
        (34540, True, "34,5\u202fk€"),
    ],
)
def test_writes_french_amounts(value, kilo, expected):
    assert euros(value, kilo=kilo) == expected


def test_says_the_basis():
    assert TaxBasis.choices() == [("ht", "HT"), ("ttc", "TTC"), ("unknown", "HT ou TTC non précisé")]


@given(st.decimals(-(10**10), 10**10, places=2))
def test_what_is_written_reads_back(amount):
    assert parse_amount(euros(amount)) == amount


@given(
    st.decimals(-(10**9), 10**9, places=2),
    st.lists(st.one_of(st.integers(0, 10**6), st.decimals(0, 10**6, places=3)), min_size=1).filter(any),
)
def test_shares_add_up_to_the_cent(total, weights):
    parts = share_by_largest_remainder(total, weights)

    assert sum(parts) == total
    whole = sum(weights)
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - total * weight / whole) < Decimal("0.0101")
        assert weight or part == 0


def test_equal_remainders_go_to_the_earlier_weight():
    assert share_by_largest_remainder(Decimal("100"), [1, 1, 1]) == [
        Decimal("33.34"),
        Decimal("33.33"),
        Decimal("33.33"),
    ]


@pytest.mark.parametrize(("total", "weights"), [("1.001", [1]), ("1", [0, 0]), ("1", []), ("1", [2, -1])])
def test_refuses_what_cannot_be_shared(total, weights):
    with pytest.raises(ValueError):
        share_by_largest_remainder(Decimal(total), weights)
