"""What must always hold: more money never hurts, one rule more never helps, names do not matter."""

from dataclasses import replace
from decimal import Decimal

import pytest

from gouvernail.engines.planning.engine import make_plan
from gouvernail.engines.planning.problem import Freeze, Group, Plan, Precedence, Project
from gouvernail.engines.planning.what_if import more_days, scaled_money
from tests.engines.planning.build import drawn, mode, problem, project

LEAST = Decimal(-(10**9))


def score(case) -> Decimal:
    certificate = make_plan(case, seconds=10).certificate
    assert certificate.word in ("optimal", "impossible")
    return LEAST if certificate.score is None else certificate.score


@pytest.mark.parametrize("seed", range(100, 112))
def test_more_money_or_more_days_never_worsen_the_plan(seed):
    case = drawn(seed)
    base = score(case)
    assert score(scaled_money(Decimal("1.5"))(case)) >= base
    assert score(more_days("equipe", Decimal(2))(case)) >= base


@pytest.mark.parametrize("seed", range(200, 212))
def test_one_rule_more_never_improves_the_plan(seed):
    case = drawn(seed)
    base = score(case)
    harder = [
        replace(case, precedences=(*case.precedences, Precedence("b", "c"))),
        replace(case, freezes=(*case.freezes, Freeze("élections", (1,)))),
        replace(case, groups=(*case.groups, Group("exclusive", ("a", "b")))),
        replace(case, projects=(replace(case.projects[0], mandatory=True), *case.projects[1:])),
    ]
    assert all(score(one) <= base for one in harder)


@pytest.mark.parametrize("seed", range(300, 308))
def test_the_order_and_the_names_of_projects_do_not_matter(seed):
    case = drawn(seed)
    assert score(replace(case, projects=case.projects[::-1])) == score(case)


def test_twins_earn_the_same_whichever_is_chosen():
    twins = tuple(project(f"p{at}", mode(duration=2, cost=[5, 5], work=[3, 3]), value=7) for at in range(6))
    case = problem(*twins, periods=6, money=[20, 10], days=6)
    result = make_plan(case, seconds=10)
    assert result.certificate.word == "optimal"
    renamed = {f"p{5 - at}": place for at, place in enumerate(result.plan.placements.values())}
    from gouvernail.engines.planning.verify import Account, check

    assert check(case, Plan(renamed)) == []
    assert Account(case, Plan(renamed)).score == result.certificate.score


def test_a_project_nobody_wants_changes_nothing():
    case = drawn(7)
    idle = Project("rien", "Rien", (mode(cost=[999]),))
    assert score(replace(case, projects=(*case.projects, idle))) == score(case)
