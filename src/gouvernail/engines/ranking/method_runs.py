"""Running the published methods on a study: once if it is certain, else on several draws of what is not known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gouvernail.engines.ranking.catalogue import methods
from gouvernail.engines.ranking.grid import Grid
from gouvernail.engines.ranking.measure_draws import measures
from gouvernail.engines.ranking.method import Method, Table

Array = np.ndarray
TABLES = 200
"""Tables drawn for each method when ratings are uncertain."""


@dataclass(frozen=True)
class MethodRun:
    """What a method says: mean ``ranks``, share of the tables where each scenario is ``first``; or its ``obstacle``."""

    method: Method
    ranks: Array | None
    first: Array | None
    tables: int
    obstacle: str | None = None


def run_methods(grid: Grid, weights: Array, seed: int) -> list[MethodRun]:
    """Run the methods that the study asks for, with one vector of weights (m,)."""
    drawn = measures(grid, 1 if not grid.sources else TABLES, seed)
    return [_run(methods()[code], options, grid, weights, drawn) for code, options in grid.study.methods]


def _run(method: Method, options: dict, grid: Grid, weights: Array, drawn: Array) -> MethodRun:
    tables = [_table(grid, weights, one, options) for one in drawn]
    if obstacle := method.obstacle(tables[0]):
        return MethodRun(method, None, None, 0, obstacle)
    ranks = np.array([method.kernel(table).ranks for table in tables])
    ahead = ranks == ranks.min(axis=1, keepdims=True)
    first = (ahead / ahead.sum(axis=1, keepdims=True)).mean(axis=0)
    return MethodRun(method, ranks.mean(axis=0), first, len(tables))


def _table(grid: Grid, weights: Array, one: Array, options: dict) -> Table:
    criteria = grid.study.criteria
    return Table(
        measures=one,
        weights=weights,
        signs=np.array([float(criterion.direction) for criterion in criteria]),
        indifference=np.array([criterion.indifference for criterion in criteria]),
        preference=np.array([criterion.preference for criterion in criteria]),
        veto=np.array([np.nan if criterion.veto is None else criterion.veto for criterion in criteria]),
        values=np.column_stack([criterion.value(one[:, column]) for column, criterion in enumerate(criteria)]),
        options=options,
    )
