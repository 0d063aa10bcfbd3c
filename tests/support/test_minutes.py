"""Counts of minutes kept as bytes: read back as they were, and summed up as plain Python would."""

from collections import Counter
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from gouvernail.kernel.statistics import mean, median, percentile
from gouvernail.support.minutes import added, packed, together, unpacked

COUNTS = st.dictionaries(st.integers(0, 3_000_000), st.integers(1, 5_000), max_size=30).map(Counter)


@given(COUNTS)
def test_what_is_packed_is_read_back(counts):
    assert unpacked(packed(counts)) == counts


@given(st.lists(COUNTS, max_size=4))
def test_several_add_up(many):
    whole = sum(many, Counter())
    assert added(map(packed, many)).by_minute() == whole
    assert together(added([packed(one)]) for one in many).by_minute() == whole


@given(COUNTS.filter(bool), st.floats(0.01, 1), st.lists(st.integers(0, 3_000_000), max_size=4).map(sorted))
def test_the_figures_are_those_of_the_slow_functions(counts, share, limits):
    found = added([packed(counts)])
    assert (found.total, found.mean(), found.median()) == (counts.total(), mean(counts), median(counts))
    assert found.percentile(share) == percentile(counts, share)
    between = [sum(n for minute, n in counts.items() if low < minute <= high) for low, high in pairwise([-1, *limits])]
    assert found.up_to(limits) == (*between, counts.total() - sum(between))
