"""Which parts of a figure are kept back, so that no small group can be read or found by subtraction.

A figure is shown at many places of one tree: a commune sees its total, its agglomeration sees the sum of all. Whatever
is shown anywhere can be subtracted. So the decision is taken once for the whole tree, from the leaves up. What an
organisation hides of its own departments can be computed from its total: if that remainder is still too small a group,
its total is kept back too, and the remainder joins that of the organisation above, which hides more of its own
departments if it must. In the end every sum that anybody can form from what is shown either is a part of five people
or more, or mixes at least two hidden parts and five people (method: complementary suppression in hierarchical tables,
Hundepool et al., « Statistical Disclosure Control », Wiley, 2012, chapter 4).

One more case: a remainder of zero, or where everybody did it, tells what each of its parts did. Then more parts are
hidden until the remainder is no longer unanimous. Where all of an organisation is unanimous, its total says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gouvernail.organisations.paths import parent_of
from gouvernail.organisations.privacy import SMALL_GROUP, withheld_keys


@dataclass(frozen=True)
class Group:
    """People served together: the path of their organisation, a key unique in the tree, how many they are.

    ``value`` is the count shown for them, where cells are shown, and ``ceiling`` the most it can be, if there is one.
    """

    path: str
    key: str
    people: int | None
    value: int | None = None
    ceiling: int | None = None


@dataclass(frozen=True)
class Withholding:
    """What is kept back: the cells of these keys, the totals of the organisations at these paths."""

    keys: frozenset[str] = frozenset()
    paths: frozenset[str] = frozenset()


Parts = dict[str, Group]


def withholding(groups: Iterable[Group]) -> Withholding:
    """Decide for a whole tree what is kept back, given who is served."""
    own: dict[str, Parts] = defaultdict(dict)
    for group in groups:
        own[group.path][group.key] = group
    remainders: dict[str, Parts] = defaultdict(dict)
    keys: set[str] = set()
    paths: set[str] = set()
    for path in sorted(_nodes(own), key=lambda one: (-one.count("/"), one)):
        parts = own[path] | remainders[path]
        hidden = _hidden(parts, remainders[path])
        keys |= hidden.keys()
        if hidden and not _mixes_enough(hidden):
            paths.add(path)
            if above := parent_of(path):
                remainders[above] |= hidden
    return Withholding(frozenset(keys), frozenset(paths))


def _hidden(parts: Parts, remainder: Parts) -> Parts:
    """Hide the small parts and what came from below, then the smallest others until nothing can be subtracted."""
    small = withheld_keys({key: group.people for key, group in parts.items()})
    hidden = {key: group for key, group in parts.items() if key in small or key in remainder}
    shown = sorted((parts[key] for key in parts.keys() - hidden.keys()), key=lambda one: (one.people, one.key))
    while hidden and shown and not (_mixes_enough(hidden) and not _unanimous(hidden)):
        smallest = shown.pop(0)
        hidden[smallest.key] = smallest
    return hidden


def _mixes_enough(hidden: Parts) -> bool:
    return len(hidden) >= 2 and sum(group.people or 0 for group in hidden.values()) >= SMALL_GROUP


def _unanimous(hidden: Parts) -> bool:
    """Say whether the sum of the hidden parts tells each of them: nobody did it, or everybody."""
    values = [group.value for group in hidden.values()]
    if None in values:
        return False
    ceilings = [group.ceiling for group in hidden.values()]
    return sum(values) == 0 or (None not in ceilings and sum(values) == sum(ceilings))


def _nodes(own: Mapping[str, Parts]) -> set[str]:
    """Every organisation that holds a group, and every one above it."""
    nodes: set[str] = set()
    for path in list(own):
        current = path
        while current:
            nodes.add(current)
            current = parent_of(current)
    return nodes
