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


def several_teams(seed: int):
    """Four jobs that must be done by three teams: two that overfill one team, two another, and chains."""
    draw = Random(seed)
    teams = tuple(Skill(f"t{at}", f"Équipe {at}", amounts(*[8] * 7)) for at in range(3))
    jobs = []
    for key in "abcd":
        duration = draw.randint(1, 3)
        asked = {team.key: amounts(*[draw.randint(1, 7)] * duration) for team in teams if draw.random() < 0.6}
        way = replace(mode(duration=duration), work=asked)
        jobs.append(project(key, way, mandatory=True, latest=draw.choice([None, 2, 3, 4])))
    waits = tuple(
        Precedence(before, after, draw.randint(-1, 1))
        for before, after in itertools.combinations("abcd", 2)
        if draw.random() < 0.3
    )
    return replace(problem(*jobs, periods=7, precedences=waits), skills=teams)


def possible(case) -> bool:
    """Whether some starts, tried one by one, make a plan that the verifier accepts."""
    ranges = [range(case.calendar.count - one.modes[0].duration + 1) for one in case.projects]
    return any(
        not check(case, Plan({one.key: Placement("m", at) for one, at in zip(case.projects, starts, strict=True)}))
        for starts in itertools.product(*ranges)
    )


@pytest.mark.parametrize("drawn", [schedule, several_teams])
@pytest.mark.parametrize("seed", range(40))
def test_it_agrees_with_every_schedule_tried_one_by_one(drawn, seed):
    case = drawn(seed)
    model = build(case)
    if not classic_cp.fits(model):  # a job has no place at all: told before any solver is asked
        assert any(not len(of) for of in model.columns.of_project) or not possible(case)
        return
    said = classic_cp.refute(model, 20, stop=Stop()).status
    if said == IMPOSSIBLE:
        assert not possible(case)
    elif all(one.modes[0].duration for one in case.projects):
        assert possible(case)


@pytest.mark.parametrize("drawn", [schedule, several_teams])
def test_the_cases_are_both_possible_and_impossible(drawn):
    told = [
        classic_cp.refute(build(case), 20, stop=Stop()).status
        for seed in range(40)
        if classic_cp.fits(build(case := drawn(seed)))
    ]
    assert min(told.count(IMPOSSIBLE), told.count(UNKNOWN)) >= 5


def test_jobs_that_overfill_different_teams_run_one_at_a_time_together():
    """a and b overfill a team, b and c another, and c waits for a behind d: no two of the three ever meet."""
    teams = tuple(Skill(key, key, amounts(*[8] * 7)) for key in ("x", "y"))
    asked = {"a": {"x": 5}, "b": {"x": 5, "y": 5}, "c": {"y": 5}, "d": {}}
    jobs = (
        project(key, replace(mode(), work={team: amounts(days) for team, days in work.items()}), mandatory=True)
        for key, work in asked.items()
    )
    case = replace(problem(*jobs, periods=7), skills=teams)
    chained = replace(case, precedences=(Precedence("a", "d"), Precedence("d", "c")))
    assert [set(keys) for keys in classic_cp.one_at_a_time(build(case))] == [{"a", "b"}, {"b", "c"}]
    assert {"a", "b", "c"} <= set(classic_cp.one_at_a_time(build(chained))[0])
    overlapping = replace(chained, precedences=(Precedence("a", "d", -1), Precedence("d", "c", -1)))
    assert len(classic_cp.one_at_a_time(build(overlapping))) == 2


@pytest.mark.parametrize("drawn", [schedule, several_teams])
@pytest.mark.parametrize("seed", range(25))
def test_no_right_schedule_runs_two_of_a_set_together(drawn, seed):
    case = drawn(seed)
    model = build(case)
    if not classic_cp.fits(model):
        return
    lasts = {one.key: one.modes[0].duration for one in case.projects}
    pairs = [pair for keys in classic_cp.one_at_a_time(model) for pair in itertools.combinations(keys, 2)]
    for starts in itertools.product(*(range(case.calendar.count - lasts[one.key] + 1) for one in case.projects)):
        at = dict(zip(lasts, starts, strict=True))
        met = any(at[one] < at[two] + lasts[two] and at[two] < at[one] + lasts[one] for one, two in pairs)
        if met:
            assert check(case, Plan({key: Placement("m", start) for key, start in at.items()}))


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
