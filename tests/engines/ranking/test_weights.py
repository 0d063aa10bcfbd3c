"""Each way of weighing gives the weights it promises; the draws fill the set evenly and never leave it."""

import numpy as np
import pytest

from gouvernail.engines.ranking.elicitation import read_weights
from gouvernail.engines.ranking.simos import card_weights
from gouvernail.engines.ranking.weights import Rule, WeightSet, conflict

NAMES = {key: f"Critère {key}" for key in "abcd"}


def read(**said):
    return read_weights(said, NAMES, "Poids")


def sample(weights, count=40_000):
    drawn = weights.drawer(np.random.SeedSequence(3)).draw(count).astype(float)
    return drawn / drawn.sum(axis=0)


def test_no_weights_are_uniform_over_all_weightings():
    drawn = sample(read(kind="none"))
    assert drawn.mean(axis=1) == pytest.approx(np.full(4, 0.25), abs=0.005)
    assert (drawn[0] > 0.5).mean() == pytest.approx(0.5**3, abs=0.006)


def test_points_and_percentages_are_brought_to_one():
    assert read(kind="points", values={"a": 2, "b": 1, "c": 1, "d": 0}).reference.tolist() == [0.5, 0.25, 0.25, 0]
    assert read(kind="exact", values={"a": 40, "b": 30, "c": 20, "d": 10}).reference == pytest.approx(
        [0.4, 0.3, 0.2, 0.1]
    )


def test_a_complete_order_has_the_rank_order_centroid():
    weights = read(kind="order", order=["a", "b", "c", "d"])
    assert weights.reference == pytest.approx([0.5208, 0.2708, 0.1458, 0.0625], abs=5e-5)  # Barron & Barrett, 1996
    drawn = sample(weights)
    assert np.all(np.diff(drawn, axis=0) <= 1e-6)
    assert drawn.mean(axis=1) == pytest.approx(weights.reference, abs=0.005)


def test_criteria_placed_together_weigh_the_same():
    drawn = sample(read(kind="order", order=["a", ["b", "c"], "d"]))
    assert drawn[1] == pytest.approx(drawn[2])


def test_a_partial_order_is_filled_as_rejection_fills_it():
    drawn = sample(read(kind="order", pairs=[["a", "b"], ["c", "b"]]))
    every = np.random.default_rng(1).dirichlet(np.ones(4), 400_000).T
    kept = every[:, (every[0] >= every[1]) & (every[2] >= every[1])]
    assert np.all(drawn[0] >= drawn[1] - 1e-6)
    assert drawn.mean(axis=1) == pytest.approx(kept.mean(axis=1), abs=0.006)
    assert drawn.std(axis=1) == pytest.approx(kept.std(axis=1), abs=0.006)


def test_ranges_are_filled_as_rejection_fills_them_block_after_block():
    weights = read(kind="ranges", ranges={"a": [0.1, 0.3], "b": [0.2, 0.5], "c": [0, 0.4]}, pairs=[["b", "c"]])
    drawer = weights.drawer(np.random.SeedSequence(3))
    every = np.random.default_rng(1).dirichlet(np.ones(4), 1_000_000).T
    a, b, c, _d = every
    kept = every[:, (a >= 0.1) & (a <= 0.3) & (b >= 0.2) & (b <= 0.5) & (c <= 0.4) & (b >= c)]
    for _block in range(3):
        drawn = drawer.draw(40_000)
        assert drawn.sum(axis=0) == pytest.approx(1, abs=1e-5)
        assert drawn.mean(axis=1) == pytest.approx(kept.mean(axis=1), abs=0.005)
        assert drawn.std(axis=1) == pytest.approx(kept.std(axis=1), abs=0.005)


def test_least_weights_alone_are_drawn_exactly():
    weights = read(kind="ranges", ranges={"a": [0.1, 1], "b": [0.3, 1]})
    assert weights.corners is not None
    assert np.all(sample(weights).min(axis=1) >= np.array([0.1, 0.3, 0, 0]) - 1e-6)


def test_swing_points_may_be_intervals():
    assert read(kind="swing", points={"a": 100, "b": 50, "c": 50, "d": 0}).reference.tolist() == [0.5, 0.25, 0.25, 0]
    weights = read(kind="swing", points={"a": 100, "b": [50, 80], "c": 10, "d": 0})
    drawn = sample(weights)
    assert (drawn[1] / drawn[0]).min() >= 0.5 - 1e-6
    assert (drawn[1] / drawn[0]).max() <= 0.8 + 1e-6
    greatest = weights.greatest(np.array([0.0, 1, 0, 0]))[0]
    assert greatest == pytest.approx(80 / 190)
    assert drawn[1].max() <= greatest + 1e-6


def test_the_cards_of_simos_give_the_published_weights():
    """Figueira & Roy, 2002: twelve criteria, one white card, z = 6.5; the publication then rounds to a sum of 100."""
    groups = [[0, 1, 2], [3], [4, 5, 6, 7], [8], [9, 10], [11]]
    found = 100 * card_weights(groups, [0, 1, 0, 0, 0], 6.5)
    published = [2.37] * 3 + [4.54] + [8.88] * 4 + [11.05] + [13.2] * 2 + [15.38]
    assert found == pytest.approx(published, abs=0.02)


def test_cards_read_from_a_study():
    weights = read(kind="simos", cards=[["d"], 2, ["b", "c"], ["a"]], ratio=5)
    assert weights.reference == pytest.approx(np.array([5, 4, 4, 1]) / 14)


def test_comparisons_two_by_two_give_saaty_s_priorities_and_their_consistency():
    pairs = [["a", "b", 2], ["a", "c", 4], ["a", "d", 8], ["b", "c", 2], ["b", "d", 4], ["c", "d", 2]]
    weights = read(kind="ahp", comparisons=pairs)
    assert weights.reference == pytest.approx(np.array([8, 4, 2, 1]) / 15)
    assert weights.consistency == pytest.approx(0, abs=1e-9)
    assert weights.notices == ()
    contradictory = read(kind="ahp", comparisons=[*pairs[:5], ["c", "d", 1 / 9]])
    assert "se contredisent" in contradictory.notices[0]


def test_a_conflict_is_reduced_to_the_rules_that_matter():
    units = np.eye(3)
    rules = (
        Rule(units[0], 0.6, "A"),
        Rule(units[2], 0.1, "C"),
        Rule(units[1] - units[0], 0.0, "B avant A"),
    )
    assert [rule.words for rule in conflict(rules, 3)] == ["A", "B avant A"]
    assert conflict(rules[:2], 3) == ()


def test_what_can_weigh_is_known():
    weights = WeightSet(3, "exact", "", np.array([[0.5, 0.5, 0.0]]))
    assert weights.support.tolist() == [True, True, False]
