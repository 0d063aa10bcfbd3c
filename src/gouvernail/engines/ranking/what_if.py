"""Reading doubtful cells otherwise: does the answer change?"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from gouvernail.engines.ranking.grid import Grid
from gouvernail.engines.ranking.members import each_alone, together

READING_DRAWS = 20_000


class Reading(NamedTuple):
    """The cell (``row``, ``column``) read as ``words``: the share where each scenario comes first (n,)."""

    row: int
    column: int
    words: str
    first: np.ndarray


def other_readings(grid: Grid, draws: int, seed: int) -> list[Reading]:
    """Rank again with each other reading of each ambiguous or contested cell, one at a time."""
    draws = min(draws, READING_DRAWS)
    found = []
    for row, ratings in enumerate(grid.study.ratings):
        for column, rating in enumerate(ratings):
            for words, span in rating.otherwise:
                changed = Grid(grid.study.with_span(row, column, span))
                alone = each_alone(changed, draws, seed, confidence=False)
                found.append(Reading(row, column, words, together(grid.study.members, alone).first))
    return found
