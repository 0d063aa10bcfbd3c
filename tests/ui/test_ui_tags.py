"""Figures and dates as French readers expect them; absent is never zero."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from gouvernail.ui.templatetags.ui_tags import (
    card,
    date_fr,
    euros,
    has_current,
    icon,
    keuros,
    number_fr,
    or_absent,
    page_href,
    percent_fr,
    tone,
    tone_icon,
)

ABSENT = "non renseigné"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal("12345.67"), "12\u202f345,67\u202f€"),
        (Decimal("0"), "0,00\u202f€"),
        (Decimal("-1234.5"), "\u22121\u202f234,50\u202f€"),
        (Decimal("2.005"), "2,01\u202f€"),
        ("1234567.8", "1\u202f234\u202f567,80\u202f€"),
        (0.1 + 0.2, "0,30\u202f€"),
        (None, ABSENT),
        ("", ABSENT),
        ("devis attendu", "devis attendu"),
        (True, "True"),
        (Decimal("NaN"), "NaN"),
    ],
)
def test_euros_keep_every_cent_and_tell_absent_from_zero(value, shown):
    assert euros(value) == shown


def test_euros_without_cents_round_half_up():
    assert euros(Decimal("1234.50"), 0) == "1\u202f235\u202f€"


def test_a_rounded_zero_has_no_sign():
    assert euros(Decimal("-0.001")) == "0,00\u202f€"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (39800, "39,8\u202fk€"),
        (848000, "848\u202fk€"),
        (Decimal("99999"), "100\u202fk€"),
        (12000, "12\u202fk€"),
        (0, "0\u202fk€"),
        (None, ABSENT),
    ],
)
def test_thousands_of_euros(value, shown):
    assert keuros(value) == euros(value, "k") == shown


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (1234567, None, "1\u202f234\u202f567"),
        (Decimal("12.50"), None, "12,5"),
        (Decimal("12.5"), 0, "13"),
        (1000, None, "1\u202f000"),
        (0, None, "0"),
        (None, None, ABSENT),
    ],
)
def test_numbers_keep_the_digits_they_have(value, decimals, shown):
    assert number_fr(value, decimals) == shown


def test_percentages_are_already_percentages():
    assert percent_fr(68) == "68\u202f%"
    assert percent_fr(Decimal("12.5")) == "12,5\u202f%"
    assert percent_fr(None) == ABSENT


def test_dates_are_written_in_full_and_the_first_is_premier():
    assert date_fr(date(2026, 1, 13)) == "13 janvier 2026"
    assert date_fr(date(2026, 1, 1)) == "1er janvier 2026"
    assert date_fr(date(2026, 11, 11)) == "11 novembre 2026"
    assert date_fr(date(2026, 1, 13), "short") == "13/01/2026"
    assert date_fr(None) == ABSENT
    assert date_fr("T3 2026") == "T3 2026"


def test_an_hour_is_told_in_local_time():
    assert date_fr(datetime(2026, 1, 13, 8, 5, tzinfo=UTC), "time") == "13 janvier 2026 à 9\u202fh\u202f05"


def test_absent_is_not_zero_nor_no():
    assert or_absent(None) == or_absent("") == ABSENT
    assert or_absent(0) == 0
    assert or_absent(False) == "non"
    assert or_absent(True) == "oui"


def test_every_room_s_word_becomes_a_tone_of_the_house():
    assert tone("on_track") == "progress"
    assert tone("warning") == tone("risk") == "risk"
    assert tone("rouge") == tone(None) == "neutral"
    assert tone_icon("alert") == "alert-circle"


def test_an_icon_is_silent_unless_it_carries_the_meaning():
    assert 'aria-hidden="true"' in icon("trash")
    named = icon("trash", '"Supprimer"')
    assert 'role="img"' in named
    assert "&quot;Supprimer&quot;" in named


def test_the_menu_knows_its_current_page_in_objects_and_dicts():
    assert has_current([{"current": False}, {"current": True}])
    assert not has_current(None)


def test_a_page_of_a_list_keeps_its_filters():
    assert page_href("statut=ouvert&page=2&axe=a%26b", 3) == "?statut=ouvert&axe=a%26b&page=3"
    assert page_href("", 2) == "?page=2"


def test_a_card_escapes_its_heading_and_keeps_its_content():
    html = card("<p>corps</p>", heading="<b>titre</b>", level=3)
    assert "&lt;b&gt;titre" in html
    assert "<h3>" in html
