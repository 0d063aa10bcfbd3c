"""What is known of the weights: one vector, a simplex, or all that satisfies a list of rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from gouvernail.engines.ranking.linear import maximise
from gouvernail.engines.ranking.weight_draws import Box, Chains, Corners

Array = np.ndarray

REFERENCE_DRAWS, REFERENCE_SEED = 1 << 15, 20040701


@dataclass(frozen=True)
class Rule:
    """One thing said of the weights: ``row @ w ≥ limit``, and how to say it."""

    row: Array
    limit: float
    words: str


@dataclass(frozen=True)
class WeightSet:
    """A set of weights, each vector non-negative and summing to one.

    Either ``corners`` (k, m) of a simplex, drawn from exactly, or ``rules``, explored by chains; ``points`` (2, m) are
    the least and greatest swing points, drawn then divided by their sum. ``words`` says the set in French;
    ``consistency`` is Saaty's ratio, for comparisons two by two.
    """

    size: int
    kind: str
    words: str
    corners: Array | None = None
    rules: tuple[Rule, ...] = ()
    points: Array | None = None
    consistency: float | None = None
    notices: tuple[str, ...] = field(default=())

    @property
    def exact(self) -> bool:
        """Whether there is only one vector."""
        return self.corners is not None and len(self.corners) == 1

    def drawer(self, seed: np.random.SeedSequence) -> Corners | Chains | Box:
        """Return what draws blocks of weights, always the same for the same seed."""
        generator = np.random.Generator(np.random.SFC64(seed))
        if self.corners is not None:
            return Corners(self.corners, generator)
        if self.points is not None:
            return Box(self.points, generator)
        return Chains(self._rows, self._limits, self._spread, generator)

    @cached_property
    def reference(self) -> Array:
        """The centre of the set (m,): exact for a simplex, else the mean of fixed draws."""
        if self.corners is not None:
            return self.corners.mean(axis=0)
        count = REFERENCE_DRAWS if self.points is None else REFERENCE_DRAWS // 2  # points vary less than a polytope
        drawn = self.drawer(np.random.SeedSequence(REFERENCE_SEED)).draw(count).astype(float)
        return (drawn / drawn.sum(axis=0)).mean(axis=1)

    @cached_property
    def support(self) -> Array:
        """Which criteria may weigh something (m,)."""
        if self.points is not None:
            return self.points[1] > 0
        return np.array([self.greatest(unit)[0] > 1e-12 for unit in np.eye(self.size)])

    @cached_property
    def extents(self) -> tuple[Array, Array]:
        """The least and the greatest weight that each criterion may have (m,), (m,)."""
        if self.corners is not None:
            return self.corners.min(axis=0), self.corners.max(axis=0)
        units = np.eye(self.size)
        most = np.array([self.greatest(unit)[0] for unit in units])
        return np.array([-self.greatest(-unit)[0] for unit in units]), most

    def greatest(self, objective: Array) -> tuple[float, Array]:
        """Return the greatest ``objective @ w`` over the set, and the weights that reach it."""
        if self.corners is not None:
            best = int(np.argmax(self.corners @ objective))
            return float(self.corners[best] @ objective), self.corners[best]
        if self.points is not None:
            return _greatest_of_points(objective, *self.points)
        solution = maximise(objective, (self._rows, self._limits), _sum_to_one(self.size))
        if solution is None:
            raise ArithmeticError("an empty set of weights was let in")
        return solution.value, solution.x

    @property
    def _rows(self) -> Array:
        return np.array([rule.row for rule in self.rules]).reshape(-1, self.size)

    @property
    def _limits(self) -> Array:
        return np.array([rule.limit for rule in self.rules])

    @cached_property
    def _spread(self) -> Array:
        """Weights at the extremes of each criterion: where the chains start from."""
        directions = np.vstack([np.eye(self.size), -np.eye(self.size)])
        return np.array([self.greatest(direction)[1] for direction in directions])


def only(kind: str, words: str, weights: Array) -> WeightSet:
    """Return the set whose only vector is ``weights``."""
    return WeightSet(len(weights), kind, words, weights[None, :])


def conflict(rules: tuple[Rule, ...], size: int) -> tuple[Rule, ...]:
    """Return rules that contradict each other, none of which can be spared; nothing if they can all hold."""
    if _can_hold(rules, size):
        return ()
    kept = list(rules)
    for rule in rules:
        without = [one for one in kept if one is not rule]
        if not _can_hold(tuple(without), size):
            kept = without
    return tuple(kept)


def _can_hold(rules: tuple[Rule, ...], size: int) -> bool:
    rows = np.array([rule.row for rule in rules]).reshape(-1, size)
    limits = np.array([rule.limit for rule in rules])
    return maximise(np.zeros(size), (rows, limits), _sum_to_one(size)) is not None


def _greatest_of_points(objective: Array, least: Array, most: Array) -> tuple[float, Array]:
    """Return the greatest ``objective @ p / sum(p)``: those that bring most at their most, the others at their least.

    Which criteria are at their most is a matter of one threshold, hence one candidate for each place to cut.
    """
    order = np.argsort(-objective)
    kept_least = np.triu(np.ones((len(order) + 1, len(order)), bool))
    points = np.where(kept_least, least[order], most[order])
    found = points @ objective[order] / points.sum(axis=1)
    best = int(np.argmax(found))
    weights = np.empty_like(points[best])
    weights[order] = points[best]
    return float(found[best]), weights / weights.sum()


def _sum_to_one(size: int) -> tuple[Array, Array]:
    return np.ones((1, size)), np.ones(1)
