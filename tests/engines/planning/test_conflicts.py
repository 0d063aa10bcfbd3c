"""An impossible problem: the rules in conflict are few, needed, and a least relaxation makes a plan exist."""

from dataclasses import replace
from decimal import Decimal
from random import Random

import numpy as np
import pytest

from gouvernail.engines.planning.conflict import conflict
from gouvernail.engines.planning.engine import make_plan
from gouvernail.engines.planning.model import build
from gouvernail.engines.planning.problem import Freeze, Group, Placement, Precedence
from gouvernail.engines.planning.relaxation import least_relaxation
from gouvernail.engines.planning.solvers import scipy_highs
from gouvernail.engines.planning.solvers.answer import IMPOSSIBLE
from gouvernail.engines.planning.solvers.matrix import matrix_of
from gouvernail.engines.planning.verify import check
from tests.engines.planning.build import best_by_hand, drawn, mode, problem, project


def due(key: str, *modes, **more):
    return project(key, *modes, mandatory=True, **more)


def test_the_envelope_and_the_projects_it_cannot_pay_are_named():
    case = problem(due("a", mode(cost=[60])), due("b", mode(cost=[50])), project("c", mode(cost=[9])), money=[100])
    found = conflict(case)
    assert set(found.said) == {
        "« Projet a » est obligatoire",
        "« Projet b » est obligatoire",
        "enveloppe « Investissement » 2027 (100\u202f€)",
    }
    assert found.smallest
    assert len(found.engines) == 2
    assert least_relaxation(case).said == ("ajouter 10\u202f€ à l’enveloppe « Investissement » 2027",)


def test_a_chain_too_long_for_its_deadline_is_named():
    case = problem(
        project("a", mode(duration=2)), due("b", mode(duration=2), deadline=2), precedences=(Precedence("a", "b"),)
    )
    found = conflict(case)
    assert set(found.said) == {
        "« Projet b » est obligatoire",
        "« Projet b » se termine au plus tard en T3 2027",
        "« Projet b » attend « Projet a »",
    }
    assert least_relaxation(case).said == ("reculer de 1 trimestre l’échéance de « Projet b »",)


def test_a_conflict_that_only_whole_numbers_show_is_found():
    twins = [due(key, mode(work=[6]), latest=1) for key in "abc"]
    case = problem(*twins, periods=2, days=10)
    found = conflict(case)
    assert found.smallest
    assert "capacité « Équipe »" in found.said
    assert found.engines == ("CP-SAT", "HiGHS (scipy)")
    assert "jours de « Équipe »" in least_relaxation(case).said[0]


@pytest.mark.parametrize(
    ("case", "change"),
    [
        (problem(due("a", procurement=2, latest=1)), "raccourcir l’achat de « Projet a » de 1 trimestre"),
        (problem(due("a"), freezes=(Freeze("gel", (0, 1, 2, 3)),)), "lever le gel pour « Projet a »"),
        (problem(due("a", earliest=3, deadline=2)), "laisser « Projet a » commencer en T3 2027"),
        (problem(due("a"), due("b"), groups=(Group("exclusive", ("a", "b")),)), "ne plus lier"),
        (problem(due("a", mode(duration=9), earliest=1)), "renoncer à « Projet a »"),
    ],
)
def test_each_kind_of_rule_can_be_loosened(case, change):
    found = least_relaxation(case)
    assert change in " ".join(found.said)
    assert check(found.problem, found.plan) == []


def test_what_nothing_asks_for_is_not_placed_unless_it_brings_money_in():
    selling = project("b", mode(cost=[-40]), value=0)
    poor = problem(due("a", mode(cost=[60])), project("c", mode(cost=[5])), periods=1, money=[10])
    assert least_relaxation(poor).said == ("ajouter 50\u202f€ à l’enveloppe « Investissement » 2027",)
    assert set(least_relaxation(poor).plan.placements) == {"a"}
    richer = replace(poor, projects=(*poor.projects, selling))
    assert least_relaxation(richer).said == ("ajouter 10\u202f€ à l’enveloppe « Investissement » 2027",)


def test_an_envelope_carried_over_is_raised_once():
    case = problem(due("a", mode(cost=[30])), due("b", mode(cost=[30]), earliest=4), periods=8, money=[20, 20])
    rolling = replace(case, envelopes=(replace(case.envelopes[0], carry_over=True),))
    changes = least_relaxation(rolling).changes
    assert sum(change.amount for change in changes) == 20


def test_started_work_in_conflict_is_said_as_such():
    case = problem(due("a", mode(work=[6]), started=Placement("m", 0)), periods=1, days=5)
    assert "« Projet a » a commencé et ne bouge pas" in conflict(case).said


def test_a_possible_problem_has_no_conflict():
    assert conflict(problem(due("a"))) is None


def test_the_result_of_an_impossible_problem_says_why_and_what_to_change():
    result = make_plan(problem(due("a", mode(cost=[9])), money=[5]), seconds=10)
    assert result.plan is None
    assert "ne peuvent pas être respectées ensemble" in result.conflict.sentence
    assert result.relaxation.said == ("ajouter 4\u202f€ à l’enveloppe « Investissement » 2027",)
    assert result.warnings == (
        "« Projet a » dépasse à lui seul l’enveloppe « Investissement » (9\u202f€ pour 5\u202f€ au plus), "
        "quelle que soit la variante.",
    )


def test_a_project_that_asks_for_more_days_than_there_ever_are_is_named():
    case = problem(project("a", mode(work=[9]), mode("n", duration=2, cost=[8], work=[1, 1])), days=5, money=[7])
    assert make_plan(case, seconds=5).warnings == (
        "« Projet a » dépasse à lui seul la capacité « Équipe » (9 jours sur 1 trimestre pour 5 au plus) et "
        "l’enveloppe « Investissement » (8\u202f€ pour 7\u202f€ au plus), quelle que soit la variante.",
    )


@pytest.mark.parametrize("seed", range(400, 430))
def test_the_rules_named_are_impossible_together_and_loosening_is_enough(seed):
    case = drawn(seed)
    case = replace(case, projects=tuple(replace(one, mandatory=True) for one in case.projects))
    if best_by_hand(case) is not None:
        return
    found = conflict(case)
    assert found is not None
    assert found.smallest
    assert len(found.engines) == 2
    relaxed = least_relaxation(case)
    assert relaxed.least
    assert best_by_hand(relaxed.problem) is not None
    assert all(change.over > Decimal(0) for change in relaxed.changes)


@pytest.mark.parametrize("seed", range(500, 520))
def test_the_part_of_a_matrix_that_matters_is_impossible_exactly_when_the_whole_is(seed):
    case = drawn(seed)
    case = replace(case, projects=tuple(replace(one, mandatory=True) for one in case.projects))
    matrix = matrix_of(build(case, banned=True))
    small, kept = matrix.needed()
    assert small.size <= matrix.size
    draw = Random(seed)
    for _ in range(6):
        out = {at for at in range(matrix.a.shape[0]) if draw.random() < 0.3}
        some = np.array([at for at in range(matrix.a.shape[0]) if at not in out], dtype=int)
        same = np.array([at for at, row in enumerate(kept.tolist()) if row not in out], dtype=int)
        whole, part = (
            scipy_highs.relax(replace(one, a=one.a[rows], low=one.low[rows], high=one.high[rows]), 10).status
            for one, rows in ((matrix, some), (small, same))
        )
        assert (whole == IMPOSSIBLE) == (part == IMPOSSIBLE)


def test_many_mandatory_projects_beyond_the_money_leave_a_set_where_each_is_needed():
    projects = [due(f"p{at}", mode(cost=[10 + at])) for at in range(30)] + [project("q", mode(cost=[1]))]
    case = problem(*projects, money=[400])  # 735 asked for
    found = conflict(case)
    assert found.smallest
    asked = sorted(10 + int(key[1:]) for key in found.projects)
    assert sum(asked) > 400
    assert sum(asked) - min(asked) <= 400
    assert "projets sont obligatoires" in found.said[0]
