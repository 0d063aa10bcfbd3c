"""Kendall's coefficients, against hand-computed cases and SciPy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kendalltau

from gouvernail.engines.ranking.agreement import agreement_table, kendall_tau, kendall_w

ranks = st.integers(2, 6).flatmap(lambda n: st.tuples(*[st.lists(st.integers(1, 4), min_size=n, max_size=n)] * 2))


@given(ranks)
def test_tau_is_the_one_of_scipy(pair):
    first, second = (np.array(one) for one in pair)
    ours = kendall_tau(first, second)
    if ours is None:
        assert len(set(pair[0])) == 1 or len(set(pair[1])) == 1
    else:
        assert ours == pytest.approx(kendalltau(first, second).statistic)


def test_concordance_goes_from_none_to_complete():
    assert kendall_w([np.array([1, 2, 3]), np.array([1, 2, 3])]) == pytest.approx(1)
    assert kendall_w([np.array([1, 2, 3]), np.array([3, 2, 1])]) == pytest.approx(0)
    assert kendall_w([np.array([2, 2, 2])]) is None


def test_ties_are_corrected_for():
    assert kendall_w([np.array([1.5, 1.5, 3]), np.array([1.5, 1.5, 3])]) == pytest.approx(1)


def test_the_table_compares_each_with_each():
    assert agreement_table([np.array([1, 2]), np.array([2, 1])]) == [[1, -1], [-1, 1]]
