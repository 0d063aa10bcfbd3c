from datetime import date
from decimal import Decimal

import pytest

from gouvernail.action_plan.models import Axis
from gouvernail.plans.controls import check_plan
from gouvernail.plans.material import material_of
from gouvernail.plans.models import Authorisation, BudgetLine, PlanVersion, Subsidy
from gouvernail.plans.pages import chart_of
from gouvernail.plans.parameters import Parameter, in_force
from gouvernail.plans.ppi import matrices, past_investment, read_lines
from gouvernail.ui.charts.tables import chart_table
from tests.factories import make_budget_line, make_organisation, make_project

ON = date(2016, 2, 15)


@pytest.fixture
def place(db):
    return make_organisation()


def plan():
    rows = BudgetLine.objects.all()
    return rows, matrices(read_lines(rows))


def controls(on=ON):
    return {one.code: one for one in check_plan(material_of(BudgetLine.objects.all(), on))}


def row_values(row):
    return [cell.value for cell in row.cells]


@pytest.fixture
def town(place):
    """The plan of a town: three axes over four years, some years left empty."""
    names = ("Infrastructure", "Modernisation des outils", "Centre de service")
    axes = [Axis.objects.create(organisation=place, name=name, order=n) for n, name in enumerate(names)]
    for axis, amounts in zip(axes, ((175, 34), (344, 210, 40, 35), (10,)), strict=True):
        for year, amount in enumerate(amounts, 2016):
            make_budget_line(place, year, amount * 1000, axis=axis, tax_basis="inconnue")
    return place


def test_the_matrix_adds_up_by_line_and_column(town):
    (matrix,) = plan()[1]
    assert matrix.years == [2016, 2017, 2018, 2019]
    assert [row.label for row in matrix.axes] == ["Infrastructure", "Modernisation des outils", "Centre de service"]
    assert row_values(matrix.axes[0]) == [175000, 34000, None, None], "an empty year is not a zero"
    assert row_values(matrix.total) == [529000, 244000, 40000, 35000]
    assert [row.total.value for row in matrix.axes] == [209000, 629000, 10000]
    assert matrix.total.total.value == 848000


def columns(matrix):
    """What is drawn of a matrix, in thousands of euros, by axis."""
    return {run.label: list(run.values) for run in chart_of(matrix, ON).series}


def minimums(matrix):
    """The years, by position, in which what is drawn of an axis is a minimum."""
    return {run.label: run.at_least for run in chart_of(matrix, ON).series if run.at_least}


def test_an_axis_that_plans_nothing_in_a_year_does_not_make_the_year_a_minimum(town):
    (matrix,) = plan()[1]
    assert columns(matrix) == {
        "Infrastructure": [175, 34, 0, 0], "Modernisation des outils": [344, 210, 40, 35],
        "Centre de service": [10, 0, 0, 0],
    }  # fmt: skip


def test_a_line_without_amount_makes_its_year_a_minimum_and_no_other(town):
    service, tools = Axis.objects.get(name="Centre de service"), Axis.objects.get(name="Modernisation des outils")
    make_budget_line(town, 2017, None, axis=service, tax_basis="inconnue")
    (matrix,) = plan()[1]
    assert columns(matrix)["Centre de service"] == [10, None, 0, 0], "nothing of it is known: absent"
    assert minimums(matrix) == {}
    make_budget_line(town, 2018, None, axis=tools, tax_basis="inconnue")
    (matrix,) = plan()[1]
    assert columns(matrix)["Modernisation des outils"] == [344, 210, 40, 35]
    assert minimums(matrix) == {"Modernisation des outils": (2,)}


def test_a_year_of_which_nothing_is_known_is_absent_not_zero(town):
    make_budget_line(town, 2020, None, axis=Axis.objects.first(), tax_basis="inconnue")
    assert all(values[-1] is None for values in columns(plan()[1][0]).values())


def test_a_zero_that_was_written_stays_a_zero(place):
    make_budget_line(place, 2026, 0)
    (matrix,) = plan()[1]
    assert row_values(matrix.total) == [0]


def test_a_line_without_amount_is_counted_not_guessed(place):
    make_budget_line(place, 2026, 100), make_budget_line(place, 2026, None), make_budget_line(place, 2027, None)
    (matrix,) = plan()[1]
    assert row_values(matrix.total) == [100, None]
    assert [cell.missing for cell in matrix.total.cells] == [1, 1]
    assert matrix.total.total.missing == 2


def test_tax_bases_make_matrices_of_their_own(place):
    make_budget_line(place, 2026, 120), make_budget_line(place, 2026, 100, tax_basis="ht")
    found = plan()[1]
    assert [(one.basis, one.total.total.value) for one in found] == [("ttc", 120), ("ht", 100)]
    assert controls()["C6"].tone == "risk"


def test_sections_are_split(place):
    make_budget_line(place, 2026, 5, section=""), make_budget_line(place, 2026, 3, section="fonctionnement")
    make_budget_line(place, 2026, 100)
    (matrix,) = plan()[1]
    assert [(row.label, row.total.value) for row in matrix.sections] == [
        ("Investissement", 100),
        ("Fonctionnement", 3),
        ("Section non précisée", 5),
    ]


def test_a_sound_plan_passes_its_controls(place):
    for year in (2013, 2014, 2015):
        make_budget_line(place, year, 75000, paid=75000)
    make_budget_line(place, 2016, 80000)
    BudgetLine.objects.update(induced=0)
    told = {code: one.tone for code, one in controls().items()}
    assert {code for code, tone in told.items() if tone == "good"} == {"C1", "C3", "C4", "C5", "C6", "C7"}
    assert told["C2"] == told["C8"] == "neutral", "neither programme nor subsidy: nothing to tell"


def test_a_line_that_is_a_total_would_count_twice(place):
    make_budget_line(place, 2016, 100), make_budget_line(place, 2016, 100, label="TOTAL 2016")
    found = controls()["C1"]
    assert found.tone == "alert"
    assert "1 ligne au libellé de total" in found.sentence


def test_operating_expenses_stand_out(place):
    make_budget_line(place, 2016, 1000)
    make_budget_line(place, 2016, 10000, section="fonctionnement")
    make_budget_line(place, 2016, None, section="", account="6156")
    found = controls()["C3"]
    assert found.tone == "risk"
    assert "2 opérations portent du fonctionnement (10\u202f000\u202f€ TTC)" in found.sentence


def test_an_unusual_pace_is_told_against_what_was_paid(town):
    assert controls()["C4"].tone == "neutral", "nothing was paid before: it cannot be told"
    make_budget_line(town, 2015, None, paid=75000)
    found = controls()["C4"]
    assert found.tone == "risk"
    assert found.sentence == (
        "Rythme atypique au regard de 75\u202f000\u202f€ mandatés par an (seuil : 3 fois). "
        "2016 : 7,1 fois, 2017 : 3,3 fois. "
        "Sous-programmation, en dessous de 75\u202f000\u202f€ mandatés par an : 2018, 2019."
    )


def test_usual_investment_is_the_mean_of_the_known_past_years(place):
    make_budget_line(place, 2013, None, paid=60), make_budget_line(place, 2015, None, paid=80)
    make_budget_line(place, 2015, None, paid=999, section="fonctionnement")
    make_budget_line(place, 2010, None, paid=999)
    assert past_investment(BudgetLine.objects.all(), 2016, 3) == Decimal(70)
    assert past_investment(BudgetLine.objects.all(), 2030, 3) is None


def test_an_unknown_tax_basis_blocks_the_whole(town):
    found = controls()["C6"]
    assert found.tone == "alert"
    assert found.sentence.startswith("7 lignes sans base HT ou TTC")


def test_nothing_to_check_where_there_is_no_plan(place):
    assert controls() == {}


def test_the_latest_parameter_in_force_holds():
    old, new = Parameter(Decimal(3), date(2016, 1, 1), "…"), Parameter(Decimal(4), date(2027, 1, 1), "…")
    assert in_force((new, old), ON) == old
    assert in_force((new, old), date(2027, 1, 1)) == new


def test_open_variants_make_a_range_and_not_a_total(place):
    make_budget_line(place, 2026, 100)
    for variant, first, second in (("Achat", 900, 0), ("Location", 200, 200)):
        for year, amount in ((2026, first), (2027, second)):
            make_budget_line(place, year, amount, choice="Licences", variant=variant)
    (matrix,) = plan()[1]
    assert [(cell.value, cell.high) for cell in matrix.total.cells] == [(300, 1000), (0, 200)]
    assert (matrix.total.total.value, matrix.total.total.high) == (500, 1000), "one variant over all its years"
    found = controls(date(2026, 1, 1))["C7"]
    assert found.tone == "risk"
    assert "Achat, Location" in found.sentence


def test_credits_that_do_not_make_their_authorisation_are_told(place):
    programme = Authorisation.objects.create(organisation=place, name="Réseau", authorised=30_000)
    make_budget_line(place, 2026, 10_000, authorisation=programme)
    make_budget_line(place, 2027, 15_000, authorisation=programme)
    assert controls()["C2"].tone == "alert"
    make_budget_line(place, 2028, 5_000, authorisation=programme)
    assert controls()["C2"].tone == "good"


def test_public_aid_beyond_the_ceiling_is_told(place):
    project = make_project(place)
    make_budget_line(place, 2026, 10_000, project=project)
    Subsidy.objects.create(organisation=place, scheme="Dotation", project=project, asked=8_000)
    assert controls(date(2026, 1, 1))["C8"].tone == "good"
    Subsidy.objects.create(organisation=place, scheme="Région", project=project, asked=1_000)
    assert controls(date(2026, 1, 1))["C8"].tone == "alert"


def test_a_declared_usual_investment_serves_when_nothing_was_paid(town):
    version = PlanVersion.objects.create(
        organisation=town, title="PPI", made_on=ON, usual_investment=Decimal(75_000), usual_origin="Note"
    )
    found = {one.code: one for one in check_plan(material_of(BudgetLine.objects.all(), ON, version))}["C4"]
    assert "75\u202f000\u202f€ par an, montant déclaré" in found.sentence
    assert "2016 : 7,1 fois" in found.sentence


def test_the_table_of_the_chart_says_a_dash_where_the_matrix_does(place):
    axes = [Axis.objects.create(organisation=place, name=name, order=order) for order, name in enumerate("AB")]
    make_budget_line(place, 2016, 10_000, axis=axes[0])
    make_budget_line(place, 2017, 5_000, axis=axes[1])
    (matrix,) = matrices(read_lines(BudgetLine.objects.all()))
    table = chart_table(chart_of(matrix, date(2016, 1, 1)))
    assert [row[1:3] for row in table.rows[:2]] == [("10", "—"), ("—", "5")]
