"""The least movement of the weights that puts another scenario first, or the proof that none does."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gouvernail.engines.ranking.linear import maximise

Array = np.ndarray
LEVEL = 1e-9


@dataclass(frozen=True)
class Nearest:
    """For one scenario: the nearest ``weights`` where it is first (level with the others at worst), and what it takes.

    ``moved`` is the share of the total weight that changes criterion. Where no weights do, ``weights`` is None and
    ``mixture`` is the proof: shares of the other scenarios that together do at least as well on every criterion.
    ``only_level``: it can be level with the first, never alone ahead.
    """

    row: int
    weights: Array | None
    moved: float | None
    mixture: Array | None
    only_level: bool = False


def nearest(values: Array, weights: Array, row: int) -> Nearest:
    """Find the weights closest to ``weights`` (sum of the absolute differences) where scenario ``row`` comes first."""
    lead = values[row] - np.delete(values, row, axis=0)
    margin, mixture = _best_margin(lead)
    if margin < -LEVEL:
        return Nearest(row, None, None, np.insert(mixture, row, 0.0))
    found = _closest(lead, weights)
    moved = float(np.abs(found - weights).sum() / 2)
    return Nearest(row, found, moved, None, only_level=margin <= LEVEL)


def _best_margin(lead: Array) -> tuple[float, Array]:
    """Return the greatest lead over the best of the others that any weights give, and the mixture that bounds it."""
    others, criteria = lead.shape
    rows = np.hstack([lead, -np.ones((others, 1))])
    total = (np.append(np.ones(criteria), 0.0)[None, :], np.ones(1))
    objective = np.append(np.zeros(criteria), 1.0)
    solution = maximise(objective, (rows, np.zeros(others)), total, free=1)
    if solution is None:
        raise ArithmeticError("a margin always exists")
    shares = np.maximum(solution.multipliers, 0)
    return solution.value, shares / shares.sum() if shares.sum() > 0 else shares


def _closest(lead: Array, weights: Array) -> Array:
    """Minimise the sum of |w − weights|: two non-negative parts per criterion, what is added and what is taken away."""
    criteria = len(weights)
    rows = np.vstack([np.hstack([lead, -lead]), np.hstack([np.zeros((criteria, criteria)), -np.eye(criteria)])])
    limits = np.concatenate([-lead @ weights - LEVEL, -weights])
    total = (np.concatenate([np.ones(criteria), -np.ones(criteria)])[None, :], np.zeros(1))
    solution = maximise(-np.ones(2 * criteria), (rows, limits), total)
    if solution is None:
        raise ArithmeticError("weights that exist were not found")
    return np.maximum(weights + solution.x[:criteria] - solution.x[criteria:], 0.0)
