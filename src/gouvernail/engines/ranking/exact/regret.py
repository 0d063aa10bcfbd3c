"""Regret: how much better another scenario could have been, at the worst for us, over all the weights allowed."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from gouvernail.engines.ranking.weights import WeightSet

Array = np.ndarray
LEVEL = 1e-12


class Regret(NamedTuple):
    """The greatest regret of scenario ``row`` (in value, 0 to 1), against which other, with which weights."""

    row: int
    amount: float
    rival: int | None
    weights: Array | None


def regrets(values: Array, weights: WeightSet) -> list[Regret]:
    """Return the greatest regret of each scenario; 0, against nobody, for one that is first with all the weights.

    A linear program gives the regret against one rival; the extents of the weights bound it first, all at once, so that
    a rival that cannot be the worst costs no program: about one a scenario, and not one a pair.
    """
    gains = values[None, :, :] - values[:, None, :]
    bounds = _bounds(gains, *weights.extents)
    return [_greatest(gains[row], bounds[row], weights, row) for row in range(len(values))]


def _greatest(gains: Array, bounds: Array, weights: WeightSet, row: int) -> Regret:
    worst = Regret(row, 0.0, None, None)
    for rival in np.argsort(-bounds, kind="stable"):
        if bounds[rival] <= worst.amount + LEVEL:
            break
        if rival == row or np.all(gains[rival] <= 0):
            continue
        amount, where = weights.greatest(gains[rival])
        if amount > worst.amount + LEVEL:
            worst = Regret(row, float(amount), int(rival), where)
    return worst


def _bounds(gains: Array, least: Array, most: Array) -> Array:
    """Return a bound on each gain (n, n) over the weights between ``least`` and ``most``: the best served first."""
    order = np.argsort(-gains, axis=2)
    room = (most - least)[order]
    served = np.cumsum(room, axis=2) - room
    added = np.clip(1 - least.sum() - served, 0, room)
    return gains @ least + (np.take_along_axis(gains, order, axis=2) * added).sum(axis=2)
