"""The verifier refuses every plan that breaks a rule, whoever made it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from gouvernail.engines.planning.engine import make_plan
from gouvernail.engines.planning.model import build
from gouvernail.engines.planning.problem import Freeze, Group, Placement, Plan, Precedence
from gouvernail.engines.planning.solvers.greedy import complete
from gouvernail.engines.planning.units import POINT
from gouvernail.engines.planning.verify import Account, check
from tests.engines.planning.build import drawn, mode, plan, problem, project

CASE = problem(
    project("a", mode(duration=2, cost=[10, 10], work=[4, 4]), mandatory=True, latest=1),
    project("b", mode(cost=[20], work=[5]), deadline=5, procurement=1),
    project("c", mode(cost=[15], work=[6]), earliest=1),
    periods=8,
    money=[50, 20],
    days=10,
    precedences=(Precedence("a", "b"),),
    freezes=(Freeze("clôture", (3,)),),
)


def test_a_right_plan_breaks_nothing():
    assert check(CASE, plan(a=0, b=2, c=4)) == []


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        (plan(b=2), "mandatory"),
        (plan(a=0, b=1), "precedence"),
        (plan(a=2), "window"),
        (plan(a=0, c=0), "window"),
        (plan(a=0, b=6), "deadline"),
        (plan(a=0, b=3), "freeze"),
        (plan(a=0, b=2, c=2), "envelope"),
        (plan(a=7), "horizon"),
        (plan(a=0, z=1), "known"),
        (plan(a=("autre", 0)), "known"),
    ],
)
def test_each_broken_rule_is_named(wrong, rule):
    assert rule in {violation.rule for violation in check(CASE, wrong)}


def test_figures_are_in_the_sentence():
    short = replace(CASE, skills=(replace(CASE.skills[0], capacity=(Decimal(5),) * 8),), envelopes=())
    said = [violation.sentence for violation in check(short, plan(a=0, c=1))]
    assert said == ["« Équipe » en T2 2027 : 10 jours demandés pour 5."]
    assert "5\u202f€ de trop" in check(CASE, plan(a=0, b=2, c=2))[0].sentence


def test_groups_and_started_work_are_checked():
    pair = problem(project("a"), project("b"), groups=(Group("together", ("a", "b")),))
    assert [one.rule for one in check(pair, plan(a=0))] == ["together"]
    rivals = replace(pair, groups=(Group("exclusive", ("a", "b")),))
    assert [one.rule for one in check(rivals, plan(a=0, b=0))] == ["exclusive"]
    running = problem(project("a", started=Placement("m", -1)))
    assert [one.rule for one in check(running, plan(a=0))] == ["started"]
    assert [one.rule for one in check(running, plan())] == ["mandatory"]
    assert check(running, plan(a=-1)) == []


@pytest.mark.parametrize("seed", range(0, 40, 2))
def test_a_plan_moved_at_random_is_never_better_than_the_optimum(seed):
    case = drawn(seed)
    best = make_plan(case, seconds=10)
    if best.plan is None:
        return
    for key, place in best.plan.placements.items():
        for start in range(-1, case.calendar.count + 1):
            moved = Plan({**best.plan.placements, key: Placement(place.mode, start)})
            if not check(case, moved):
                assert Account(case, moved).score <= best.certificate.score


@pytest.mark.parametrize("seed", range(20))
def test_the_columns_and_the_verifier_count_the_same_points(seed):
    case = drawn(seed)
    result = make_plan(case, seconds=10)
    if result.plan is None:
        return
    model = build(case)
    values = complete(model, model.columns.chosen(result.plan))
    assert Decimal(model.score(values)) / POINT == Account(case, result.plan).score
