"""Exact shares of the weights where each scenario takes each rank, for tiny cases: volumes of polytopes, no draw."""

from __future__ import annotations

from itertools import permutations

import numpy as np

from gouvernail.engines.ranking.linear import maximise

Array = np.ndarray
MOST_SCENARIOS, MOST_CORNERS = 5, 5


def tiny(scenarios: int, corners: int) -> bool:
    """Say whether a case is small enough to be computed exactly."""
    return 2 <= scenarios <= MOST_SCENARIOS and 2 <= corners <= MOST_CORNERS


def exact_ranks(values: Array, corners: Array) -> Array:
    """Return (n, n) the share of the simplex of ``corners`` (k, m) where each scenario takes each rank.

    Uniform weights on the simplex, certain values (n, m), no two scenarios level everywhere. Each order of the
    scenarios holds on one polytope; its volume over that of the simplex is the share of the order.
    """
    scores = values @ corners.T
    count = len(scores)
    shares = np.zeros((count, count))
    total = 0.0
    for order in permutations(range(count)):
        volume = _volume(scores[list(order[:-1])] - scores[list(order[1:])])
        total += volume
        for rank, row in enumerate(order):
            shares[row, rank] += volume
    return shares / total


def _volume(differences: Array) -> float:
    """Return the volume of {shares of the corners ≥ 0, sum 1, differences @ shares ≥ 0}, by its first coordinates."""
    corners = differences.shape[1]
    rows = np.vstack([differences, np.eye(corners)])
    slopes = rows[:, :-1] - rows[:, -1:]  # the last share is one minus the others
    halves = np.hstack([-slopes, -rows[:, -1:]])
    norms = np.linalg.norm(slopes, axis=1)
    flat = norms < 1e-12
    if np.any(rows[flat, -1] < -1e-12):
        return 0.0
    halves, norms = halves[~flat], norms[~flat]
    if corners == 2:
        return _length(halves[:, 0], halves[:, 1])
    inside = _deepest_point(halves, norms)
    return 0.0 if inside is None else _hull_volume(halves, inside)


def _length(slopes: Array, constants: Array) -> float:
    """Return the length of {x: slope × x + constant ≤ 0 for each line}."""
    ends = -constants / slopes
    return max(0.0, float(ends[slopes > 0].min() - ends[slopes < 0].max()))


def _deepest_point(halves: Array, norms: Array) -> Array | None:
    size = halves.shape[1] - 1
    rows = np.hstack([-halves[:, :-1], -norms[:, None]])
    found = maximise(np.append(np.zeros(size), 1.0), (rows, halves[:, -1]), bounds=(0, 1))
    return None if found is None or found.value < 1e-9 else found.x[:-1]


def _hull_volume(halves: Array, inside: Array) -> float:
    from scipy.spatial import ConvexHull, HalfspaceIntersection

    points = HalfspaceIntersection(halves, inside).intersections
    return float(ConvexHull(points).volume)
