"""Why the first scenario is first: what each criterion adds to each gap, and what would change the answer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gouvernail.engines.ranking.answer import Answer
from gouvernail.engines.ranking.exact.stability import Stability


@dataclass(frozen=True)
class Gap:
    """The gap of scores between the leader and scenario ``row``, and what each criterion brings to it (m,)."""

    row: int
    total: float
    parts: tuple[float, ...]

    @property
    def shares(self) -> tuple[float, ...] | None:
        """Each criterion's share in the gap, negative where it plays against the leader; None if they are level."""
        return tuple(part / self.total for part in self.parts) if abs(self.total) > 1e-9 else None

    @property
    def for_it(self) -> list[int]:
        """The criteria that favour the leader, the strongest first."""
        return [int(column) for column in np.argsort(self.parts)[::-1] if self.parts[column] > 1e-9]

    @property
    def against_it(self) -> list[int]:
        """The criteria that favour the other, the strongest first."""
        return [int(column) for column in np.argsort(self.parts) if self.parts[column] < -1e-9]


def gaps(answer: Answer) -> list[Gap]:
    """Return the gaps between the leader and each other scenario, with the central weights and values."""
    leader = answer.leader
    found = []
    for row in range(len(answer.values)):
        if row != leader:
            parts = answer.weights * (answer.values[leader] - answer.values[row])
            found.append(Gap(row, float(parts.sum()), tuple(float(part) for part in parts)))
    return found


def tightest(answer: Answer) -> Stability | None:
    """Return the weight whose smallest change dethrones the leader of the central scores; None if none alone does."""
    moves = [(_move(one), one) for one in answer.stability if not one.whole]
    return min(moves, key=lambda move: move[0])[1] if moves else None


def _move(one: Stability) -> float:
    ends = [one.weight - one.low] if one.below is not None else []
    return min([*ends, one.high - one.weight] if one.above is not None else ends)
