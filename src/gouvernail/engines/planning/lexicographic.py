"""Priorities one strictly after the other: what the first rank earns is secured before the next is looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import numpy as np

from gouvernail.engines.planning.found import Found
from gouvernail.engines.planning.incumbent import Progress
from gouvernail.engines.planning.model import Model, Row
from gouvernail.engines.planning.problem import Plan, Problem
from gouvernail.engines.planning.scoring import place_score
from gouvernail.engines.planning.search import search
from gouvernail.engines.planning.units import POINT
from gouvernail.engines.planning.verify import Account


def search_by_rank(
    problem: Problem,
    *,
    seconds: float,
    seed: int = 0,
    start: Plan | None = None,
    report: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[Found]:
    """One search for each rank, then one with the whole objective; what ranks earned is never given back.

    The last ``Found`` holds the plan. A rank whose search finds no plan ends the list.
    """
    ranks = sorted({problem.rank(project) for project in problem.projects})
    stages = [_only(problem, rank) for rank in ranks] + [problem]
    secured: list[tuple[Problem, int]] = []
    results: list[Found] = []
    for number, stage in enumerate(stages):
        found = search(
            stage,
            seconds=seconds / len(stages),
            seed=seed + number,
            start=results[-1].incumbent.plan if results else start,
            report=report if stage is problem else None,
            cancelled=cancelled,
            more_rows=lambda model, kept=tuple(secured): _rows(model, kept),
            also=lambda plan, kept=tuple(secured): all(_earned(one, plan) >= least for one, least in kept),
        )
        results.append(found)
        if found.incumbent.score is None:
            break
        secured.append((stage, found.incumbent.score))
    return results


def _only(problem: Problem, rank: int) -> Problem:
    """The problem where only the projects of a rank earn anything."""
    projects = tuple(
        project
        if problem.rank(project) == rank
        else replace(project, value=Decimal(0), risk=Decimal(0), voted=None, late_price=_free(project.late_price))
        for project in problem.projects
    )
    aim = replace(problem.objective, money=Decimal(0), smoothing=Decimal(0), stability=Decimal(0))
    return replace(problem, projects=projects, objective=aim)


def _free(price: Decimal | None) -> Decimal | None:
    """A deadline that was soft stays soft, at no price."""
    return None if price is None else Decimal(0)


def _rows(model: Model, secured: tuple[tuple[Problem, int], ...]) -> list[Row]:
    rows = []
    for number, (stage, least) in enumerate(secured):
        scores = np.array([_score(stage, one) for one in model.columns.all], dtype=np.int64)
        kept = np.flatnonzero(scores)
        rows.append(Row("earlier_ranks_keep_what_they_earned", (number,), "", kept, scores[kept], least, None))
    return rows


def _score(stage: Problem, column) -> int:
    project = stage.projects[column.project]
    return place_score(stage, project, project.modes[column.mode].key, column.start, column.end)


def _earned(stage: Problem, plan: Plan) -> int:
    return int(Account(stage, plan).score * POINT)
