"""The whole answer to a study: drawn, exact, by other methods, by each member, under other readings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gouvernail.engines.ranking.agreement import agreement_table, kendall_w
from gouvernail.engines.ranking.exact.acceptability import exact_ranks, tiny
from gouvernail.engines.ranking.exact.dominance import Dominance, dominances
from gouvernail.engines.ranking.exact.nearest import Nearest, nearest
from gouvernail.engines.ranking.exact.regret import Regret, regrets
from gouvernail.engines.ranking.exact.stability import Stability, stability
from gouvernail.engines.ranking.exact.upgrades import Upgrade, upgrade
from gouvernail.engines.ranking.grid import Grid
from gouvernail.engines.ranking.limits import Missed, Veto, missed_requirements, vetoes, without_the_unfit
from gouvernail.engines.ranking.members import each_alone, reference_together, together
from gouvernail.engines.ranking.method_runs import MethodRun, run_methods
from gouvernail.engines.ranking.problem import Study
from gouvernail.engines.ranking.robustness import DEFAULT_DRAWS, DEFAULT_SEED, Robustness
from gouvernail.engines.ranking.what_if import Reading, other_readings

Array = np.ndarray


@dataclass(frozen=True)
class Answer:
    """Everything computed on ``study``, whose rows are the scenarios left once those of ``put_out`` are gone.

    ``weights`` (m,) is the centre of the weights given, ``scores`` (n,) what it gives on the central values.
    ``optimistic`` is ``nearest`` with each challenger at its best and the others at their worst.
    """

    study: Study
    put_out: tuple[tuple[str, str], ...]
    seed: int
    weights: Array
    values: Array
    scores: Array
    shares: Robustness
    members: tuple[Robustness, ...]
    exact_ranks: Array | None
    dominances: tuple[Dominance, ...]
    stability: tuple[Stability, ...]
    nearest: tuple[Nearest, ...]
    optimistic: tuple[Nearest, ...]
    upgrades: tuple[Upgrade | None, ...]
    regrets: tuple[Regret, ...]
    missed: tuple[Missed, ...]
    vetoes: tuple[Veto, ...]
    methods: tuple[MethodRun, ...]
    readings: tuple[Reading, ...]

    @property
    def leader(self) -> int:
        """The scenario that comes first most often; the best mean rank between equals."""
        return int(np.lexsort((self.shares.mean_rank, -np.round(self.shares.first, 12)))[0])

    @property
    def leads_on_the_centre(self) -> int:
        """The scenario whose score is the greatest with the central weights and values."""
        return int(np.argmax(self.scores))

    @property
    def agreement(self) -> tuple[list[list[float | None]], float | None]:
        """Kendall's tau-b between the methods that could be applied, and their concordance W."""
        ranks = [run.ranks for run in self.methods if run.ranks is not None]
        return agreement_table(ranks), kendall_w(ranks) if len(ranks) > 1 else None

    @property
    def agreement_of_members(self) -> tuple[list[list[float | None]], float | None]:
        """Kendall's tau-b between the members' mean ranks, and their concordance W."""
        ranks = [one.mean_rank for one in self.members]
        return agreement_table(ranks), kendall_w(ranks) if len(ranks) > 1 else None


def answer(study: Study, *, draws: int = DEFAULT_DRAWS, seed: int = DEFAULT_SEED) -> Answer:
    """Rank the scenarios of a study; everything follows from the study, the number of draws and the seed."""
    kept, put_out = without_the_unfit(study)
    grid = Grid(kept)
    alone = each_alone(grid, draws, seed)
    weights, values = reference_together(kept.members), grid.central
    leader = int(np.argmax(values @ weights))
    rows = range(len(values))
    return Answer(
        study=kept,
        put_out=put_out,
        seed=seed,
        weights=weights,
        values=values,
        scores=values @ weights,
        shares=together(kept.members, alone),
        members=tuple(alone),
        exact_ranks=_exact(grid),
        dominances=tuple(dominances(grid)),
        stability=tuple(stability(values, weights, leader)),
        nearest=tuple(nearest(values, weights, row) for row in rows),
        optimistic=tuple(nearest(_at_its_best(grid, row), weights, row) for row in rows),
        upgrades=tuple(upgrade(values, weights, row) for row in rows),
        regrets=tuple(_regrets(values, kept)),
        missed=tuple(missed_requirements(grid)),
        vetoes=tuple(vetoes(grid, seed)),
        methods=tuple(run_methods(grid, weights, seed)),
        readings=tuple(other_readings(grid, draws, seed)),
    )


def _exact(grid: Grid) -> Array | None:
    """Return the exact shares, where the weights are one small simplex, the ratings certain and no two alike."""
    members, count = grid.study.members, grid.shape[0]
    corners = members[0].weights.corners
    if len(members) > 1 or corners is None or not grid.certain or not tiny(count, len(corners)):
        return None
    return None if grid.may_tie(members[0].weights.support) else exact_ranks(grid.central, corners)


def _at_its_best(grid: Grid, row: int) -> Array:
    values = np.where([grid.same(row, other) for other in range(grid.shape[0])], grid.best, grid.worst)
    values[row] = grid.best[row]
    return values


def _regrets(values: Array, study: Study) -> list[Regret]:
    """Return the greatest regret of each scenario over the weights of all the members."""
    by_member = [regrets(values, member.weights) for member in study.members]
    return [max(of_row, key=lambda regret: regret.amount) for of_row in zip(*by_member, strict=True)]
