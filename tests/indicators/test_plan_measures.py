from datetime import date

from tests.factories import make_action, make_contract, make_project

ON = date(2026, 1, 13)


def cells(shown, dimension):
    return {cell.label: cell.value for cell in shown.cells(dimension)}


def test_contracts_that_end_within_twelve_months(place, measured):
    make_contract(place, ends_on=date(2026, 1, 13), yearly_amount=1000, tax_basis="ttc")  # last day
    make_contract(place, ends_on=date(2027, 1, 12), yearly_amount=2000, tax_basis="ht", kind="telecoms")
    make_contract(place, ends_on=date(2026, 6, 30))  # no amount
    make_contract(place, ends_on=date(2027, 1, 13), yearly_amount=9999)  # a day too late
    make_contract(place, ends_on=date(2026, 1, 12), yearly_amount=9999)  # past
    make_contract(place, yearly_amount=9999, structuring=True)  # no end
    make_contract(place, ends_on=date(2026, 3, 1), state="denonce")
    shown = measured("CTR-02", place, ON)
    assert (shown.value, shown.numerator, shown.denominator) == (3, 3, 6)
    assert shown.detail == "sur 6 en cours ; au moins 1\u202f000\u202f€ TTC et 2\u202f000\u202f€ HT par an"
    assert cells(shown, "kind") == {"Télécoms": 1, "Support et infogérance": 2}
    assert cells(shown, "quarter") == {"T1 2026": 1, "T2 2026": 1, "T1 2027": 1}
    assert shown.notes == (
        "En cours : 1 contrat structurant, 0 contrat critique.",
        "1 contrat à renouveler sans montant annuel, hors du total.",
        "1 contrat en cours dont la fin est passée : à clore ou à reconduire.",
        "1 contrat en cours sans date de fin.",
    )


def test_actions_are_late_after_the_last_day_of_their_due_date(place, measured):
    make_action(place, due="12/01/2026")  # late
    make_action(place, due="13/01/2026")  # today
    make_action(place, due="janvier 2026")
    make_action(place, due="T1 2026")
    make_action(place, due="fin décembre 2025", status="a_valider")  # late
    make_action(place, due="2025", status="termine")
    make_action(place, due="2025", status="abandonne")
    make_action(place, status="a_etudier")
    shown = measured("CYB-11", place, ON)
    assert (shown.value, shown.numerator, shown.denominator) == (7, 1, 7)
    assert shown.detail == "4 en cours, 1 à valider, 2 en retard"
    assert cells(shown, "status") == {"À étudier": 1, "À valider": 1, "En cours": 4, "Terminé": 1, "dont en retard": 2}
    assert shown.chart.parts == (("À étudier", 1), ("À valider", 1), ("En cours", 4), ("Terminé", 1))
    assert shown.tone == "alert"


def test_projects_in_progress_by_health_an_unsaid_health_apart(place, measured):
    make_project(place, health="dans_les_temps")
    make_project(place, health="en_risque")
    make_project(place, health="en_alerte")
    make_project(place)
    make_project(place, health="en_alerte", life_cycle="termine")
    shown = measured("PRJ-01", place, ON)
    assert (shown.value, shown.numerator, shown.detail) == (4, 2, "1 en risque, 1 en alerte, 1 sans santé dite")
    assert cells(shown, "health") == {"Dans les temps": 1, "En risque": 1, "En alerte": 1, "Santé non renseignée": 1}
    assert cells(shown, "life_cycle") == {"En cours": 4, "Terminé": 1}


def test_decisions_expected_by_meeting(place, measured):
    from gouvernail.governance.models import Committee, Decision, Meeting
    from gouvernail.kernel.partial_dates import PartialDate

    committee = Committee.objects.create(organisation=place, name="COPIL SI", kind="copil")
    meeting = Meeting.objects.create(
        organisation=place, committee=committee, number=3, held_on=PartialDate.parse("13/01/2026")
    )
    for number, outcome, due, when in (
        ("1", "proposee", "2025", meeting),
        ("2", "proposee", "T1 2026", meeting),
        ("3", "ajournee", "", None),
        ("4", "adoptee", "2025", meeting),
    ):
        Decision.objects.create(
            organisation=place,
            number=number,
            title="Valider",
            wording="Valider",
            outcome=outcome,
            due=PartialDate.parse(due) if due else None,
            meeting=when,
        )
    shown = measured("PRJ-02", place, ON)
    assert (shown.value, shown.denominator) == (3, 4)
    assert cells(shown, "meeting") == {"COPIL SI n° 3": 2, "Séance non fixée": 1}
    assert cells(shown, "outcome") == {"Proposée": 2, "Ajournée": 1}
    assert shown.detail == "dont 2 : COPIL SI n° 3, 1 après l’échéance"
