from datetime import date
from decimal import Decimal

import pytest

from gouvernail.indicators.catalogue.estate.windows11 import MIGRATED, REMAINING, UNKNOWN, state_of
from gouvernail.plans.models import UnitPrice
from tests.factories import make_equipment, make_organisation, make_site, partial

ON = date(2026, 1, 13)


def cells(shown, dimension):
    return {cell.label: cell.value for cell in shown.cells(dimension)}


def test_equipment_in_use_by_type(place, measured):
    make_equipment(place, condition="neuf")
    make_equipment(place, type="pc_portable", condition="reconditionne")
    make_equipment(place, type="tablette")
    make_equipment(place, state="reforme")
    shown = measured("PAT-01", place, ON)
    assert (shown.value, shown.numerator, shown.detail) == (3, 2, "dont 2 postes de travail")
    assert cells(shown, "type") == {"PC fixe": 1, "PC portable": 1, "Tablette": 1}
    assert cells(shown, "condition") == {"Neuf": 1, "Reconditionné": 1, "Non renseigné": 1}


def test_nothing_left_in_use_is_zero_since_something_is_known(place, measured):
    make_equipment(place, state="reforme")
    assert measured("PAT-01", place, ON).value == 0


def test_ages_by_the_last_day_of_what_is_known(place, measured):
    for when in ("13/01/2021", "14/01/2021", "janvier 2021", "2020", "13/01/2026"):
        make_equipment(place, in_service_on=partial(when))
    make_equipment(place, bought_on=partial("13/01/2016"))
    make_equipment(place)
    make_equipment(place, in_service_on=partial("2027"))
    make_equipment(place, type="serveur", in_service_on=partial("2001"))
    shown = measured("PAT-02", place, ON)
    days = [1826, 1825, 1808, 1839, 0, 3653]
    assert shown.denominator == 6
    assert shown.numerator == Decimal(str(round(sum(days) / 365.25, 1)))
    assert shown.value == Decimal("5.0")
    assert shown.chart.counts == (1, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1)
    assert shown.chart.threshold_index == 5
    assert shown.detail == "3 postes de 5 ans et plus (50\u202f%)"
    assert shown.notes == ("2 postes sans date de mise en service ni d’achat : hors du calcul.",)


def test_no_mean_age_under_five_computers(place, measured):
    for _number in range(4):
        make_equipment(place, in_service_on=partial("2020"))
    shown = measured("PAT-02", place, ON)
    assert shown.value is None
    assert shown.chart is not None, "the few that are known are still counted by age"


def test_renewals_by_planned_date_else_by_lifetime(place, measured):
    make_equipment(place, planned_replacement=partial("T4 2026"), purchase_price=800, tax_basis="ht")
    make_equipment(place, planned_replacement=partial("2030"), in_service_on=partial("2010"))  # planned: later
    make_equipment(place, in_service_on=partial("12/01/2021"), purchase_price=1000, tax_basis="ttc")  # past due
    make_equipment(place, in_service_on=partial("2022"), purchase_price=500, tax_basis="ttc")  # ends of 2027
    make_equipment(place, in_service_on=partial("2023"))  # end of 2028: too late
    make_equipment(place, bought_on=partial("mars 2021"))  # March 2026, no price
    make_equipment(place)  # no date
    make_equipment(place, in_service_on=partial("2010"), state="reforme")
    shown = measured("PAT-05", place, ON)
    assert (shown.value, shown.denominator) == (4, 6)
    assert cells(shown, "year") == {"Déjà échus": 1, "2026": 2, "2027": 1}
    assert shown.detail == "au moins 1\u202f500\u202f€ TTC et 800\u202f€ HT"
    assert shown.notes == (
        "1 équipement sans aucun prix, hors du montant.",
        "1 équipement en service sans date : hors du calcul.",
        "Les bases de prix diffèrent (HT, TTC ou non précisée) : les montants restent séparés.",
    )


def test_windows_11_by_site(place, measured):
    town_hall, school = make_site(place, "Mairie"), make_site(place, "École")
    for site, os, noted in (
        (town_hall, "windows_11", ""),
        (town_hall, "windows_11", "eligible"),
        (town_hall, "windows_10", "eligible"),
        (school, "windows_ancien", "a_remplacer"),
        (school, "", "migre"),
        (school, "", ""),
        (None, "linux", ""),
    ):
        make_equipment(place, site=site, os=os, windows11=noted)
    make_equipment(place, site=school, os="windows_10", type="serveur")
    shown = measured("PAT-06", place, ON)
    assert (shown.value, shown.numerator, shown.denominator) == (Decimal("60.0"), 3, 5)
    assert shown.detail == "2 postes à migrer"
    assert shown.tone == "alert"
    assert cells(shown, "site") == {"Mairie": Decimal("66.7"), "École": Decimal("50.0"), "Site non renseigné": None}
    assert cells(shown, "progress") == {"À remplacer (matériel non éligible)": 1, "Éligible, à migrer": 1}
    assert shown.notes[0] == "1 poste sans système connu : hors du calcul."
    assert measured("PAT-06", place, date(2025, 10, 13)).tone == "risk", "Windows 10 was still maintained"


@pytest.mark.parametrize(
    ("os", "noted", "state"),
    [
        ("windows_11", "bloque", MIGRATED),
        ("windows_10", "migre", REMAINING),
        ("", "migre", MIGRATED),
        ("", "bloque", REMAINING),
        ("", "", UNKNOWN),
    ],
)
def test_the_system_that_was_read_wins_over_what_was_noted(os, noted, state):
    assert state_of(os, noted) == state


def test_renewals_without_a_purchase_price_are_estimated_at_the_unit_price_of_their_type(place, measured):
    below = make_organisation(parent=place)
    old = {"in_service_on": partial("2019"), "site": make_site(below, "Mairie")}
    make_equipment(below, purchase_price=500, tax_basis="ttc", **old)
    make_equipment(below, **old)
    make_equipment(below, type="serveur", **old)
    for price, since in ((700, date(2024, 1, 1)), (720, date(2025, 9, 1)), (1, date(2027, 1, 1))):
        UnitPrice.objects.create(organisation=place, type="pc_fixe", price=price, since=since, tax_basis="ttc")
    shown = measured("PAT-05", below, ON)
    said = "au moins 500\u202f€ TTC + 720\u202f€ TTC estimés"
    assert shown.detail == said
    assert shown.notes == (
        "1 équipement sans prix d’achat, au prix unitaire du type.",
        "1 équipement sans aucun prix, hors du montant.",
    )
    for dimension in ("year", "site"):
        assert [cell.text for cell in shown.cells(dimension)] == [f"{said}, 1 sans prix"]
    assert [cell.text for cell in shown.cells("type")] == [said.removeprefix("au moins "), "montant non renseigné"]
    UnitPrice.objects.create(organisation=below, type="pc_fixe", price=650, since=date(2020, 1, 1), tax_basis="ttc")
    assert "650\u202f€ TTC estimés" in measured("PAT-05", below, ON).detail, "the nearest one says"
