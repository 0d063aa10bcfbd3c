"""The shares alone, fast enough to follow a slider: what moves when one weight or one cell changes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from gouvernail.engines.ranking.grid import Grid
from gouvernail.engines.ranking.limits import without_the_unfit
from gouvernail.engines.ranking.members import each_alone, reference_together, together
from gouvernail.engines.ranking.problem import Study
from gouvernail.engines.ranking.robustness import DEFAULT_SEED, Robustness

LIVE_DRAWS = 65_536
"""The standard error of a share is then 0.002 at most."""


class Live(NamedTuple):
    """The shares of the scenarios left in ``study``, and their scores (n,) at the centre of the weights."""

    study: Study
    put_out: tuple[tuple[str, str], ...]
    shares: Robustness
    scores: np.ndarray


def live_shares(study: Study, *, draws: int = LIVE_DRAWS, seed: int = DEFAULT_SEED) -> Live:
    """Draw the shares, always with the same random numbers: a small change moves them a little."""
    kept, put_out = without_the_unfit(study)
    grid = Grid(kept)
    shares = together(kept.members, each_alone(grid, draws, seed, confidence=False))
    return Live(kept, put_out, shares, grid.central @ reference_together(kept.members))
