from hypothesis import given
from hypothesis import strategies as st

from gouvernail.organisations.privacy import SMALL_GROUP, withheld_keys

people = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=3), st.one_of(st.none(), st.integers(0, 40)), max_size=8
)


@given(people)
def test_no_small_or_unknown_group_is_shown(groups):
    hidden = withheld_keys(groups)
    for key, count in groups.items():
        if count is None or count < SMALL_GROUP:
            assert key in hidden


@given(people)
def test_what_is_hidden_cannot_be_found_by_subtraction(groups):
    hidden = withheld_keys(groups)
    if not hidden:
        return
    everything_is_hidden = len(hidden) == len(groups)
    assert everything_is_hidden or (len(hidden) >= 2 and sum(groups[key] or 0 for key in hidden) >= SMALL_GROUP)


def test_large_groups_alone_are_all_shown():
    assert withheld_keys({"a": 5, "b": 12}) == set()


def test_a_lone_small_group_takes_the_smallest_shown_with_it():
    assert withheld_keys({"a": 3, "b": 9, "c": 30}) == {"a", "b"}


def test_a_group_of_unknown_size_is_small():
    assert withheld_keys({"a": None, "b": 4, "c": 5, "d": 5}) == {"a", "b", "c"}
