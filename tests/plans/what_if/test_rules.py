"""Every rule of the engine is reached from what people write: bonds, frozen periods, months, several years, wishes."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from gouvernail.engines.planning.engine import make_plan
from gouvernail.engines.planning.verify import check
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.organisations.actors import actor_of
from gouvernail.organisations.enums import Role
from gouvernail.plans.elections import elections_of
from gouvernail.plans.models import Capacity, Envelope, FrozenPeriod, PlanRun, ProjectBond, ProjectVariant
from gouvernail.plans.what_if.building import build
from gouvernail.plans.what_if.forms import HypothesisForm, usual_settings
from gouvernail.plans.what_if.ground import ground_of
from gouvernail.plans.what_if.operations import ask_loosened, placements_of
from gouvernail.plans.what_if.running import execute
from gouvernail.plans.what_if.settings import MONTH, MUCH, NONE, SOME, ProjectTerms, Settings, settings_from
from gouvernail.registers.operations import RefusedError
from tests.plans.what_if.conftest import ON, SYSTEM
from tests.worlds import person


def built(place, **changes):
    ground = ground_of(place, SYSTEM, ON)
    settings = replace(usual_settings(ground, {}), **changes)
    return build(ground.counted_in(settings.step), settings)


def periods_of(freeze, problem):
    return [problem.calendar.written(one) for one in freeze.periods]


def tie(place, one, kind, other, **values):
    return ProjectBond.objects.create(organisation=place, project=one, kind=kind, other=other, **values)


def test_bonds_reach_the_engine_and_the_plan_follows_them(place, small):
    Envelope.objects.all().update(amount=500_000)
    tie(place, small["estate"], "apres", small["backup"], lag_months=4)
    tie(place, small["portal"], "exclusif", small["estate"])
    found = built(place)
    rule = found.problem.precedences[0]
    assert (rule.before, rule.after, rule.lag) == (f"p{small['backup'].pk}", f"p{small['estate'].pk}", 2)
    group = found.problem.groups[0]
    assert (group.kind, set(group.projects)) == ("exclusive", {f"p{small['portal'].pk}", f"p{small['estate'].pk}"})
    plan = make_plan(found.problem, seconds=2).plan
    assert len({f"p{small['portal'].pk}", f"p{small['estate'].pk}"} & set(plan.placements)) == 1


def test_projects_that_go_together_are_all_done_or_none(place, small):
    Envelope.objects.all().update(amount=30_000)
    tie(place, small["estate"], "ensemble", small["backup"])
    problem = built(place).problem
    assert problem.groups[0].kind == "together"
    plan = make_plan(problem, seconds=2).plan
    pair = {f"p{small['estate'].pk}", f"p{small['backup'].pk}"}
    assert len(pair & set(plan.placements)) in (0, 2)
    assert check(problem, plan) == []


def test_a_bond_with_a_project_that_is_not_planned_is_said(place, small):
    small["estate"].life_cycle = "termine"
    small["estate"].save()
    tie(place, small["portal"], "exclusif", small["estate"])
    found = built(place)
    assert found.problem.groups == ()
    assert any("l’un des deux n’entre pas dans le calcul" in note for note in found.notes)


def test_a_bond_with_itself_or_a_delay_without_waiting_is_refused(place, small):
    with pytest.raises(ValidationError, match="ne se lie pas à lui-même"):
        ProjectBond(organisation=place, project=small["portal"], kind="apres", other=small["portal"]).full_clean()
    with pytest.raises(ValidationError, match="Un délai ne vaut que pour"):
        ProjectBond(
            organisation=place, project=small["portal"], kind="exclusif", other=small["estate"], lag_months=2
        ).full_clean()


def test_a_frozen_period_comes_back_each_year_and_freezes_the_quarters_it_touches(place, small):
    FrozenPeriod.objects.create(
        organisation=place,
        label="Clôture",
        starts=PartialDate.of_day(date(2020, 11, 15)),
        ends=PartialDate.of_day(date(2021, 1, 10)),
        every_year=True,
        forbids="livraison",
    )
    problem = built(place).problem
    freeze = problem.freezes[0]
    assert freeze.forbids == ("end",)
    assert periods_of(freeze, problem) == ["2027-T1", "2027-T4", "2028-T1", "2028-T4"]
    monthly = built(place, step=MONTH).problem
    assert periods_of(monthly.freezes[0], monthly)[:3] == ["2027-01", "2027-11", "2027-12"]


def test_closing_and_elections_are_usual_choices(place, small):
    problem = built(place, closing=True, elections=True).problem
    assert [one.label for one in problem.freezes] == ["Clôture de l’exercice"]
    assert periods_of(problem.freezes[0], problem) == ["2027-T4", "2028-T4"]
    Envelope.objects.create(organisation=place, year=2032, amount=1, tax_basis="ttc")
    polls = built(place, elections=True).problem
    assert periods_of(polls.freezes[0], polls) == ["2032-T1"]


def test_elections_are_those_of_the_assembly_with_their_source(place):
    assert [one.day.year for one in elections_of(place) if one.day.year > 2021] == [2026, 2026, 2032]
    place.kind = "departement"
    assert [one.day.year for one in elections_of(place)] == [2021, 2021, 2028]
    assert all(one.source and one.checked for one in elections_of(place))


def test_a_plan_counts_in_months(place, small):
    ProjectVariant.objects.filter(name="Serveurs").update(months=5, procurement=1)
    problem = built(place, step=MONTH).problem
    backup = problem.by_key[f"p{small['backup'].pk}"]
    assert (problem.calendar.per_year, problem.calendar.count) == (12, 24)
    assert (backup.modes[0].duration, backup.procurement, len(backup.modes[0].investment)) == (5, 3, 5)
    portal = problem.by_key[f"p{small['portal'].pk}"]
    assert portal.modes[0].duration == 9
    by_quarter = built(place).problem
    months = sum(problem.skills[0].capacity[:3])
    assert abs(months - by_quarter.skills[0].capacity[0]) < Decimal("0.1")
    result = make_plan(problem, seconds=2)
    assert check(problem, result.plan) == []
    assert result.plan.placements[backup.key].start >= 3


def test_an_envelope_over_several_years_limits_their_sum_only(place, small):
    Envelope.objects.all().delete()
    Envelope.objects.create(organisation=place, year=2027, last_year=2028, amount=60_000, tax_basis="ttc")
    problem = built(place).problem
    (envelope,) = problem.envelopes
    assert envelope.carry_over
    assert envelope.amounts == {2027: Decimal(60_000), 2028: Decimal(0)}
    assert envelope.label == "Investissement 2027-2028"
    assert len(make_plan(problem, seconds=2).plan.placements) == 2, "68 000 € do not fit, whatever the year"
    Envelope.objects.update(amount=70_000)
    assert len(make_plan(built(place).problem, seconds=2).plan.placements) == 3
    assert built(place, variation=Decimal(-50)).problem.envelopes[0].amounts[2027] == Decimal(35_000)


def test_an_envelope_over_several_years_of_an_axis_is_only_of_this_axis(place, small):
    axis = small["backup"].axis
    Envelope.objects.create(organisation=place, year=2027, last_year=2028, axis=axis, amount=20_000, tax_basis="ttc")
    problem = built(place).problem
    assert [(one.axis, one.carry_over) for one in problem.envelopes] == [(None, False), ("Infrastructure", True)]
    with pytest.raises(ValidationError, match="finit avant son début"):
        Envelope(organisation=place, year=2028, last_year=2027, amount=1, tax_basis="ttc").full_clean()


def test_a_soft_deadline_costs_points_instead_of_forbidding(place, small):
    small["backup"].deadline = PartialDate.of_quarter(2027, 1)
    small["backup"].save()
    assert make_plan(built(place).problem, seconds=2).plan is None
    found = built(place, projects={small["backup"].pk: ProjectTerms(soft=True)})
    late = found.problem.by_key[f"p{small['backup'].pk}"]
    assert late.late_price == Decimal("6.000")
    assert late.key in make_plan(found.problem, seconds=2).plan.placements
    small["backup"].soft_deadline = True
    small["backup"].save()
    assert built(place).problem.by_key[late.key].late_price == Decimal("6.000")
    stern = built(place, projects={small["backup"].pk: ProjectTerms(soft=False)})
    assert stern.problem.by_key[late.key].late_price is None


def test_a_start_may_have_a_last_day(place, small):
    small["portal"].latest = PartialDate.of_month(2027, 8)
    small["portal"].save()
    assert built(place).problem.by_key[f"p{small['portal'].pk}"].latest == 2


def test_an_even_spending_costs_less_and_few_changes_earn_more(place, small):
    usual = built(place).problem.objective
    assert (usual.smoothing, usual.stability) == (Decimal(0), Decimal("0.5"))
    little = built(place, smoothing=SOME).problem.objective.smoothing
    much = built(place, smoothing=MUCH).problem.objective.smoothing
    assert 0 < little < much
    assert built(place, stability=NONE).problem.objective.stability == 0
    assert built(place, stability=MUCH).problem.objective.stability > usual.stability


def test_days_of_a_contractor_are_bought_by_quarter_at_their_price(place, small):
    Capacity.objects.create(
        organisation=place, skill="Réseau", function="Infogérance", day_price=600, paid_by="investissement",
        starts=PartialDate.of_day(date(2027, 4, 1)), bought_days=9,
    )  # fmt: skip
    outside = built(place).problem.skills[0].external
    assert (outside.price, outside.section) == (Decimal(600), "investment")
    assert outside.most[:2] == (Decimal(0), Decimal(9))
    assert built(place, bought={"Réseau": Decimal(5)}).problem.skills[0].external.most[:2] == (Decimal(5), Decimal(14))
    assert built(place, step=MONTH).problem.skills[0].external.most[3] == Decimal(3)


def test_a_post_that_comes_in_the_middle_of_a_quarter_gives_its_part(place, small):
    whole = built(place).problem.skills[0].capacity[1]
    Capacity.objects.update(starts=PartialDate.of_day(date(2027, 5, 17)))
    part = built(place).problem.skills[0].capacity[1]
    assert 0 < part < whole
    assert built(place).problem.skills[0].capacity[0] == 0


def test_settings_keep_every_rule():
    said = Settings(
        frozen=("2027-T1", "2027-T3"), closing=True, elections=True, smoothing=MUCH, stability=NONE, step=MONTH,
        bought={"Réseau": Decimal(5)}, projects={3: ProjectTerms(soft=True)},
    )  # fmt: skip
    assert settings_from(said.as_json()) == said
    assert settings_from({"frozen": "2027-T4"}).frozen == ("2027-T4",)
    assert settings_from({}).stability == SOME


def test_the_form_folds_what_is_usual_and_gives_back_what_is_ticked(place, small):
    Capacity.objects.update(day_price=600)
    ground = ground_of(place, SYSTEM, ON)
    form = HypothesisForm(ground=ground, settings=usual_settings(ground, {}), title="Essai")
    assert not form.unfolded
    data = {name: form.initial.get(name) for name in form.fields if form.initial.get(name) is not None}
    data |= {"frozen": ["2027-T2", "2027-T3"], "closing": "on", "smoothing": MUCH, "step": MONTH, "bought_0": "4"}
    sent = HypothesisForm(data, ground=ground, settings=usual_settings(ground, {}), title="Essai")
    assert sent.is_valid(), sent.errors
    said = sent.settings()
    assert (said.frozen, said.closing, said.smoothing, said.step) == (("2027-T2", "2027-T3"), True, MUCH, MONTH)
    assert said.bought == {"Réseau": Decimal(4)}
    assert HypothesisForm(ground=ground, settings=said, title="Essai").unfolded


@pytest.fixture
def impossible(computed, small):
    Envelope.objects.filter(year=2027).update(amount=1_000)
    small["backup"].deadline = PartialDate.of_quarter(2027, 4)
    small["backup"].save()
    return computed()


def test_an_impossible_plan_says_its_conflict_and_what_the_least_change_gives(impossible, client, place):
    result = impossible.result
    assert result["certificate"]["word"] == "impossible"
    assert result["conflict"]["rules"]
    assert result["loosened"]["problem"]["projects"]
    client.force_login(person("dsi@essai.example", Role.DSI, place))
    page = client.get(reverse("plan_run", args=[place.slug, impossible.pk])).content.decode()
    assert "Calculer le plan avec ce changement" in page
    assert "ce qui retient chaque projet" in page


def test_one_click_computes_the_plan_with_the_least_change(impossible, place, small):
    actor = actor_of(person("dsi@essai.example", Role.DSI, place), ON)
    made = ask_loosened(impossible, actor=actor)
    execute(made.pk)
    made.refresh_from_db()
    assert made.title == "Essai, assoupli"
    assert any(note.startswith("Assoupli : ") for note in made.left_apart)
    assert f"p{small['backup'].pk}" in placements_of(made.result)
    assert made.problem != impossible.problem


def test_a_plan_that_is_possible_has_nothing_to_loosen(computed, place):
    run = computed()
    actor = actor_of(person("dsi@essai.example", Role.DSI, place), ON)
    with pytest.raises(RefusedError, match="ne propose aucun changement"):
        ask_loosened(run, actor=actor)


def test_who_may_not_try_may_not_loosen(impossible, place):
    agent = actor_of(person("agent@essai.example", Role.AGENT, place), ON)
    with pytest.raises(PermissionDenied):
        ask_loosened(impossible, actor=agent)
    assert PlanRun.objects.count() == 1
