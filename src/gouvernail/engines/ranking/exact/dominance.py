"""Dominance: a scenario at least as good on every criterion, whatever the weights; certain, or only possible."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from gouvernail.engines.ranking.grid import Grid


class Dominance(NamedTuple):
    """Scenario ``better`` dominates scenario ``worse``; ``certain`` whatever the uncertain ratings turn out to be."""

    better: int
    worse: int
    certain: bool


def dominances(grid: Grid) -> list[Dominance]:
    """Return the dominances that are certain, and those that the central ratings suggest without being certain."""
    count = grid.shape[0]
    pairs = [(a, b) for a in range(count) for b in range(count) if a != b]
    found = []
    for a, b in pairs:
        same = grid.same(a, b)
        surely = np.where(same, 0.0, grid.worst[a] - grid.best[b])
        usually = np.where(same, 0.0, grid.central[a] - grid.central[b])
        if np.all(surely >= 0) and np.any(surely > 0):
            found.append(Dominance(a, b, True))
        elif np.all(usually >= 0) and np.any(usually > 0):
            found.append(Dominance(a, b, False))
    return found
