"""What a little more buys is an interval that searching again confirms; a curve never goes down."""

from decimal import Decimal

import pytest

from gouvernail.engines.planning.engine import make_plan
from gouvernail.engines.planning.model import build
from gouvernail.engines.planning.solvers.first_plan import mended, quick_plans
from gouvernail.engines.planning.solvers.matrix import matrix_of
from gouvernail.engines.planning.verify import check
from gouvernail.engines.planning.what_if import (
    curve,
    more_days,
    more_money,
    quick_worth,
    resolve,
    scaled_money,
    worth,
)
from tests.engines.planning.build import drawn, mode, problem, project, project_changed

CASE = problem(project("a", mode(cost=[60]), value=10), project("b", mode(cost=[50]), value=8), money=[100], days=1)


def test_ten_more_euros_buy_the_second_project():
    best = make_plan(CASE, seconds=10).plan
    assert worth(CASE, best, more_money("inv", Decimal(5), 2027)).low == 0
    ten = worth(CASE, best, more_money("inv", Decimal(10), 2027))
    assert ten.low == ten.high == 7
    assert ten.sentence == "7,0 points"


def test_the_quick_answer_only_bounds():
    best = make_plan(CASE, seconds=10).plan
    five, ten = quick_worth(CASE, best, [more_money("inv", Decimal(amount), 2027) for amount in (5, 10)])
    assert five.low == ten.low == 0
    assert five.high >= 0
    assert ten.high >= 7


def test_the_quick_answer_refuses_what_it_cannot_bound():
    best = make_plan(CASE, seconds=10).plan
    with pytest.raises(ValueError, match="Seuls l’argent et les jours"):
        quick_worth(CASE, best, [project_changed("a", mandatory=True)])


@pytest.mark.parametrize("seed", range(600, 620))
def test_the_quick_bound_is_above_what_is_really_gained(seed):
    case = drawn(seed)
    base = make_plan(case, seconds=10)
    if base.plan is None:
        return
    changes = [more_money("inv", Decimal(3), 2028), more_days("equipe", Decimal(1), [1])]
    for change, found in zip(changes, quick_worth(case, base.plan, changes), strict=True):
        gain = make_plan(change(case), seconds=10).certificate.score - base.certificate.score
        assert gain <= found.high + Decimal("0.001")


@pytest.mark.parametrize("seed", range(500, 508))
def test_the_interval_holds_what_the_optimum_really_gains(seed):
    case = drawn(seed)
    base = make_plan(case, seconds=10)
    if base.plan is None:
        return
    change = more_money("inv", Decimal(5), 2027)
    gain = make_plan(change(case), seconds=10).certificate.score - base.certificate.score
    found = worth(case, base.plan, change)
    assert found.low <= gain <= found.high


def test_a_cut_gives_a_checked_plan_from_the_last_one():
    best = make_plan(CASE, seconds=10).plan
    cut = scaled_money(Decimal("0.5"))(CASE)
    again = resolve(cut, best)
    assert check(cut, again.incumbent.plan) == []
    assert set(again.incumbent.plan.placements) == {"b"}


@pytest.mark.parametrize(
    "change",
    [
        scaled_money(Decimal("0.8")),
        scaled_money(Decimal("0.95")),
        more_days("equipe", Decimal(-1)),
        project_changed("p3", mandatory=True),
        project_changed("p5", earliest=5),
        project_changed("p7", deadline=2),
    ],
)
def test_the_last_plan_is_mended_without_any_solver(change):
    """The first answer to a question: what must be done stays, what no longer fits goes, the money is respected."""
    many = [
        project(f"p{at}", mode(duration=1 + at % 3, cost=[20 + at], work=[2 + at % 3]), value=5 + at % 7, **more)
        for at, more in enumerate([{"mandatory": at % 6 == 0} for at in range(18)])
    ]
    case = problem(*many, periods=8, money=[200, 160], days=9)
    model = build(case)
    voted = model.columns.plan(next(quick_plans(model, matrix_of(model), None)))
    assert check(case, voted) == []
    changed = change(case)
    model = build(changed)
    again = model.columns.plan(next(mended(model, matrix_of(model), voted)))
    assert check(changed, again) == []
    kept = sum(again.placements.get(key) == place for key, place in voted.placements.items())
    assert 2 * kept >= len(voted.placements)


def test_the_curve_never_goes_down():
    case = drawn(10)
    best = make_plan(case, seconds=10).plan
    points = curve(case, best, [Decimal(share) for share in ("1.2", "0", "0.5", "1")])
    scores = [point.score for point in points if point.score is not None]
    assert scores == sorted(scores)
    assert [point.share for point in points] == sorted(point.share for point in points)


def test_changes_touch_only_what_they_name():
    less = more_days("equipe", Decimal(-9), [0])(CASE)
    assert less.skills[0].capacity == (0, 1, 1, 1)
    assert more_money("inv", Decimal(-999), 2027)(CASE).envelopes[0].amounts[2027] == 0
    with pytest.raises(ValueError, match="ne limite pas 2031"):
        more_money("inv", Decimal(1), 2031)(CASE)
