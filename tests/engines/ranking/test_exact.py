"""Proofs and distances hold against brute force."""

from dataclasses import replace
from fractions import Fraction
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.engines.ranking import study_of
from gouvernail.engines.ranking.elicitation import read_weights
from gouvernail.engines.ranking.exact.acceptability import exact_ranks
from gouvernail.engines.ranking.exact.dominance import Dominance, dominances
from gouvernail.engines.ranking.exact.nearest import nearest
from gouvernail.engines.ranking.exact.regret import regrets
from gouvernail.engines.ranking.exact.stability import stability
from gouvernail.engines.ranking.exact.upgrades import upgrade
from gouvernail.engines.ranking.grid import Grid
from gouvernail.engines.ranking.weights import WeightSet, only
from tests.engines.ranking.studies import plain, shares_by_hand

seeds = st.integers(0, 10_000)


def case(seed, scenarios=4, criteria=4):
    generator = np.random.default_rng(seed)
    return generator.random((scenarios, criteria)), generator.dirichlet(np.ones(criteria))


@pytest.mark.parametrize("seed", range(4))
def test_exact_shares_equal_those_computed_with_fractions(seed):
    whole = np.random.default_rng(seed).integers(0, 30, (4, 3))
    by_hand = shares_by_hand([[Fraction(int(x), 29) for x in row] for row in whole])
    assert exact_ranks(whole / 29, np.eye(3)) == pytest.approx(np.array(by_hand, dtype=float), abs=1e-9)


def test_exact_shares_of_two_criteria_are_lengths():
    shares = exact_ranks(np.array([[1, 0], [0.5, 0.75], [0, 1.0]]), np.eye(2))
    assert shares[:, 0] == pytest.approx([0.4, 1 / 3 - 1 / 15, 1 / 3])


def test_exact_shares_follow_an_order_of_the_weights():
    ordered = np.array([[1, 0, 0], [0.5, 0.5, 0], [1 / 3, 1 / 3, 1 / 3]])
    assert exact_ranks(np.eye(3)[:2], ordered)[:, 0] == pytest.approx([1, 0])


@given(seeds)
def test_the_leader_stays_first_inside_its_interval_and_loses_just_outside(seed):
    values, weights = case(seed)
    leader = int(np.argmax(values @ weights))
    for one in stability(values, weights, leader):
        for weight, follower in ((one.low, one.below), (one.high, one.above)):
            others = np.delete(weights, one.column)
            moved = np.insert(others / others.sum() * (1 - weight), one.column, weight)
            scores = values @ moved
            assert scores[leader] >= scores.max() - 1e-9
            if follower is not None:
                assert scores[follower] == pytest.approx(scores[leader])
                beyond = weight + (1e-4 if weight > one.weight else -1e-4)
                outside = values @ np.insert(others / others.sum() * (1 - beyond), one.column, beyond)
                assert outside[leader] < outside.max()


@given(seeds)
def test_the_nearest_weights_make_it_win_and_none_nearer_does(seed):
    values, weights = case(seed)
    generator = np.random.default_rng(seed + 1)
    tried = generator.dirichlet(np.ones(4), 3000)
    firsts = (tried @ values.T).argmax(axis=1)
    for row in range(4):
        found = nearest(values, weights, row)
        winning = tried[firsts == row]
        if found.weights is None:
            assert len(winning) == 0
            continue
        scores = values @ found.weights
        assert scores[row] >= scores.max() - 1e-7
        assert found.weights.sum() == pytest.approx(1)
        if len(winning):
            assert found.moved <= np.abs(winning - weights).sum(axis=1).min() / 2 + 1e-6


@given(seeds)
def test_where_no_weights_do_a_mixture_of_the_others_proves_it(seed):
    values, weights = case(seed, scenarios=5, criteria=3)
    for row in range(5):
        found = nearest(values, weights, row)
        if found.weights is None:
            assert found.mixture[row] == 0
            assert found.mixture.sum() == pytest.approx(1)
            assert np.all(found.mixture @ values > values[row] - 1e-9)


def test_a_scenario_that_can_only_be_level_is_said_so():
    values = np.array([[1.0, 0.5], [1.0, 0.2]])
    found = nearest(values, np.array([0.5, 0.5]), 1)
    assert found.only_level
    assert found.weights == pytest.approx([1, 0], abs=1e-6)


@given(seeds)
def test_the_greatest_regret_is_reached_at_a_corner_of_the_weights(seed):
    values, _weights = case(seed)
    found = regrets(values, WeightSet(4, "none", "", np.eye(4)))
    for row, regret in enumerate(found):
        assert regret.amount == pytest.approx(max(0, (values - values[row]).max()))


@given(seeds)
def test_bounding_the_regrets_first_changes_none_of_them(seed):
    generator = np.random.default_rng(seed)
    values = generator.random((6, 4))
    names = {f"c{column}": f"C{column}" for column in range(4)}
    lows, spans = generator.uniform(0, 0.2, 4), generator.uniform(0.2, 0.6, 4)
    ranges = {key: [low, low + span] for key, low, span in zip(names, lows, spans, strict=True)}
    points = {key: [20.0, 60.0 + 10 * column] for column, key in enumerate(names)} | {"c0": [100.0, 100.0]}
    for said in ({"kind": "ranges", "ranges": ranges}, {"kind": "swing", "points": points}):
        weights = read_weights(said, names, "Poids")
        for found in regrets(values, weights):
            pairs = [weights.greatest(other - values[found.row])[0] for other in values]
            assert found.amount == pytest.approx(max(0.0, *pairs), abs=1e-7)


@given(seeds)
def test_points_in_intervals_reach_their_greatest_without_a_program(seed):
    generator = np.random.default_rng(seed)
    names = {f"c{column}": f"C{column}" for column in range(5)}
    lows = generator.uniform(0, 90, 5)
    points = {key: [low, low + 10] for key, low in zip(names, lows, strict=True)} | {"c2": [100.0, 100.0]}
    weights = read_weights({"kind": "swing", "points": points}, names, "Poids")
    objective = generator.normal(size=5)
    value, where = weights.greatest(objective)
    assert value == pytest.approx(replace(weights, points=None).greatest(objective)[0], abs=1e-7)
    assert where @ objective == pytest.approx(value)
    assert where.sum() == pytest.approx(1)


def test_a_large_study_asks_for_about_one_program_a_scenario():
    values = np.random.default_rng(4).random((40, 10))
    names = {f"c{column}": f"C{column}" for column in range(10)}
    weights = read_weights({"kind": "ranges", "ranges": {key: [0.05, 0.2] for key in names}}, names, "Poids")
    asked = []
    counted = type(weights).greatest
    with patch.object(type(weights), "greatest", lambda *one: asked.append(one) or counted(*one)):
        regrets(values, weights)
    assert len(asked) <= 20 + 3 * 40


def test_who_is_always_first_has_no_regret():
    values = np.array([[1, 0], [0, 1.0]])
    mostly_first = WeightSet(2, "order", "", np.array([[1, 0], [0.5, 0.5]]))
    assert regrets(values, mostly_first)[0].amount == 0
    assert regrets(values, only("exact", "", np.array([0.2, 0.8])))[0].amount == pytest.approx(0.6)


@given(seeds)
def test_an_upgrade_makes_it_first(seed):
    values, weights = case(seed)
    for row in range(4):
        if found := upgrade(values, weights, row):
            better = values.copy()
            better[row, list(found.columns)] = found.values
            assert (better @ weights)[row] >= (better @ weights).max() - 1e-9
            assert np.all(better[row] >= values[row] - 1e-12)
            assert np.all(better <= 1)


def test_the_first_needs_no_upgrade():
    assert upgrade(np.array([[1.0, 1], [0, 0]]), np.array([0.5, 0.5]), 0) is None


def test_dominance_is_certain_only_if_no_reading_undoes_it():
    certain = Grid(study_of(plain([[0.9, [0.5, 0.6]], [0.4, [0.1, 0.5]]])))
    likely = Grid(study_of(plain([[0.9, [0.4, 0.6]], [0.4, [0.1, 0.5]]])))
    assert dominances(certain) == [Dominance(0, 1, True)]
    assert dominances(likely) == [Dominance(0, 1, False)]
