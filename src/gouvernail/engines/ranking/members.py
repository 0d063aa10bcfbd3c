"""Several members: each alone, then all together in proportion to their voices."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gouvernail.engines.ranking.grid import Grid
from gouvernail.engines.ranking.problem import Member
from gouvernail.engines.ranking.robustness import Robustness, robustness

Array = np.ndarray


def shares_of_voices(members: Sequence[Member]) -> Array:
    """Return the share of each member in the voices."""
    voices = np.array([member.voices for member in members])
    return voices / voices.sum()


def reference_together(members: Sequence[Member]) -> Array:
    """Return the centre of all the members' weights (m,), in proportion to their voices."""
    return shares_of_voices(members) @ np.array([member.weights.reference for member in members])


def each_alone(grid: Grid, draws: int, seed: int, *, confidence: bool = True) -> list[Robustness]:
    """Draw for each member apart, with the same random numbers."""
    members = grid.study.members
    return [robustness(grid, one.weights, draws=draws, seed=seed, confidence=confidence) for one in members]


def together(members: Sequence[Member], alone: Sequence[Robustness]) -> Robustness:
    """Mix the members' shares by their voices. The errors, computed from the shares, are then a little overstated.

    A scenario's confidence is the mean of what it is for the members who put it first at times.
    """
    voices = shares_of_voices(members)
    ranks, wins = (
        np.tensordot(voices, np.array([getattr(one, name) for one in alone]), 1) for name in ("ranks", "wins")
    )
    leading = voices[:, None] * np.array([one.first for one in alone])
    return Robustness(
        ranks,
        wins,
        _mean(np.array([one.central for one in alone]), leading[:, :, None]),
        _mean(np.array([one.confidence for one in alone]), leading),
        max(one.draws for one in alone),
    )


def _mean(figures: Array, shares: Array) -> Array:
    """Return the mean of ``figures`` over the members by ``shares``, leaving out what is not known."""
    known = np.where(np.isnan(figures), 0.0, shares)
    total = known.sum(axis=0)
    summed = (np.nan_to_num(figures) * known).sum(axis=0)
    return np.divide(summed, total, out=np.full_like(summed, np.nan), where=total > 0)
