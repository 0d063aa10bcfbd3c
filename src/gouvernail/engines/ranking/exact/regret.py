"""Regret: how much better another scenario could have been, at the worst for us, over all the weights allowed."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from gouvernail.engines.ranking.weights import WeightSet

Array = np.ndarray


class Regret(NamedTuple):
    """The greatest regret of scenario ``row`` (in value, 0 to 1), against which other, with which weights."""

    row: int
    amount: float
    rival: int | None
    weights: Array | None


def regrets(values: Array, weights: WeightSet) -> list[Regret]:
    """Return the greatest regret of each scenario; 0, against nobody, for one that is first with all the weights."""
    return [_greatest(values, weights, row) for row in range(len(values))]


def _greatest(values: Array, weights: WeightSet, row: int) -> Regret:
    worst = Regret(row, 0.0, None, None)
    for rival in range(len(values)):
        if rival == row or np.all(values[rival] <= values[row]):
            continue
        amount, where = weights.greatest(values[rival] - values[row])
        if amount > worst.amount + 1e-12:
            worst = Regret(row, float(amount), rival, where)
    return worst
