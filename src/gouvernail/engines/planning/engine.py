"""The whole run: check, search, certify, explain; always gives the best checked plan found."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from gouvernail.engines.planning import ENGINE_VERSION
from gouvernail.engines.planning.certificate import Certificate, certify
from gouvernail.engines.planning.checks import refuse_flaws, warnings
from gouvernail.engines.planning.conflict import conflict
from gouvernail.engines.planning.explain import explain
from gouvernail.engines.planning.found import Found
from gouvernail.engines.planning.incumbent import Progress
from gouvernail.engines.planning.lexicographic import search_by_rank
from gouvernail.engines.planning.problem import Plan, Problem
from gouvernail.engines.planning.relaxation import least_relaxation
from gouvernail.engines.planning.result import Result
from gouvernail.engines.planning.search import search

DEFAULT_SECONDS = 20.0
EXPLAINED_SECONDS = 10.0


def make_plan(
    problem: Problem,
    *,
    seconds: float = DEFAULT_SECONDS,
    seed: int = 0,
    start: Plan | None = None,
    report: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Result:
    """Plan for at most so many seconds of search, from a plan when one is given.

    ``report`` receives the best plan and bound as they improve, ``cancelled`` is asked to stop. An impossible problem
    comes back with a smallest conflict and the least relaxation. ``BadProblem`` for a problem that contradicts itself.
    """
    refuse_flaws(problem)
    began = time.monotonic()
    wanted = {"seconds": seconds, "seed": seed, "start": start, "report": report, "cancelled": cancelled}
    stages = search_by_rank(problem, **wanted) if problem.objective.lexicographic else [search(problem, **wanted)]
    said = _whole(stages)
    result = Result(
        problem,
        stages[-1].incumbent.plan,
        said,
        warnings=tuple(warnings(problem)),
        seed=seed,
        seconds=time.monotonic() - began,
        cancelled=any(stage.cancelled for stage in stages),
        versions=versions(),
    )
    if result.plan is not None:
        return replace(result, explanations=tuple(explain(problem, result.plan)))
    if said.word == "impossible" and not result.cancelled:
        broken = conflict(problem, seconds=EXPLAINED_SECONDS, seed=seed)
        return replace(
            result, conflict=broken, relaxation=least_relaxation(problem, seconds=EXPLAINED_SECONDS, seed=seed)
        )
    return result


def _whole(stages: list[Found]) -> Certificate:
    """The certificate of the last stage, optimal only when that of every rank is."""
    certificates = [certify(stage) for stage in stages]
    last = certificates[-1]
    doubtful = [one for one in certificates if one.word != "optimal"]
    if last.word == "optimal" and doubtful:
        return replace(
            last,
            word="feasible",
            gap=max((one.gap for one in doubtful if one.gap is not None), default=None),
            sentence="Plan vérifié ; le premier rang de priorité n’est pas prouvé le meilleur : "
            + doubtful[0].sentence,
        )
    return last


def versions() -> dict[str, str]:
    """The engine and the solvers, as a result keeps them."""
    from importlib.metadata import version

    return {"engine": ENGINE_VERSION, "ortools": version("ortools"), "scipy": version("scipy")}
