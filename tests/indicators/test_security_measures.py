from datetime import date
from decimal import Decimal

from tests.factories import make_campaign, make_department, make_equipment, make_site

ON = date(2026, 1, 13)


def test_antivirus_is_known_or_not(place, measured):
    site = make_site(place, "Mairie")
    for protected in (True, True, True, False, None):
        make_equipment(place, protected=protected, site=site)
    make_equipment(place, protected=False, state="en_stock")
    make_equipment(place, protected=False, type="serveur")
    shown = measured("CYB-02", place, ON)
    assert (shown.value, shown.numerator, shown.denominator) == (Decimal("75.0"), 3, 4)
    assert shown.detail == "1 poste sans antivirus, 1 à vérifier"
    assert {cell.label: cell.value for cell in shown.cells("protection")} == {
        "Protégés": 3,
        "Sans antivirus": 1,
        "Sans information": 1,
    }
    assert shown.cells("site")[0].link.query == f"vue=sans-antivirus&site={site.pk}"


def test_coverage_is_absent_when_nobody_looked(place, measured):
    make_equipment(place)
    shown = measured("CYB-02", place, ON)
    assert shown.value is None
    assert shown.text == "non renseigné"


def test_clicks_of_the_latest_campaign_by_department(place, measured):
    large, middle, small = (
        make_department(place, 40, "RH"),
        make_department(place, 12, "SIG"),
        make_department(place, 3),
    )
    make_campaign(place, date(2024, 11, 4), {large: (40, 20)})
    make_campaign(place, date(2025, 5, 5), {large: (40, 12), middle: (10, 3)})
    make_campaign(place, date(2025, 11, 3), {large: (36, 6), middle: (12, 2), small: (2, 1)})
    make_campaign(place, date(2026, 2, 2), {large: (36, 36)})  # not yet sent on that day
    shown = measured("CYB-07", place, ON)
    assert (shown.value, shown.numerator, shown.denominator) == (Decimal("18.0"), 9, 50)
    assert shown.as_of == date(2025, 11, 3)
    assert [(cell.label, cell.value, cell.withheld) for cell in shown.cells("department")][:2] == [
        ("RH", Decimal("16.7"), False),
        ("SIG", None, True),
    ]
    assert shown.withheld == 2
    assert [(one.value, one.since, one.change) for one in shown.comparisons] == [
        (Decimal("30.0"), "depuis la campagne d’avant", "−12 points"),
        (Decimal("50.0"), "sur un an", "−32 points"),
    ]
    assert shown.trend_values == (50, 30, 18)
    assert shown.chart.categories == ("RH",), "a chart draws only what is shown"


def test_clicks_of_a_place_too_small_are_not_shown(place, measured):
    make_campaign(place, date(2025, 11, 3), {make_department(place, 4): (4, 1)})
    shown = measured("CYB-07", place, ON)
    assert shown.total_withheld
    assert shown.text == "non affiché"
    assert shown.chart is None
    assert shown.rows == ()
