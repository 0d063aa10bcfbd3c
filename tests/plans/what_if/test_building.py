from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from gouvernail.engines.planning.engine import make_plan
from gouvernail.engines.planning.reading import read_problem
from gouvernail.engines.planning.writing import write_problem
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.kernel.working_days import working_days_between
from gouvernail.plans.models import BudgetLine, Capacity, Envelope
from gouvernail.plans.what_if.building import build, key_of
from gouvernail.plans.what_if.extras import extras
from gouvernail.plans.what_if.forms import usual_settings
from gouvernail.plans.what_if.ground import ground_of
from gouvernail.plans.what_if.settings import ProjectTerms, Settings, settings_from
from tests.factories import make_budget_line, make_project
from tests.plans.what_if.conftest import ON, SYSTEM, make_variant


def problem_of(place, **changes):
    ground = ground_of(place, SYSTEM, ON)
    return build(ground, replace(usual_settings(ground, {}), **changes))


def project_in(built, project):
    return built.problem.by_key[key_of(project)]


def test_variants_become_modes_spread_over_their_duration(place, small):
    built = problem_of(place)
    modes = project_in(built, small["portal"]).modes
    assert [(mode.label, mode.duration, sum(mode.investment)) for mode in modes] == [
        ("Achat", 3, 30_000),
        ("Location", 2, 8_000),
    ]
    assert modes[0].work == {"Réseau": (Decimal("6.67"), Decimal("6.67"), Decimal("6.66"))}
    assert built.problem.calendar.written(0) == "2027-T1"
    assert built.problem.calendar.years == [2027, 2028]


def test_what_is_built_is_read_back_the_same_by_the_engine(place, small):
    problem = problem_of(place).problem
    assert read_problem(write_problem(problem)) == problem


def test_a_cut_applies_to_every_envelope_and_to_the_cent(place, small):
    (envelope,) = problem_of(place, variation=Decimal("-20")).problem.envelopes
    assert envelope.amounts == {2027: Decimal(40_000), 2028: Decimal(40_000)}


def test_an_envelope_of_an_axis_bounds_that_axis_alone(place, small):
    Envelope.objects.create(organisation=place, year=2027, amount=9_000, tax_basis="ttc", axis=small["backup"].axis)
    whole, axis = problem_of(place).problem.envelopes
    assert (whole.axis, axis.axis, axis.amounts) == (None, "Infrastructure", {2027: Decimal(9_000)})


def test_without_envelopes_the_budget_is_what_the_plan_plans(place, small):
    Envelope.objects.all().delete()
    make_budget_line(place, 2027, 30_000), make_budget_line(place, 2027, 12_000), make_budget_line(place, 2028, None)
    (envelope,) = problem_of(place).problem.envelopes
    assert envelope.amounts == {2027: Decimal(42_000)}, "a year of which nothing is known is not limited to zero"


def test_amounts_of_another_basis_are_set_apart_and_said(place, small):
    make_variant(small["estate"], "Reconditionnés", 2, 9_000, tax_basis="ht")
    built = problem_of(place)
    assert [mode.label for mode in project_in(built, small["estate"]).modes] == ["Postes"]
    assert any("Reconditionnés" in note and "HT" in note for note in built.notes)


def test_a_project_without_variant_is_done_as_its_dates_and_lines_say(place, small):
    network = make_project(place, "T2 2027", "T3 2027", life_cycle="planifie", title="Réseau")
    BudgetLine.objects.create(
        organisation=place, year=2027, label="Réseau", project=network, planned=6_000, tax_basis="ttc",
        section="investissement",
    )  # fmt: skip
    built = project_in(problem_of(place), network)
    assert (built.modes[0].duration, built.modes[0].investment) == (2, (Decimal(3_000), Decimal(3_000)))
    assert built.voted.start == 1


def test_a_project_of_which_nothing_is_known_stays_out_and_is_named(place, small):
    vague = make_project(place, life_cycle="idee", title="Idée vague")
    built = problem_of(place)
    assert key_of(vague) not in built.problem.by_key
    assert any("Idée vague" in note for note in built.notes)


def test_what_has_begun_does_not_move(place, small):
    small["estate"].life_cycle, small["estate"].starts = "en_cours", PartialDate.parse("T4 2026")
    small["estate"].save()
    started = project_in(problem_of(place), small["estate"]).started
    assert (started.start, started.mode) == (-1, f"v{small['estate'].variants.get().pk}")


def test_terms_of_a_hypothesis_come_before_the_sheet(place, small):
    terms = {small["backup"].pk: ProjectTerms(False, "2027-T3", "2028-T1")}
    built = project_in(problem_of(place, projects=terms), small["backup"])
    assert (built.mandatory, built.earliest, built.deadline) == (False, 2, 4)
    assert project_in(problem_of(place), small["backup"]).mandatory


def test_a_project_waits_for_another(place, small):
    small["portal"].waits_for = small["backup"]
    small["portal"].save()
    (rule,) = problem_of(place).problem.precedences
    assert (rule.before, rule.after) == (key_of(small["backup"]), key_of(small["portal"]))


def test_days_are_those_worked_less_leave_by_quota_and_share(place, small):
    Capacity.objects.all().delete()
    Capacity.objects.create(
        organisation=place, skill="Réseau", function="Technicien", posts="0.5", project_share=40, leave_days=32
    )
    (skill,) = problem_of(place).problem.skills
    quarter = ground_of(place, SYSTEM, ON).calendar.at(0)
    worked = working_days_between(quarter.first_day - timedelta(1), quarter.last_day)
    assert skill.capacity[0] == Decimal(worked - 8) * Decimal("0.5") * Decimal("0.4")


def test_posts_are_added_from_their_quarter_on(place, small):
    before = problem_of(place).problem.skills[0].capacity
    after = problem_of(place, posts={"Réseau": Decimal(1)}, posts_from="2027-T3").problem.skills[0].capacity
    assert after[:2] == before[:2]
    assert all(more == 2 * had for more, had in zip(after[2:], before[2:], strict=True))


def test_work_without_a_capacity_is_said_not_counted(place, small):
    make_variant(small["estate"], "Par un prestataire", 2, 45_000, 12, skill="Inconnue")
    built = problem_of(place)
    assert any("12 jours sans capacité connue" in note for note in built.notes)
    assert project_in(built, small["estate"]).modes[1].work == {}


def test_settings_come_back_as_they_were_kept():
    settings = Settings(
        variation=Decimal("-20"), investment={2027: Decimal("100.50")}, operating={2028: Decimal(3)},
        posts={"Réseau": Decimal("0.5")}, posts_from="2027-T2", carry_over=True,
        frozen=("2027-T4",), strict_order=True, projects={3: ProjectTerms(True, None, "2028-T1")}, seconds=20,
    )  # fmt: skip
    assert settings_from(settings.as_json()) == settings
    assert settings_from({}) == Settings()


def test_nothing_is_said_of_a_little_more_where_priorities_are_strict(place, small):
    built = problem_of(place, strict_order=True)
    result = make_plan(built.problem, seconds=2)
    found = extras(built.problem, result.plan, {})
    assert (found["worths"], found["curve"], bool(found["spending"])) == ([], [], True)
    assert any("Priorités strictes" in note for note in built.notes)


def test_a_frozen_quarter_and_the_strict_order_reach_the_engine(place):
    problem = problem_of(place, frozen=("2027-T4",), strict_order=True).problem
    assert [problem.calendar.written(one) for freeze in problem.freezes for one in freeze.periods] == ["2027-T4"]
    assert problem.objective.lexicographic
    assert problem_of(place, frozen=("2019-T1",)).problem.freezes == ()


def test_planning_starts_with_the_money_when_the_plan_is_of_later_years(place, small):
    Envelope.objects.filter(year=2027).delete()
    found = ground_of(place, SYSTEM, ON)
    assert list(found.calendar.years) == [2028, 2029]
    assert found.calendar.label(0) == "T1 2028"
