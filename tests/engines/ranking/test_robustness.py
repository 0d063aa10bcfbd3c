"""The shares drawn at random are right, add up, do not depend on how the study is laid out, and can be drawn again."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.engines.ranking import answer, live_shares, study_of
from gouvernail.engines.ranking.grid import Grid
from gouvernail.engines.ranking.robustness import robustness
from tests.engines.ranking.studies import plain, shares_by_hand

DRAWS = 40_000
notes = st.integers(0, 8).map(lambda note: note / 8)
matrices = st.integers(2, 5).flatmap(
    lambda m: st.lists(st.lists(notes, min_size=m, max_size=m), min_size=2, max_size=5)
)


def drawn(data, draws=DRAWS, seed=7):
    study = study_of(data)
    return robustness(Grid(study), study.members[0].weights, draws=draws, seed=seed)


@pytest.mark.parametrize("seed", range(5))
def test_shares_stand_within_three_standard_errors_of_an_exact_computation(seed):
    sevenths = np.random.default_rng(seed).integers(0, 50, (4, 3))
    exact = shares_by_hand([[Fraction(int(x), 49) for x in row] for row in sevenths])
    found = drawn(plain((sevenths / 49).tolist()), draws=200_000)
    for row in range(4):
        for rank in range(4):
            share = float(exact[row][rank])
            assert abs(found.ranks[row, rank] - share) <= 3 * np.sqrt(share * (1 - share) / found.draws) + 1e-12


@pytest.mark.parametrize("count", [2, 3, 5, 9])
def test_scenarios_that_each_win_on_one_criterion_share_the_weights_equally(count):
    found = drawn(plain(np.eye(count).tolist()), draws=200_000)
    error = np.sqrt((1 / count) * (1 - 1 / count) / found.draws)
    assert found.ranks == pytest.approx(np.full((count, count), 1 / count), abs=5 * error)
    own = sum(1 / k for k in range(1, count + 1)) / count
    assert np.diag(found.central) == pytest.approx(np.full(count, own), abs=0.005)
    assert found.confidence.tolist() == [1.0] * count


@given(matrices)
def test_shares_add_up_to_one(matrix):
    found = drawn(plain(matrix), draws=500)
    assert found.ranks.sum(axis=0) == pytest.approx(1)
    assert found.ranks.sum(axis=1) == pytest.approx(1)
    assert found.wins + found.wins.T + np.eye(len(matrix)) == pytest.approx(1)


@given(matrices)
def test_the_order_of_the_scenarios_does_not_matter(matrix):
    straight, reversed_ = drawn(plain(matrix), draws=4000), drawn(plain(matrix[::-1]), draws=4000)
    assert reversed_.ranks[::-1] == pytest.approx(straight.ranks, abs=0.06)


@given(matrices, st.floats(0.001, 1000), st.floats(-100, 100))
def test_the_units_do_not_matter(matrix, factor, shift):
    changed = [[factor * note + shift for note in row] for row in matrix]
    study = plain(changed, bounds=(min(0, 1) * factor + shift, factor + shift))
    limits = (shift, factor + shift)
    study = plain([[min(max(x, limits[0]), limits[1]) for x in row] for row in changed], bounds=limits)
    assert drawn(study, draws=2000).ranks == pytest.approx(drawn(plain(matrix), draws=2000).ranks, abs=0.01)


@given(matrices, st.lists(st.integers(1, 9), min_size=5, max_size=5))
def test_a_criterion_counted_twice_with_half_its_weight_changes_nothing(matrix, points):
    size = len(matrix[0])
    whole = {f"c{j}": 2 * points[j] for j in range(size)}
    halved = whole | {"c0": points[0], f"c{size}": points[0]}
    once = drawn(plain(matrix, weights={"kind": "points", "values": whole}))
    twice = drawn(plain([[*row, row[0]] for row in matrix], weights={"kind": "points", "values": halved}))
    assert twice.ranks == pytest.approx(once.ranks)


def test_a_dominated_scenario_never_wins_and_takes_no_first_place_from_the_others():
    matrix = [[0.9, 0.2, 0.5], [0.3, 0.8, 0.4], [0.5, 0.5, 0.9]]
    with_dominated = drawn(plain([*matrix, [0.2, 0.7, 0.3]]))
    assert with_dominated.first[3] == 0
    assert np.isnan(with_dominated.central[3]).all()
    assert with_dominated.first[:3] == pytest.approx(drawn(plain(matrix)).first)


def test_two_identical_scenarios_share_their_places():
    found = drawn(plain([[0.9, 0.2], [0.9, 0.2], [0.1, 0.8]]))
    assert found.first[0] == pytest.approx(found.first[1], abs=0.02)
    assert found.wins[0, 1] == pytest.approx(0.5, abs=0.02)


def test_identical_scenarios_share_their_places_exactly_when_nothing_is_drawn():
    found = drawn(plain([[0.9, 0.2], [0.9, 0.2], [0.1, 0.8]], weights={"kind": "points", "values": {"c0": 1, "c1": 0}}))
    assert found.ranks.tolist() == [[0.5, 0.5, 0], [0.5, 0.5, 0], [0, 0, 1]]
    assert found.error(0.5) == 0


def test_the_same_seed_gives_the_same_figures_and_another_seed_others():
    data = plain([[0.9, [0.1, 0.5]], [None, 0.6]])
    first, again, other = drawn(data), drawn(data), drawn(data, seed=8)
    assert np.array_equal(first.ranks, again.ranks)
    assert np.array_equal(first.central, again.central)
    assert not np.array_equal(first.ranks, other.ranks)


def test_a_small_change_of_a_limit_moves_the_shares_a_little():
    matrix = [[0.9, 0.1, 0.4], [0.2, 0.8, 0.5], [0.5, 0.5, 0.5]]

    def first(limit):
        ranges = {"kind": "ranges", "ranges": {"c0": [0.1, limit], "c1": [0.1, 0.6]}}
        return drawn(plain(matrix, weights=ranges), draws=10_000).first

    assert first(0.5) == pytest.approx(first(0.501), abs=0.003)


def test_an_unknown_rating_is_spread_over_the_whole_scale_not_put_in_the_middle():
    found = drawn(plain([[None], [0.25]]))
    assert found.first[0] == pytest.approx(0.75, abs=0.01)


def test_an_interval_is_drawn_inside_its_bounds():
    found = drawn(plain([[[0.2, 0.6]], [0.5]]))
    assert found.first[0] == pytest.approx(0.25, abs=0.01)


def test_the_same_word_on_the_same_criterion_is_drawn_once():
    words = {"scales": {"s": {"levels": [0, 1], "words": {"Moyen à bon": [0.3, 0.7], "Bon": 0.7}}}}
    criteria = [{"id": "c0", "name": "A", "direction": "more", "scale": "s"}]
    criteria += [{"id": "c1", "name": "B", "direction": "more", "bounds": [0, 1]}]
    data = plain([["Moyen à bon", 0.5], ["Moyen à bon", 0.4]]) | words | {"criteria": criteria}
    assert drawn(data).first.tolist() == [1, 0]


def test_an_ordinal_scale_only_keeps_the_order():
    words = {"bas": 1, "moyen": 2, "haut": 3}
    criteria = [
        {"id": "c0", "name": "A", "direction": "more", "scale": "s"},
        {"id": "c1", "name": "B", "direction": "more", "scale": "s"},
    ]
    middle_against_both = plain([["moyen", "moyen"], ["haut", "bas"]])
    both = {
        ordinal: drawn(
            middle_against_both
            | {"criteria": criteria, "scales": {"s": {"levels": [1, 3], "words": words, "ordinal": ordinal}}}
        )
        for ordinal in (False, True)
    }
    assert both[False].first[0] == pytest.approx(0.5, abs=0.01)
    assert both[True].first[0] == pytest.approx(0.5, abs=0.01)
    assert both[False].confidence.tolist() == [1, 1]
    assert both[True].confidence[0] < 0.9


def test_steps_that_make_scenarios_level_favour_none_of_them():
    criteria = [
        {"id": "c0", "name": "A", "direction": "more", "bounds": [0, 1], "value": {"steps": [[0, 0], [0.5, 1]]}}
    ]
    data = plain([[[0.6, 0.9]], [[0.7, 1]], [0.8]]) | {"criteria": criteria}
    assert drawn(data).first == pytest.approx([1 / 3] * 3, abs=0.02)


def test_the_live_shares_are_those_of_the_answer():
    study = study_of(plain([[0.9, [0.1, 0.5]], [0.3, 0.6]]))
    live, whole = live_shares(study, draws=5000), answer(study, draws=5000)
    assert np.array_equal(live.shares.ranks, whole.shares.ranks)
    assert np.array_equal(live.scores, whole.scores)


@given(matrices, st.integers(0, 2))
def test_adding_a_dominated_scenario_takes_no_first_place(matrix, row):
    worse = [value - 0.01 for value in matrix[row % len(matrix)]]
    alone, joined = (drawn(plain(rows, bounds=(-1, 1))) for rows in (matrix, [*matrix, worse]))
    assert joined.first[-1] == 0
    assert joined.first[:-1] == pytest.approx(alone.first, abs=4 * (0.5 / DRAWS) ** 0.5)  # level scenarios draw lots
