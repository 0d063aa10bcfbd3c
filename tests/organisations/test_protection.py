from hypothesis import given
from hypothesis import strategies as st

from gouvernail.organisations.protection import Group, withholding

PATHS = ("1/", "1/2/", "1/3/", "1/2/4/")
sizes = st.one_of(st.none(), st.integers(0, 30))


@st.composite
def groups(draw):
    found = []
    for path in PATHS:
        for at in range(draw(st.integers(0, 4))):
            people = draw(sizes)
            value = draw(st.integers(0, people if people is not None else 3))
            found.append(Group(path, f"{path}{at}", people, value, people))
    return tuple(found)


def remainders(found, kept_back):
    """What each shown total tells once all that is shown below it is subtracted."""
    for path in PATHS:
        if path in kept_back.paths:
            continue
        inside = [one for one in found if one.path.startswith(path)]
        below = [p for p in PATHS if p != path and p.startswith(path) and p not in kept_back.paths]
        left = [one for one in inside if one.key in kept_back.keys and not any(one.path.startswith(p) for p in below)]
        yield path, inside, left


@given(groups())
def test_no_small_group_is_shown(found):
    kept_back = withholding(found)
    for one in found:
        if one.people is None or one.people < 5:
            assert one.key in kept_back.keys


@given(groups())
def test_what_is_left_after_subtraction_mixes_two_parts_and_five_people(found):
    for _path, _inside, left in remainders(found, withholding(found)):
        assert not left or (len(left) >= 2 and sum(one.people or 0 for one in left) >= 5)


@given(groups())
def test_what_is_left_is_not_unanimous_unless_all_is(found):
    kept_back = withholding(found)
    for path, inside, left in remainders(found, kept_back):
        could_hide = [one for one in inside if one.path == path and one.key not in kept_back.keys]
        if left and could_hide:
            assert sum(one.value for one in left) > 0
            assert any(one.ceiling is None for one in left) or sum(one.value for one in left) < sum(
                one.ceiling for one in left
            )


def test_a_lone_small_department_takes_the_smallest_with_it():
    found = (Group("1/", "a", 3), Group("1/", "b", 9), Group("1/", "c", 30))
    assert withholding(found).keys == {"a", "b"}


def test_a_small_commune_hides_its_total_and_one_more_above():
    found = (Group("1/", "a", 8), Group("1/", "b", 30), Group("1/2/", "c", 3))
    kept_back = withholding(found)
    assert kept_back.paths == {"1/2/"}
    assert kept_back.keys == {"c", "a"}


def test_a_cell_shown_in_a_commune_does_not_betray_one_hidden_above():
    found = (Group("1/", "a", 3), Group("1/", "b", 100), Group("1/2/", "c", 10))
    kept_back = withholding(found)
    assert kept_back.keys == {"a", "b"}, "hiding c instead would leave a to be found from the total of the commune"
    assert not kept_back.paths


def test_where_nothing_can_be_hidden_more_the_total_is():
    assert withholding((Group("1/", "a", 3),)).paths == {"1/"}
    assert withholding((Group("1/2/", "a", 3),)).paths == {"1/", "1/2/"}


def test_a_remainder_of_nobody_hides_more():
    found = (Group("1/", "a", 3, 0), Group("1/", "b", 4, 0), Group("1/", "c", 9, 2), Group("1/", "d", 30, 1))
    assert withholding(found).keys == {"a", "b", "c"}


def test_a_remainder_of_everybody_hides_more():
    found = (
        Group("1/", "a", 3, 3, 3),
        Group("1/", "b", 4, 4, 4),
        Group("1/", "c", 9, 2, 9),
        Group("1/", "d", 30, 1, 30),
    )
    assert withholding(found).keys == {"a", "b", "c"}


def test_large_departments_are_all_shown():
    assert withholding((Group("1/", "a", 5), Group("1/", "b", 6))).keys == frozenset()
