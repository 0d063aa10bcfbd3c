from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from gouvernail.connectors.spreadsheets.cells import (
    CellUnreadable,
    read_amount,
    read_boolean,
    read_decimal,
    read_integer,
    read_partial_date,
    read_text,
    read_time,
)
from gouvernail.connectors.spreadsheets.model import CellError

READERS = [read_text, read_partial_date, read_decimal, read_integer, read_amount, read_boolean, read_time]


@pytest.mark.parametrize("read", READERS)
def test_a_blank_is_absent_and_an_error_is_refused(read):
    assert read(None) is None
    assert read("  \u00a0 ") is None
    with pytest.raises(ValueError, match="l’erreur « #REF! »"):
        read(CellError("#REF!"))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (" 00123 ", "00123"),
        (125, "125"),
        (Decimal("12.5"), "12,5"),
        (True, "Oui"),
        (date(2026, 2, 12), "12/02/2026"),
        (datetime(2026, 2, 12, 8, 30), "12/02/2026 08:30"),
    ],
)
def test_reads_text(cell, expected):
    assert read_text(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (date(2026, 2, 12), "2026-02-12"),
        (datetime(2026, 2, 12, 8, 30), "2026-02-12"),
        (43831, "2020-01-01"),
        ("43831", "2020-01-01"),
        (Decimal("43831.5"), "2020-01-01"),
        (2026, "2026-01-01/2026-12-31/annee"),
        (20260212, "2026-02-12"),
        ("31/12/2019", "2019-12-31"),
        ("T1 2026", "2026-01-01/2026-03-31/T1"),
    ],
)
def test_reads_a_date(cell, expected):
    assert read_partial_date(cell).to_text() == expected


def test_a_serial_number_stays_as_raw():
    assert read_partial_date(43831).raw == "43831"


@pytest.mark.parametrize("cell", [True, Decimal("12.5"), 12, timedelta(hours=3), "demain"])
def test_refuses_what_is_not_a_date(cell):
    with pytest.raises(ValueError, match=r"date|année"):
        read_partial_date(cell)


def test_reads_numbers():
    assert read_decimal(Decimal("1.5")) == read_decimal("1,5") == Decimal("1.5")
    assert read_integer(3) == read_integer(Decimal("3.0")) == read_integer("3") == 3
    assert read_amount("175K") == Decimal(175000)
    assert read_amount(851) == Decimal(851)


@pytest.mark.parametrize(
    ("read", "cell"),
    [(read_integer, Decimal("1.5")), (read_decimal, True), (read_amount, date(2026, 1, 1)), (read_decimal, "N/A")],
)
def test_refuses_what_is_not_such_a_number(read, cell):
    with pytest.raises(ValueError, match="n’est pas un nombre"):
        read(cell)


@pytest.mark.parametrize("cell", [True, 1, "VRAI", "oui", "X", "true"])
def test_reads_yes(cell):
    assert read_boolean(cell) is True


@pytest.mark.parametrize("cell", [False, 0, "FAUX", "non", "N"])
def test_reads_no(cell):
    assert read_boolean(cell) is False


def test_refuses_maybe():
    with pytest.raises(ValueError, match="ni oui ni non"):
        read_boolean("peut-être")


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        (time(14, 30), time(14, 30)),
        (timedelta(hours=14, minutes=30), time(14, 30)),
        ("14:30:00", time(14, 30)),
        ("14h30", time(14, 30)),
        ("9 h", time(9)),
        (None, None),
    ],
)
def test_an_hour_is_read_however_it_is_written(cell, found):
    assert read_time(cell) == found


@pytest.mark.parametrize("cell", ["25:00", "midi", "14", "14h75"])
def test_what_is_no_hour_is_said(cell):
    with pytest.raises(CellUnreadable, match="n’est pas une heure"):
        read_time(cell)
