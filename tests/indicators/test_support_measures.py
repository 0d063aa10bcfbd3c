from datetime import date
from decimal import Decimal

from gouvernail.support.models import Request
from tests.factories import make_department, make_organisation, make_request

ON = date(2026, 1, 13)


def cells(shown, dimension):
    return {cell.label: cell.value for cell in shown.cells(dimension)}


def test_requests_of_the_last_whole_quarter_by_kind_and_department(place, measured):
    large, small, other = (
        make_department(place, 20, "RH"),
        make_department(place, 3, "DG"),
        make_department(place, 6, "SIG"),
    )
    for day, kind, department in (
        (date(2024, 10, 1), "support", large),
        (date(2025, 9, 30), "support", large),
        (date(2025, 10, 1), "support", large),
        (date(2025, 12, 31), "securite", small),
        (date(2025, 11, 2), "support", other),
        (date(2026, 1, 2), "support", large),
    ):
        make_request(place, day, kind=kind, department=department)
    shown = measured("SUP-01", place, ON)
    assert (shown.value, shown.text, shown.period) == (3, "3 demandes", "4e trimestre 2025")
    assert cells(shown, "kind") == {
        "Support utilisateurs": 2,
        "Sites et réseau": 0,
        "Projets": 0,
        "Sécurité et incidents": 1,
    }
    assert cells(shown, "department") == {"DG": None, "RH": 1, "SIG": None}
    assert [(one.label, one.value, one.change) for one in shown.comparisons] == [
        ("3e trimestre 2025", 1, "+2"),
        ("4e trimestre 2024", 1, "+2"),
    ]
    assert shown.chart.categories[0] == "janv. 2025"
    assert sum(run.values[11] for run in shown.chart.series) == 1
    assert shown.trend_values[8:] == (1, 1, 1, 1)


def test_a_month_that_was_not_read_is_absent_not_zero(place, measured):
    make_request(place, date(2025, 1, 6))
    make_request(place, date(2025, 8, 4))
    Request.objects.update(read_at="2025-09-15T10:00:00Z")
    shown = measured("SUP-01", place, ON)
    assert shown.value is None
    assert shown.absent_because == "La dernière lecture des demandes (15/09/2025) précède la fin de la période."
    assert shown.stale
    assert [value for run in shown.chart.series for value in run.values] == [1, 0, 0, 0, 0, 0, 0, 1, *[None] * 4]


def test_a_month_before_the_first_request_is_absent(place, measured):
    make_request(place, date(2025, 11, 3))
    shown = measured("SUP-01", place, ON)
    assert shown.value is None
    assert "depuis le 03/11/2025" in shown.absent_because


def test_delays_are_working_days_with_mean_median_and_ninth_decile(place, measured):
    for days in (0, 1, 1, 2, 3, 4, 5, 6, 8, 40):
        make_request(place, date(2025, 6, 2), days=days)
    make_request(place, date(2025, 6, 2))  # still open: no delay yet
    make_request(place, date(2024, 12, 1), days=3)  # resolved before the twelve months
    shown = measured("SUP-03", place, ON)
    assert (shown.value, shown.numerator, shown.denominator) == (Decimal("5.2"), 52, 10)  # 9 June is a holiday
    assert shown.detail == "médiane 3,5 j ; neuf sur dix en 5 j ou moins"
    assert shown.notes == ("En jours de calendrier, samedis, dimanches et jours fériés compris : 7 jours en moyenne.",)
    assert shown.chart.counts == (1, 3, 5, 0, 1, 0)
    assert shown.comparisons[0].value is None, "one request makes no average"


def test_no_average_under_five_requests(place, measured):
    for _number in range(4):
        make_request(place, date(2025, 6, 2), days=2)
    shown = measured("SUP-03", place, ON)
    assert shown.value is None
    assert "Moins de cinq" in shown.absent_because
    make_request(place, date(2025, 6, 2), days=7)
    assert measured("SUP-03", place, ON).value == Decimal("2.4"), "Whit Monday does not count"


def test_delays_by_kind_need_five_of_the_kind(place, measured):
    for _number in range(5):
        make_request(place, date(2025, 6, 2), days=2)
    make_request(place, date(2025, 6, 2), days=30, kind="projets")
    assert cells(measured("SUP-03", place, ON), "kind") == {"Support utilisateurs": 2, "Projets": None}


def test_the_backlog_is_what_was_open_that_day_with_its_age(place, measured):
    make_request(place, date(2026, 1, 6))  # 7 days
    make_request(place, date(2025, 12, 14), kind="projets")  # 30 days
    make_request(place, date(2025, 12, 13))  # 31 days
    make_request(place, date(2025, 10, 1))  # 104 days
    make_request(place, date(2025, 1, 2), days=20)  # open a year ago, resolved since
    make_request(place, date(2026, 1, 10), days=4)  # resolved the day after
    make_request(place, date(2026, 1, 14))  # opened the day after
    shown = measured("SUP-07", place, ON)
    assert (shown.value, shown.numerator, shown.denominator) == (5, 2, 5)
    assert list(cells(shown, "age").values()) == [2, 1, 1, 1]
    assert cells(shown, "kind")["Projets"] == 1
    assert {one.label: one.value for one in shown.comparisons} == {"fin du mois dernier": 3, "un an plus tôt": 1}
    assert shown.trend_values == (0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 3)


def test_a_small_commune_is_not_measured_but_counts_in_its_agglomeration(place, measured):
    make_department(place, 40), make_department(place, 9)
    commune = make_organisation(parent=place, headcount=3)
    make_request(place, date(2025, 10, 6)), make_request(commune, date(2025, 10, 6))
    assert measured("SUP-01", commune, ON).total_withheld
    assert measured("SUP-07", commune, ON).value is None
    assert measured("SUP-01", place, ON).value == 2
