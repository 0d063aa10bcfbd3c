"""Requirements that a scenario may miss, vetoes of one against another: probabilities, beside the ranking."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from gouvernail.engines.ranking.grid import Grid
from gouvernail.engines.ranking.measure_draws import measures
from gouvernail.engines.ranking.problem import Direction, Span, Study
from gouvernail.engines.ranking.refusals import StudyRefused

VETO_DRAWS = 20_000


class Missed(NamedTuple):
    """Scenario ``row`` misses the requirement of criterion ``column`` with this probability (1: surely)."""

    row: int
    column: int
    probability: float


class Veto(NamedTuple):
    """Scenario ``row`` is worse than ``rival`` on ``column`` by more than the veto, with this probability."""

    row: int
    rival: int
    column: int
    probability: float


def missed_requirements(grid: Grid) -> list[Missed]:
    """Return what may be missed, the uncertain measures being uniform over their spans."""
    found = []
    for column, criterion in enumerate(grid.study.criteria):
        if criterion.requirement is None:
            continue
        for row, ratings in enumerate(grid.study.ratings):
            probability = _missing(ratings[column].span, criterion.requirement, criterion.direction)
            if probability > 0:
                found.append(Missed(row, column, probability))
    return found


def without_the_unfit(study: Study) -> tuple[Study, tuple[tuple[str, str], ...]]:
    """Return the study without the scenarios that surely miss a requirement, and (scenario, criterion) of each miss.

    Refuses the study if fewer than two scenarios remain.
    """
    sure = [one for one in missed_requirements(Grid(study)) if one.probability == 1.0]
    gone = {one.row for one in sure}
    kept = [row for row in range(len(study.scenarios)) if row not in gone]
    why = tuple((study.scenarios[one.row].name, study.criteria[one.column].name) for one in sure)
    if len(kept) < 2:
        reasons = ", ".join(f"« {scenario} » manque « {criterion} »" for scenario, criterion in why)
        raise StudyRefused(f"Étude : les exigences ne laissent pas deux scénarios à comparer ({reasons}).")
    scenarios, ratings = (tuple(column[row] for row in kept) for column in (study.scenarios, study.ratings))
    return replace(study, scenarios=scenarios, ratings=ratings), why


def _missing(span: Span, limit: float, direction: Direction) -> float:
    if span.certain:
        return float((span.low - limit) * direction < 0)
    below = float(np.clip((limit - span.low) / (span.high - span.low), 0, 1))
    return below if direction is Direction.MORE else 1 - below


def vetoes(grid: Grid, seed: int) -> list[Veto]:
    """Return who may be vetoed by whom, over ``VETO_DRAWS`` draws of the uncertain measures."""
    columns = [column for column, criterion in enumerate(grid.study.criteria) if criterion.veto is not None]
    if not columns:
        return []
    drawn = measures(grid, 1 if grid.certain else VETO_DRAWS, seed)
    found = []
    for column in columns:
        criterion = grid.study.criteria[column]
        oriented = drawn[:, :, column] * criterion.direction
        exceeded = (oriented[:, None, :] - oriented[:, :, None] > criterion.veto).mean(axis=0)
        found += [Veto(int(a), int(b), column, float(exceeded[a, b])) for a, b in np.argwhere(exceeded > 0)]
    return found
