"""Which parts of a figure are kept back, so that no small group can be read or found by subtraction.

A figure is shown at many places of one tree: a commune sees its total, its agglomeration sees the sum of all. Whatever
is shown anywhere can be subtracted. So the decision is taken once for the whole tree, from the leaves up. What an
organisation hides of its own departments can be computed from its total: if that remainder is still too small a group,
its total is kept back too, and the remainder joins that of the organisation above, which hides more of its own
departments if it must. In the end every sum that anybody can form from what is shown either is a part of five people
or more, or mixes at least two hidden parts and five people (method: complementary suppression in hierarchical tables,
Hundepool et al., « Statistical Disclosure Control », Wiley, 2012, chapter 4).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gouvernail.organisations.privacy import SMALL_GROUP, withheld_keys

People = dict[str, int | None]


@dataclass(frozen=True)
class Group:
    """People served together: the path of their organisation, a key unique in the tree, how many they are."""

    path: str
    key: str
    people: int | None


@dataclass(frozen=True)
class Withholding:
    """What is kept back: the cells of these keys, the totals of the organisations at these paths."""

    keys: frozenset[str] = frozenset()
    paths: frozenset[str] = frozenset()


def withholding(groups: Iterable[Group]) -> Withholding:
    """Decide for a whole tree what is kept back, given who is served."""
    own: dict[str, People] = defaultdict(dict)
    for group in groups:
        own[group.path][group.key] = group.people
    remainders: dict[str, People] = defaultdict(dict)
    keys: set[str] = set()
    paths: set[str] = set()
    for path in sorted(_nodes(own), key=lambda one: (-one.count("/"), one)):
        parts = own[path] | remainders[path]
        hidden = withheld_keys(parts)
        keys |= hidden
        if hidden and not _mixes_enough(hidden, parts):
            paths.add(path)
            if above := _above(path):
                remainders[above] |= {key: parts[key] for key in hidden}
    return Withholding(frozenset(keys), frozenset(paths))


def _mixes_enough(hidden: set[str], parts: People) -> bool:
    return len(hidden) >= 2 and sum(parts[key] or 0 for key in hidden) >= SMALL_GROUP


def _nodes(own: Mapping[str, People]) -> set[str]:
    """Every organisation that holds a group, and every one above it."""
    nodes: set[str] = set()
    for path in list(own):
        current = path
        while current:
            nodes.add(current)
            current = _above(current)
    return nodes


def _above(path: str) -> str:
    """The path of the organisation above; "" above a root."""
    return "".join(f"{step}/" for step in path.rstrip("/").split("/")[:-1])
