"""The classic solver: it calls a schedule impossible when, and only when, no start of any job makes one."""

import itertools
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from gouvernail.engines.planning.model import build
from gouvernail.engines.planning.problem import External, Placement, Plan, Precedence, Skill
from gouvernail.engines.planning.solvers import classic_cp
from gouvernail.engines.planning.solvers.answer import IMPOSSIBLE, UNKNOWN, Stop
from gouvernail.engines.planning.verify import check
from tests.engines.planning.build import amounts, mode, problem, project


def schedule(seed: int):
    """Four jobs that must be done in seven periods, by one team whose days vary."""
    draw = Random(seed)
    jobs = []
    for key in "abcd":
        duration = draw.randint(0, 3)
        jobs.append(
            project(
                key,
                mode(duration=duration, work=[draw.randint(1, 6)] * duration),
                mandatory=True,
                latest=draw.choice([None, 3, 4, 5]),
            )
        )
    waits = tuple(
        Precedence(before, after, draw.randint(-1, 1))
        for before, after in itertools.combinations("abcd", 2)
        if draw.random() < 0.4
    )
    case = problem(*jobs, periods=7, precedences=waits)
    days = amounts(*(draw.randint(4, 8) for _ in range(7)))
    bought = External(amounts(*[1] * 7), Decimal(0)) if draw.random() < 0.3 else None
    return replace(case, skills=(Skill("equipe", "Équipe", days, bought),))


def possible(case) -> bool:
    """Whether some starts, tried one by one, make a plan that the verifier accepts."""
    ranges = [range(case.calendar.count - one.modes[0].duration + 1) for one in case.projects]
    return any(
        not check(case, Plan({one.key: Placement("m", at) for one, at in zip(case.projects, starts, strict=True)}))
        for starts in itertools.product(*ranges)
    )


@pytest.mark.parametrize("seed", range(40))
def test_it_agrees_with_every_schedule_tried_one_by_one(seed):
    case = schedule(seed)
    model = build(case)
    if not classic_cp.fits(model):  # a job has no place at all: told before any solver is asked
        assert any(not len(of) for of in model.columns.of_project) or not possible(case)
        return
    said = classic_cp.refute(model, 20, stop=Stop()).status
    if said == IMPOSSIBLE:
        assert not possible(case)
    elif all(one.modes[0].duration for one in case.projects):
        assert possible(case)


def test_the_cases_are_both_possible_and_impossible():
    told = [
        classic_cp.refute(build(case), 20, stop=Stop()).status
        for seed in range(40)
        if classic_cp.fits(build(case := schedule(seed)))
    ]
    assert min(told.count(IMPOSSIBLE), told.count(UNKNOWN)) >= 5


def test_a_choice_is_not_its_business():
    two = project("a", mode(duration=1), replace(mode(duration=2), key="n"), mandatory=True)
    assert not classic_cp.fits(build(problem(two)))
    assert not classic_cp.fits(build(problem(project("a"))))


def test_a_search_that_is_stopped_proves_nothing():
    stop = Stop()
    stop.set()
    crowd = (project(f"p{at}", mode(duration=2, work=[4, 4]), mandatory=True) for at in range(13))
    case = problem(*crowd, periods=12, days=11)
    assert classic_cp.refute(build(case), 20, stop=stop).status == UNKNOWN
