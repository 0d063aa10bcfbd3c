"""How far rankings agree: Kendall's tau-b between two, Kendall's W between several."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

Array = np.ndarray


def kendall_tau(first: Array, second: Array) -> float | None:
    """Return tau-b between two vectors of ranks, from −1 (opposite) to 1 (same); None if one tells nothing apart.

    Kendall, M. G., « The treatment of ties in ranking problems », Biometrika 33(3), 1945.
    """
    pairs = np.triu_indices(len(first), 1)
    a, b = (np.sign(ranks[pairs[0]] - ranks[pairs[1]]) for ranks in (np.asarray(first), np.asarray(second)))
    told = np.count_nonzero(a) * np.count_nonzero(b)
    return float((a @ b) / np.sqrt(told)) if told else None


def kendall_w(rankings: Sequence[Array]) -> float | None:
    """Return the concordance of several vectors of ranks, from 0 (none) to 1 (all the same), corrected for ties."""
    ranks = np.asarray(rankings, dtype=float)
    judges, count = ranks.shape
    sums = ranks.sum(axis=0)
    spread = float(((sums - sums.mean()) ** 2).sum())
    ties = sum(float((times**3 - times).sum()) for times in (np.unique(row, return_counts=True)[1] for row in ranks))
    most = judges**2 * (count**3 - count) - judges * ties
    return 12 * spread / most if most > 0 else None


def agreement_table(rankings: Sequence[Array]) -> list[list[float | None]]:
    """Return tau-b between each ranking and each other."""
    return [[kendall_tau(a, b) for b in rankings] for a in rankings]
