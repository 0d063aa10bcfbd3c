"""Drawing the uncertain measures themselves, for the methods that want one certain table at a time."""

from __future__ import annotations

import numpy as np

from gouvernail.engines.ranking.grid import Grid

Array = np.ndarray


def measures(grid: Grid, draws: int, seed: int) -> Array:
    """Return (draws, n, m) tables of measures; a word that is the same on a criterion is drawn once."""
    generator = np.random.Generator(np.random.SFC64(np.random.SeedSequence(seed)))
    low, _high = grid.spans
    drawn = np.repeat(low[None, :, :], draws, axis=0)
    for source in grid.sources:
        found = source.span.low + generator.random(draws) * (source.span.high - source.span.low)
        drawn[:, list(source.rows), source.column] = found[:, None]
    return drawn
