"""What every registered indicator must be, whoever wrote it and in whatever room."""

import re
from datetime import date, timedelta

import pytest

from gouvernail.collaboration.models import Space, UsageMeasure
from gouvernail.estate.models import Application, DirectoryMeasure
from gouvernail.estate.writing import equipment_changed
from gouvernail.indicators.base import Direction, Family
from gouvernail.indicators.past import Past
from gouvernail.indicators.queries import measure
from gouvernail.indicators.registry import indicator_of, indicators
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.spans import Span
from gouvernail.indicators.stated import Stated
from gouvernail.plans.models import Capacity, ProjectVariant
from gouvernail.projects.models import Milestone
from gouvernail.registers.registry import register_of
from gouvernail.statements.models import Statement
from gouvernail.support.models import OpeningHours
from gouvernail.support.opening import WEEK
from gouvernail.support.titles import sketch_of
from gouvernail.support.writing import months_changed
from gouvernail.ui.charts.checks import check
from tests.factories import (
    make_action,
    make_budget_line,
    make_campaign,
    make_contract,
    make_department,
    make_equipment,
    make_organisation,
    make_project,
    make_request,
    make_site,
    partial,
)
from tests.indicators.drawn_world import at
from tests.indicators.stated_world import state_everything

ON = date(2026, 1, 13)
CODES = [one.code for one in indicators()]
DATED_BY_THEIR_FACTS = {"CYB-01", "CYB-07", "CYB-08", "COL-01", "COL-02"} | {
    one.code for one in indicators() if isinstance(one, Stated)
}
OF_THE_TREE = {"MUT-01"}
EXPECTED = {
    "SUP-01", "SUP-03", "SUP-07", "PRJ-01", "PRJ-02", "PAT-01", "PAT-02", "PAT-05", "PAT-06", "CYB-02", "CYB-07",
    "CYB-11", "CTR-02", "SUP-02", "SUP-04", "SUP-06", "PRJ-03", "PRJ-04", "PAT-03", "PAT-04", "PAT-08", "CYB-04",
    "CTR-01", "CTR-03", "CTR-04", "COL-01", "COL-02", "COL-03", "FIN-05", "FIN-06", "FIN-08", "MUT-01",
    "CYB-01", "CYB-08",
}  # fmt: skip


def test_the_catalogue_holds_the_indicators_asked_for():
    assert set(CODES) >= EXPECTED


@pytest.mark.parametrize("code", CODES)
def test_it_says_what_it_is_in_french(code):
    one = indicator_of(code)
    assert one.past in Past
    assert str(one.past_reason).endswith(".")
    assert re.fullmatch(r"[A-Z]{2,3}-\d{2}", one.code)
    for words in (
        "label",
        "question",
        "definition",
        "formula",
        "unit",
        "source",
        "owner_role",
        "frequency",
        "how_to_get",
    ):
        assert str(getattr(one, words)).strip(), words
    assert str(one.question).endswith("?")
    assert len(str(one.definition)) > 60
    assert one.direction in Direction
    assert one.family in Family
    assert one.freshness_days > 0
    assert one.version


@pytest.mark.parametrize("code", CODES)
def test_its_landmarks_have_a_day_and_a_source(code):
    for reference in indicator_of(code).references:
        assert reference.since <= date(2026, 11, 24)
        assert len(str(reference.source)) > 20


@pytest.mark.django_db
@pytest.mark.parametrize("code", CODES)
def test_it_is_absent_rather_than_zero_where_nothing_is_known(code):
    shown = measure(code, Scope.of_machine(make_organisation()), ON)
    assert shown.value is None
    assert shown.text == "non renseigné"
    assert shown.absent_because
    assert shown.how_to_get
    assert shown.as_of is None
    assert not shown.stale
    assert shown.chart is None
    assert shown.numerator is None
    assert all(value is None for value in shown.trend_values)
    assert all(one.value is None for one in shown.comparisons)


def fill(place, rows):
    """A bit of everything, so that each indicator has something to say; monthly tables are written once, at the end."""
    with months_changed(), equipment_changed():
        _fill(place, rows)


def _fill(place, rows):
    department, site = make_department(place, 12), make_site(place)
    OpeningHours.objects.create(organisation=place, since=date(2023, 1, 2), **dict.fromkeys(WEEK[:5], "9 h–17 h"))
    state_everything(place, rows)
    for index in range(rows):
        day = date(2025, 1 + index % 12, 1 + index % 28)
        days = index % 9 or None
        make_request(
            place, day, days=days, department=department, category="Messagerie",
            title_sketch=sketch_of("Boîte pleine"),
            opened_at=at(day, 600), closed_at=at(day + timedelta(days), 660) if days else None,
        )  # fmt: skip
        make_equipment(
            place, site=site, os="windows_10", protected=bool(index % 2), purchase_price=100 + index,
            in_service_on=partial(f"{1 + index % 12:02d}/{2012 + index % 12}"), condition="reconditionne",
            assigned=False,
        )  # fmt: skip
        make_equipment(place, site=site, type="imprimante")
        make_contract(
            place,
            state="en_cours",
            ends_on=date(2026, 2, 1 + index % 28),
            yearly_amount=1 + index,
            critical=True,
            reversibility=bool(index % 2),
        )
        make_action(place, due=f"T{1 + index % 4} 2025", obstacle="temps")
        project = make_project(place, "2026", "2026", health="en_risque")
        Milestone.objects.create(organisation=place, project=project, title="Jalon", ends=partial("01/06/2025"))
        make_budget_line(place, 2026, index)
        make_budget_line(place, 2025, 10, voted=10, paid=index, project=project, account="65818")
        Space.objects.create(organisation=place, name=f"Espace {index}", purpose="Service")
        UsageMeasure.objects.create(
            organisation=place,
            tool=f"Outil {index}",
            measured_on=date(2025, 12, 31),
            accounts=12,
            active_users=9,
            volume_gb=index,
        )
        DirectoryMeasure.objects.create(
            organisation=place, directory=f"Annuaire {index}", measured_on=date(2025, 12, 31), accounts=20 + index,
            second_factor=index % 20, privileged=1 + index % 3,
        )  # fmt: skip
        make_campaign(place, day, {department: (12, index % 12)})
        Capacity.objects.create(organisation=place, skill="Études", function=f"Fonction {index}", posts=1)
        Application.objects.create(
            organisation=place, name=f"Application {index}", criticality=4, online_service=True, approved_until=ON,
            rights_reviewed_on=ON, restore_tested_on=ON, accepted_outage_hours=4, measured_recovery_hours=4 + index,
        )  # fmt: skip
        ProjectVariant.objects.create(
            organisation=place, project=project, name="V", quarters=2, days=10, skill="Études", tax_basis="ttc"
        )
        register_of("decision").model.objects.create(organisation=place, number=str(index), title="A", wording="B")


@pytest.mark.django_db
@pytest.mark.parametrize("code", CODES)
def test_its_queries_do_not_grow_with_the_rows(code, query_count):
    few, many = make_organisation(), make_organisation()
    fill(few, 1)
    fill(many, 50)
    first = query_count(lambda: measure(code, Scope.of_machine(few), ON))
    assert query_count(lambda: measure(code, Scope.of_machine(many), ON)) == first
    assert first <= 8 + 3 * (indicator_of(code).past == Past.RECORDS), "three for its records, once a page"


@pytest.mark.django_db
@pytest.mark.parametrize("code", CODES)
def test_what_it_shows_can_be_drawn_and_opened(code, rf):
    place = make_organisation()
    make_organisation(parent=place)
    fill(place, 50)
    shown = measure(code, Scope.of_machine(place), ON)
    assert shown.value is not None
    assert shown.text.startswith(shown.figure)
    assert shown.as_of == ON or code in DATED_BY_THEIR_FACTS
    check(shown.chart)
    links = [*shown.rows, *(cell.link for one in shown.breakdowns for cell in one.cells if cell.link)]
    assert links
    for link in links:
        assert register_of(link.kind)
    for one in shown.breakdowns:
        assert str(indicator_of(code).dimension(one.dimension).label)


@pytest.mark.django_db
@pytest.mark.parametrize("code", CODES)
def test_it_counts_what_stands_at_or_below_the_place_and_nothing_else(code):
    place, stranger = make_organisation(), make_organisation()
    below = make_organisation(parent=place)
    fill(below, 12)
    fill(stranger, 7)
    if code in OF_THE_TREE:
        return
    at_the_place = measure(code, Scope.of_machine(place), ON)
    assert at_the_place.value == measure(code, Scope.of_machine(below), ON).value
    assert at_the_place.denominator == measure(code, Scope.of_machine(below), ON).denominator


@pytest.mark.django_db
@pytest.mark.parametrize("code", CODES)
def test_old_facts_are_said_to_be_old(code):
    place = make_organisation()
    make_organisation(parent=place)
    fill(place, 12)
    later = date(2036, 1, 1)  # the rows were typed in when the test ran, long before
    shown = measure(code, Scope.of_machine(place), later)
    if code in OF_THE_TREE:
        return  # the register of organisations is as it is today
    assert shown.stale
    assert shown.as_of < later


@pytest.mark.django_db
@pytest.mark.parametrize("code", [one.code for one in indicators() if one.is_over_days])
def test_any_period_is_compared_with_the_one_before_and_with_a_year_before(code):
    place = make_organisation()
    fill(place, 50)
    shown = measure(code, Scope.of_machine(place), ON, Span(date(2025, 4, 1), date(2025, 6, 30)))
    assert shown.value is not None
    assert [str(one.label) for one in shown.comparisons] == ["1er trimestre 2025", "2e trimestre 2024"]


@pytest.mark.django_db
@pytest.mark.parametrize("code", [one.code for one in indicators() if isinstance(one, Stated)])
def test_what_nobody_stated_says_how_to_get_it_and_never_zero(code):
    place = make_organisation()
    fill(place, 3)
    Statement.objects.all().delete()
    shown = measure(code, Scope.of_machine(place), ON)
    assert shown.value is None
    assert "Données absentes" in shown.absent_because
    assert len(shown.how_to_get) > 30


def test_every_family_of_the_dictionary_is_there():
    families = {code.split("-")[0] for code in CODES}
    assert families >= {"FIN", "RH", "SUP", "PRJ", "PAT", "CYB", "CTR", "COL", "CON", "MUT", "EPN"}
