"""Costs: by section and year, a total for each tax basis, an absent amount never zero."""

from datetime import date
from decimal import Decimal

import pytest

from gouvernail.studies.costing import bills_of, fctva_of, horizon_of, lines_of
from gouvernail.studies.models import CostLine, Scenario, Study
from gouvernail.studies.whole import whole_of
from tests.studies.making import address


def line(amount, basis="ttc", section="fonctionnement", year=2026, **more):
    return CostLine(
        amount=None if amount is None else Decimal(amount), tax_basis=basis, section=section, year=year, **more
    )


def test_two_tax_bases_are_never_added():
    bills = bills_of([line(100), line(50, "ht"), line(7, year=2027), line(1, "inconnue")])
    assert [(str(one.basis), one.total.value) for one in bills] == [("ttc", 107), ("ht", 50), ("inconnue", 1)]
    assert bills[0].years[2027].value == 7


def test_an_absent_amount_is_counted_as_absent():
    (bill,) = bills_of([line(100), line(None)])
    assert (bill.total.value, bill.total.missing) == (100, 1)
    (bill,) = bills_of([line(None)])
    assert (bill.total.value, bill.total.missing) == (None, 1)


def test_the_horizon_holds_the_years_of_the_study_and_of_its_lines():
    assert horizon_of(Study(first_year=2026, years=3), [line(1, year=2031)]) == [2026, 2027, 2028, 2031]
    assert horizon_of(Study(), []) == []


def test_the_fctva_is_that_of_eligible_lines_with_tax():
    lines = [
        line(1000, section="investissement", fctva=True),
        line(1000, section="investissement", fctva=False),
        line(1000, "ht", section="investissement", fctva=True),
        line(1000, section="investissement"),
    ]
    found = fctva_of(lines, date(2026, 1, 13))
    assert found.amount == Decimal("164.04")
    assert found.undecided == 1
    assert fctva_of([line(1000)], date(2026, 1, 13)).amount is None


@pytest.mark.django_db
def test_costs_are_typed_and_shown(study, owner):
    scenario = study.scenarios.get(name="Mutualiser")
    data = {
        "cost_lines-TOTAL_FORMS": "3", "cost_lines-INITIAL_FORMS": "0",
        "cost_lines-0-year": "2026", "cost_lines-0-section": "fonctionnement", "cost_lines-0-label": "Infogérance",
        "cost_lines-0-amount": "38 000 €", "cost_lines-0-tax_basis": "ttc", "cost_lines-0-fctva": "false",
        "cost_lines-1-year": "2026", "cost_lines-1-section": "sortie", "cost_lines-1-amount": "",
        "cost_lines-1-tax_basis": "ttc", "cost_lines-1-fctva": "unknown",
        "cost_lines-2-year": "", "cost_lines-2-section": "", "cost_lines-2-tax_basis": "inconnue",
        "cost_lines-2-fctva": "unknown",
    }  # fmt: skip
    assert owner.post(address(study, f"couts/{scenario.pk}/"), data).status_code == 302
    assert [(one.section, one.amount) for one in scenario.cost_lines.order_by("pk")] == [
        ("fonctionnement", 38000),
        ("sortie", None),
    ]
    page = owner.get(address(study, "couts/")).content.decode()
    assert "38\u202f000\u202f€" in page
    assert "1 ligne sans montant" in page


@pytest.mark.django_db
def test_a_bad_amount_is_refused_where_it_stands(study, owner):
    scenario = study.scenarios.first()
    data = {
        "cost_lines-TOTAL_FORMS": "1", "cost_lines-INITIAL_FORMS": "0", "cost_lines-0-year": "2026",
        "cost_lines-0-section": "fonctionnement", "cost_lines-0-amount": "environ 30", "cost_lines-0-tax_basis": "ttc",
        "cost_lines-0-fctva": "unknown",
    }  # fmt: skip
    answer = owner.post(address(study, f"couts/{scenario.pk}/"), data)
    assert answer.status_code == 422
    assert scenario.cost_lines.count() == 0


@pytest.mark.django_db
def test_mixed_bases_are_said(study, owner):
    for scenario, basis in zip(study.scenarios.all(), ("ttc", "ht"), strict=False):
        CostLine.objects.create(scenario=scenario, year=2026, section="personnel", amount=10, tax_basis=basis)
    assert "il n’y en a pas d’ensemble" in owner.get(address(study, "couts/")).content.decode()


@pytest.mark.django_db
def test_a_combination_costs_what_it_joins_unless_it_has_costs_of_its_own(study, client_of, world):
    nothing, shared, hired = study.scenarios.all()
    both = Scenario.objects.create(study=study, name="Les deux", order=9)
    both.parts.set([shared, hired])
    for scenario, amount in ((shared, 100), (hired, 20)):
        line(amount, scenario=scenario).save()
    (bill,) = bills_of(lines_of(whole_of(study))[both.pk])
    assert bill.total.value == 120
    page = client_of(world.owner).get(address(study, "couts/")).content.decode()
    assert "Somme des coûts de « Mutualiser », « Recruter »" in page
    line(90, scenario=both).save()
    (bill,) = bills_of(lines_of(whole_of(study))[both.pk])
    assert bill.total.value == 90
    assert not lines_of(whole_of(study)).get(nothing.pk)
