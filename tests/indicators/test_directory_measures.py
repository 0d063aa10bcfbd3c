"""Second factors and privileges, counted from the latest measure of each directory."""

from datetime import date
from decimal import Decimal

from gouvernail.estate.models import DirectoryMeasure
from tests.factories import make_organisation

ON = date(2026, 1, 13)


def measure(place, directory="Entra ID", day=date(2026, 1, 5), accounts=40, **told):
    return DirectoryMeasure.objects.create(
        organisation=place, directory=directory, measured_on=day, accounts=accounts, **told
    )


def test_the_latest_measure_of_each_directory_counts(place, measured):
    measure(place, day=date(2025, 11, 5), second_factor=1, privileged=9)
    measure(place, second_factor=30, privileged=2)
    measure(place, day=date(2026, 1, 14), second_factor=40, privileged=0)  # not yet known on that day
    below = make_organisation(parent=place)
    measure(below, directory="LDAP", day=date(2025, 12, 31), accounts=10, second_factor=5, privileged=1)
    shown = measured("CYB-01", place, ON)
    assert (shown.value, shown.numerator, shown.denominator) == (Decimal("70.0"), 35, 50)
    assert shown.as_of == date(2025, 12, 31), "a sum is as old as its oldest part"
    assert [(cell.value, cell.text) for cell in shown.cells("directory")] == [
        (Decimal("75.0"), "30 sur 40, le 05/01/2026"),
        (Decimal("50.0"), "5 sur 10, le 31/12/2025"),
    ]
    assert measured("CYB-08", place, ON).value == 3
    assert measured("CYB-08", below, ON).cells("directory")[0].label == "LDAP"


def test_what_a_directory_does_not_say_is_absent_and_not_zero(place, measured):
    measure(place, "Active Directory", privileged=4)
    assert measured("CYB-01", place, ON).value is None
    measure(place, second_factor=0)
    shown = measured("CYB-01", place, ON)
    assert (shown.value, shown.denominator) == (Decimal("0.0"), 40)
    assert [note.split(" : ")[1] for note in shown.notes] == ["Active Directory."]
    assert measured("CYB-08", place, ON).value == 4


def test_a_handful_of_accounts_is_neither_shown_nor_found_by_subtraction(place, measured):
    below = make_organisation(parent=place)
    measure(below, "A", accounts=4, second_factor=3, privileged=4)
    measure(below, "B", accounts=3, second_factor=1, privileged=3)  # perhaps the same people
    for code in ("CYB-01", "CYB-08"):
        for where in (place, below):
            shown = measured(code, where, ON)
            assert shown.total_withheld
            assert (shown.value, shown.chart, shown.breakdowns, shown.rows) == (None, None, (), ())
    measure(place, "C", second_factor=20, privileged=2)
    shown = measured("CYB-01", place, ON)
    assert (shown.numerator, shown.denominator) == (20, 40)
    assert [cell.label for cell in shown.cells("directory")] == ["C"]
    assert measured("CYB-08", place, ON).value == 2
    assert measured("CYB-01", below, ON).total_withheld


def test_it_is_old_after_two_months_and_compared_with_the_same_directories_only(place, measured):
    measure(place, day=date(2025, 1, 3), second_factor=10, privileged=6)
    measure(place, second_factor=30, privileged=3)
    shown = measured("CYB-01", place, ON)
    assert not shown.stale
    assert [(one.value, one.change) for one in shown.comparisons] == [(Decimal("25.0"), "+50 points")]
    assert measured("CYB-08", place, ON).comparisons[0].value == 6
    assert measured("CYB-01", place, date(2026, 3, 9)).stale
    measure(place, "Autre", second_factor=1, privileged=1)
    assert measured("CYB-01", place, ON).comparisons[0].value is None
