"""Orders of importance: the simplex of a complete order, the rules of a partial one, and the cycles that forbid it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def order_corners(groups: Sequence[Sequence[int]], size: int) -> np.ndarray:
    """Return the corners (groups, criteria) of the weights in order, the most important group first, equal inside one.

    Each corner shares the weight equally between the criteria of the first k groups.
    """
    corners = np.zeros((len(groups), size))
    ahead: list[int] = []
    for place, group in enumerate(groups):
        ahead += group
        corners[place, ahead] = 1 / len(ahead)
    return corners


def find_cycle(pairs: Sequence[tuple[int, int]]) -> list[int]:
    """Return the criteria of a cycle of « weighs at least as much as », the first repeated at the end; or nothing."""
    below: dict[int, list[int]] = {}
    for heavy, light in pairs:
        below.setdefault(heavy, []).append(light)
    done: set[int] = set()
    for start in below:
        if cycle := _walk(start, below, [], done):
            return cycle
    return []


def _walk(here: int, below: dict[int, list[int]], path: list[int], done: set[int]) -> list[int]:
    if here in path:
        return [*path[path.index(here) :], here]
    if here in done:
        return []
    for after in below.get(here, []):
        if cycle := _walk(after, below, [*path, here], done):
            return cycle
    done.add(here)
    return []
