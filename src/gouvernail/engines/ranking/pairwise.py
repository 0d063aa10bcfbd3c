"""Comparisons two by two on Saaty's scale: the priorities they imply, and how far they contradict each other."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

RANDOM_INDEX = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
"""Saaty's mean inconsistency of random comparisons, for 1 to 15 items."""

ACCEPTABLE = 0.10
"""Above this consistency ratio, Saaty asks for the comparisons to be made again."""


class Priorities(NamedTuple):
    """``weights`` (n,) sum to one; ``eigenvalue`` is the largest; ``index`` and ``ratio`` measure contradictions."""

    weights: np.ndarray
    eigenvalue: float
    index: float
    ratio: float


def priorities(comparisons: np.ndarray, *, approximate: bool = False) -> Priorities:
    """Return the priorities of a reciprocal (n, n) matrix: principal eigenvector, or mean of the normalised columns."""
    count = len(comparisons)
    if approximate:
        weights = (comparisons / comparisons.sum(axis=0)).mean(axis=1)
        eigenvalue = float(np.mean(comparisons @ weights / weights))
    else:
        values, vectors = np.linalg.eig(comparisons)
        position = int(np.argmax(values.real))
        vector = np.abs(vectors[:, position].real)
        weights, eigenvalue = vector / vector.sum(), float(values[position].real)
    index = (eigenvalue - count) / (count - 1) if count > 1 else 0.0
    expected = RANDOM_INDEX[min(count, len(RANDOM_INDEX)) - 1]
    return Priorities(weights, eigenvalue, index, index / expected if expected else 0.0)


def farthest(comparisons: np.ndarray) -> tuple[int, int] | None:
    """Return the pair (first, second) whose comparison strays most from the priorities; None if all agree."""
    weights = priorities(comparisons).weights
    apart = np.triu(np.abs(np.log(comparisons * weights[None, :] / weights[:, None])), 1)
    if not apart.size or apart.max() < 1e-6:
        return None
    first, second = np.unravel_index(int(np.argmax(apart)), apart.shape)
    return int(first), int(second)
