"""SMAA-2: how often each scenario takes each rank when weights and uncertain ratings are drawn at random.

Lahdelma, R. and Salminen, P., « SMAA-2: stochastic multicriteria acceptability analysis for group decision making »,
Operations Research 49(3), 2001.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from gouvernail.engines.ranking.grid import Grid
from gouvernail.engines.ranking.rating_draws import Scores
from gouvernail.engines.ranking.weights import WeightSet

Array = np.ndarray

BLOCK = 1 << 15
"""Draws computed together: a block of weights, its scores and ranks fit in the cache."""

DEFAULT_DRAWS, DEFAULT_SEED = 100_000, 20240915
LEVEL = 1e-9
TIE_BREAK = 1e-5
"""Where scores may be exactly level, ranks are drawn: an amount too small to reverse any other order."""


@dataclass(frozen=True)
class Robustness:
    """Shares over ``draws``, scenarios (n) in rows.

    ``ranks`` (n, n): share of the draws at each rank, from the first; ``wins`` (n, n): share where the row is before
    the column; ``central`` (n, m): mean of the weights that put it first, NaN if none does; ``confidence`` (n,): share
    where these weights put it first once the uncertain ratings are drawn. ``draws`` is 0 if nothing was left to chance.
    """

    ranks: Array
    wins: Array
    central: Array
    confidence: Array
    draws: int

    @property
    def first(self) -> Array:
        """Share of the draws where each scenario comes first (n,)."""
        return self.ranks[:, 0]

    @property
    def mean_rank(self) -> Array:
        """Mean rank of each scenario, from 1 (n,)."""
        return self.ranks @ np.arange(1, len(self.ranks) + 1)

    @property
    def order(self) -> list[int]:
        """The scenarios by mean rank, the best first."""
        return [int(row) for row in np.argsort(self.mean_rank, kind="stable")]

    def error(self, share: Array | float) -> Array:
        """Return the standard error of a share: zero where nothing was left to chance."""
        spread = np.maximum(share * (1 - np.asarray(share)), 0)
        return np.sqrt(spread / self.draws) if self.draws else np.zeros_like(spread)


def robustness(
    grid: Grid, weights: WeightSet, *, draws: int = DEFAULT_DRAWS, seed: int = DEFAULT_SEED, confidence: bool = True
) -> Robustness:
    """Draw weights and ratings ``draws`` times; the same seed gives the same result to the last bit."""
    if weights.exact and grid.certain:
        return _decided(grid, weights)
    count, criteria = grid.shape
    tally = Tally(count, criteria)
    for block in _blocks(grid, weights, draws, seed):
        tally.add(*block)
    ranks, wins = tally.places / draws, tally.wins / draws
    central = np.divide(
        tally.winning_weights,
        tally.places[:, :1],
        out=np.full((count, criteria), np.nan),
        where=tally.places[:, :1] > 0,
    )
    confident = _confidence(grid, central, min(draws, BLOCK), seed) if confidence else np.full(count, np.nan)
    return Robustness(ranks, wins, central, confident, draws)


def _decided(grid: Grid, weights: WeightSet) -> Robustness:
    """Rank once, with nothing to draw; scenarios that are level share their places."""
    scores = grid.central @ weights.reference
    gaps = scores[:, None] - scores[None, :]
    ahead, level = (gaps < -LEVEL).sum(axis=1), (np.abs(gaps) <= LEVEL).sum(axis=1)
    places = np.arange(len(scores))
    shared = (places >= ahead[:, None]) & (places < (ahead + level)[:, None])
    ranks = shared / level[:, None]
    wins = (gaps > LEVEL) + 0.5 * (np.abs(gaps) <= LEVEL)
    np.fill_diagonal(wins, 0)
    first = ahead == 0
    central = np.where(first[:, None], weights.reference, np.nan)
    return Robustness(ranks, wins, central, np.where(first, 1.0, np.nan), 0)


def _blocks(grid: Grid, weights: WeightSet, draws: int, seed: int) -> Iterator[tuple[Array, Array, Array]]:
    """Yield (scores, weights, sum of the weights) by blocks of draws."""
    for_weights, for_ratings, for_ties = np.random.SeedSequence(seed).spawn(3)
    drawer, scores = weights.drawer(for_weights), Scores(grid, for_ratings)
    coin = np.random.Generator(np.random.SFC64(for_ties)) if grid.may_tie(weights.support) else None
    size = min(BLOCK, draws)
    for start in range(0, draws, size):
        block = drawer.draw(size)[:, : draws - start]
        total = block.sum(axis=0)
        found = scores.draw(block)
        if coin is not None:
            found = found + TIE_BREAK * total * coin.random(found.shape)  # in double: nothing is left level
        yield found, block, total


class Tally:
    """Counts ranks, pairwise wins and winning weights, block after block."""

    def __init__(self, count: int, criteria: int) -> None:
        self.places = np.zeros((count, count))
        self.wins = np.zeros((count, count))
        self.winning_weights = np.zeros((count, criteria))

    def add(self, scores: Array, weights: Array, total: Array) -> None:
        """Add a block: scores (n, draws), weights (m, draws) and their sums."""
        count, draws = scores.shape
        behind = np.zeros((count, draws), dtype=np.uint8)
        behind += np.arange(count - 1, -1, -1, dtype=np.uint8)[:, None]
        for row in range(count - 1):
            before = scores[row] > scores[row + 1 :]
            beaten = before.view(np.uint8)
            behind[row + 1 :] += beaten
            behind[row] -= np.add.reduce(beaten, axis=0, dtype=np.uint8)
            for other, won in enumerate(before, row + 1):
                times = np.count_nonzero(won)
                self.wins[row, other] += times
                self.wins[other, row] += draws - times
        for rank in range(count):
            for row, here in enumerate(behind == rank):
                self.places[row, rank] += np.count_nonzero(here)
        self.winning_weights += ((behind == 0) / total) @ weights.T


def _confidence(grid: Grid, central: Array, draws: int, seed: int) -> Array:
    """Return the share of the draws of ratings where each scenario is first with its own central weights."""
    found = np.full(len(central), np.nan)
    for row, weights in enumerate(central):
        if np.isnan(weights).any():
            continue
        scores = Scores(grid, np.random.SeedSequence(seed).spawn(2)[1])
        block = np.repeat(weights.astype(np.float32)[:, None], 1 if grid.certain else draws, axis=1)
        drawn = scores.draw(block)
        found[row] = np.mean(drawn[row] >= drawn.max(axis=0) - TIE_BREAK)
    return found
