import statistics
from collections import Counter
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.kernel.statistics import mean, median, percentile


def test_nothing_gives_nothing():
    assert mean({}) is None
    assert median({}) is None
    assert percentile({}, 0.9) is None


def test_usual_values():
    assert mean({Decimal("1.5"): 1, Decimal("2.5"): 1}) == Decimal(2)
    assert median(Counter([9, 1, 2, 4])) == 3
    assert percentile(Counter(range(1, 11)), 0.9) == 9
    assert percentile(Counter(range(1, 31)), 0.1) == 3
    assert percentile({7: 1}, 0.01) == 7


@given(st.lists(st.integers(-1000, 1000), min_size=1))
def test_they_are_those_of_the_values_one_by_one(values):
    assert mean(Counter(values)) == Fraction(sum(values), len(values))
    assert median(Counter(values)) == Fraction(statistics.median(values))


@given(st.lists(st.integers(), min_size=1), st.floats(0.01, 1))
def test_the_percentile_is_a_value_that_covers_its_share(values, share):
    found = percentile(Counter(values), share)

    assert found in values
    assert sum(value <= found for value in values) / len(values) >= share - 1e-6


@pytest.mark.parametrize("share", [0, -0.1, 1.1, 90])
def test_refuses_a_share_out_of_range(share):
    with pytest.raises(ValueError, match="entre 0 et 1"):
        percentile({1: 1}, share)
