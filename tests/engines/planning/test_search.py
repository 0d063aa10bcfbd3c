"""The engine against plans known by hand, and against every plan tried one by one."""

from dataclasses import replace
from decimal import Decimal

import pytest

from gouvernail.engines.planning.engine import make_plan
from gouvernail.engines.planning.problem import (
    Envelope,
    External,
    Freeze,
    Group,
    Objective,
    Placement,
    Precedence,
    Skill,
)
from gouvernail.engines.planning.verify import check
from tests.engines.planning.build import amounts, best_by_hand, drawn, mode, plan, problem, project

SECONDS = 10


def placed(case, **more) -> dict:
    result = make_plan(case, seconds=SECONDS, **more)
    return {key: place.start for key, place in result.plan.placements.items()}


def test_the_best_value_for_the_money_is_chosen():
    case = problem(
        project("a", mode(cost=[60]), value=10),
        project("b", mode(cost=[50]), value=6),
        project("c", mode(cost=[50]), value=6),
        periods=1,
        money=[100],
    )
    result = make_plan(case, seconds=SECONDS)
    assert set(result.plan.placements) == {"b", "c"}
    assert result.certificate.word == "optimal"
    assert result.certificate.score == 6  # twelve points, halved by the end of the only period


def test_an_envelope_is_yearly_unless_it_is_carried_over():
    case = problem(project("a", mode(cost=[80]), mandatory=True), periods=8, money=[50, 50])
    assert make_plan(case, seconds=SECONDS).certificate.word == "impossible"
    rolling = replace(case, envelopes=(replace(case.envelopes[0], carry_over=True),))
    assert placed(rolling) == {"a": 4}


def test_the_team_does_one_thing_at_a_time_and_days_can_be_bought():
    case = problem(*(project(key, mode(work=[10])) for key in "ab"), periods=2, days=10)
    assert sorted(placed(case).values()) == [0, 1]
    outside = External(amounts(10, 10), Decimal(100))
    paid = replace(case, skills=(Skill("equipe", "Équipe", amounts(10, 10), outside),))
    assert placed(paid) == {"a": 0, "b": 0}
    dear = replace(paid, objective=Objective(money=Decimal(3)))  # 3 points to gain 2.5
    assert sorted(placed(dear).values()) == [0, 1]
    poor = replace(paid, envelopes=(Envelope("f", "Fonctionnement", "operating", amounts={2027: Decimal(999)}),))
    assert sorted(placed(poor).values()) == [0, 1]


def test_a_project_waits_and_is_not_done_without_what_it_waits_for():
    case = problem(project("a", value=1), project("b"), precedences=(Precedence("a", "b", 1),))
    assert placed(case) == {"a": 0, "b": 2}
    alone = replace(case, envelopes=(Envelope("x", "Axe", None, "x", total=Decimal(0)),))
    dear = project("a", mode(cost=[1]), value=1, axis="x")
    assert placed(replace(alone, projects=(dear, case.projects[1]))) == {}


def test_windows_purchases_deadlines_and_freezes_move_starts():
    assert placed(problem(project("a", earliest=2))) == {"a": 2}
    assert placed(problem(project("a", procurement=1))) == {"a": 1}
    assert placed(problem(project("a"), freezes=(Freeze("gel", (0,)),))) == {"a": 1}
    assert placed(problem(project("a", mode(duration=2)), freezes=(Freeze("gel", (1,), ("end",)),))) == {"a": 1}
    late = project("a", mode(duration=3), earliest=1, deadline=2)
    assert placed(problem(late)) == {}
    assert placed(problem(replace(late, late_price=Decimal(1)))) == {"a": 1}
    assert placed(problem(replace(late, late_price=Decimal(9)))) == {}


def test_groups_exclude_or_bind():
    pair = (project("a", value=3), project("b", value=5))
    assert placed(problem(*pair, groups=(Group("exclusive", ("a", "b")),))) == {"b": 0}
    heavy = (project("a", mode(cost=[9])), project("b", mode(cost=[2])))
    assert placed(problem(*heavy, money=[10], groups=(Group("together", ("a", "b")),))) == {}


def test_work_already_started_stays_and_uses_its_days():
    running = project("a", mode(duration=3, work=[5, 5, 5]), value=0, started=Placement("m", -1))
    case = problem(running, project("b", mode(work=[5])), days=5)
    assert placed(case) == {"a": -1, "b": 2}


def test_the_voted_plan_is_kept_when_moving_brings_too_little():
    case = problem(project("a", voted=Placement("m", 3)))
    assert placed(replace(case, objective=Objective(stability=Decimal(1)))) == {"a": 0}
    assert placed(replace(case, objective=Objective(stability=Decimal(5)))) == {"a": 3}


def test_smoothing_spreads_investment_over_the_years():
    case = problem(*(project(key, mode(cost=[1000])) for key in "ab"), periods=8)
    assert placed(case) == {"a": 0, "b": 0}
    smooth = placed(replace(case, objective=Objective(smoothing=Decimal(5))))
    assert sorted(start // 4 for start in smooth.values()) == [0, 1]


def test_ranks_come_strictly_one_after_the_other_when_asked():
    case = problem(
        project("a", mode(cost=[60]), value=1, priority=1),
        project("b", mode(cost=[50]), value=90, priority=2),
        project("c", mode(cost=[40]), value=5, priority=2),
        money=[100],
    )
    assert set(placed(case)) == {"b", "c"}
    strict = replace(case, objective=Objective(lexicographic=True))
    assert set(placed(strict)) == {"a", "c"}
    assert make_plan(strict, seconds=SECONDS).certificate.word == "optimal"


@pytest.mark.parametrize("seed", range(40))
def test_no_plan_tried_one_by_one_is_better(seed):
    case = drawn(seed)
    result, best = make_plan(case, seconds=SECONDS), best_by_hand(case)
    if best is None:
        assert result.plan is None
        assert result.certificate.word == "impossible"
        assert len(result.certificate.engines) > 1
    else:
        assert check(case, result.plan) == []
        assert result.certificate.score == best
        assert result.certificate.word == "optimal"


def test_the_same_seed_gives_the_same_plan():
    case = drawn(3)
    first, second = (make_plan(case, seconds=SECONDS, seed=5) for _ in range(2))
    assert first.plan == second.plan
    assert first.versions == second.versions


def test_a_search_that_is_cancelled_still_gives_a_checked_plan():
    case = problem(*(project(f"p{at}", mode(cost=[at + 1])) for at in range(6)), money=[9])
    result = make_plan(case, seconds=SECONDS, cancelled=lambda: True)
    assert result.cancelled
    assert check(case, result.plan) == []


def test_progress_says_the_best_plan_and_the_bound():
    seen = []
    make_plan(problem(project("a", mode(cost=[1])), money=[9]), seconds=SECONDS, report=seen.append)
    assert seen[-1].best == seen[-1].bound == Decimal("8.75")


def test_a_start_that_is_no_longer_right_is_mended():
    case = problem(*(project(key, mode(cost=[10])) for key in "abc"), money=[25])
    result = make_plan(case, seconds=SECONDS, start=plan(a=0, b=0, c=0, gone=0))
    assert len(result.plan.placements) == 2
