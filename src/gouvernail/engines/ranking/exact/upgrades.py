"""The least change of ratings that puts another scenario first: one cell improved, or two."""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

import numpy as np

Array = np.ndarray
LEVEL = 1e-12


class Upgrade(NamedTuple):
    """Scenario ``row`` would be first if its values on ``columns`` became ``values``."""

    row: int
    columns: tuple[int, ...]
    values: tuple[float, ...]


def upgrade(values: Array, weights: Array, row: int) -> Upgrade | None:
    """Return the least improvement: one cell if one is enough, else two; None beyond, or if it is first."""
    scores = values @ weights
    needed = float(np.delete(scores, row).max() - scores[row])
    if needed <= LEVEL:
        return None
    room = 1 - values[row]
    gains = weights * room
    for size in (1, 2):
        choices = [c for c in combinations(range(len(weights)), size) if gains[list(c)].sum() >= needed - LEVEL]
        if choices:
            share = {c: needed / gains[list(c)].sum() for c in choices}
            best = min(choices, key=lambda c: share[c] * room[list(c)].sum())
            raised = values[row, list(best)] + min(share[best], 1.0) * room[list(best)]
            return Upgrade(row, best, tuple(float(one) for one in raised))
    return None
