"""What others would write with the same solvers, measured beside the engine in the same run, on the same problems."""

from __future__ import annotations

import threading

import numpy as np

from gouvernail.engines.planning.certificate import gap_of
from gouvernail.engines.planning.model import build
from gouvernail.engines.planning.problem import Problem
from gouvernail.engines.planning.solvers import cpsat_columns, scip
from gouvernail.engines.planning.solvers.answer import Answer, Stop
from gouvernail.engines.planning.solvers.matrix import Matrix, matrix_of
from gouvernail.engines.planning.units import points_of

ROUNDS = 4


def usual_schedule(problem: Problem, seconds: float) -> tuple[str, int | None]:
    """What a plain OR-Tools model answers: one optional interval a mode, start and end shared by the modes."""
    from ortools.sat.python import cp_model

    model, count = cp_model.CpModel(), problem.calendar.count
    starts, ends, uses, money = {}, {}, {skill.key: [] for skill in problem.skills}, {"investment": [], "operating": []}
    for project in problem.projects:
        start, end = model.new_int_var(0, count, ""), model.new_int_var(0, count, "")
        starts[project.key], ends[project.key] = start, end
        chosen = [model.new_bool_var("") for _ in project.modes]
        model.add_exactly_one(chosen)
        for mode, literal in zip(project.modes, chosen, strict=True):
            interval = model.new_optional_interval_var(start, mode.duration, end, literal, "")
            for skill, days in mode.work.items():
                uses[skill].append((interval, int(days[0])))
            for section in money:
                money[section].append(int(sum(getattr(mode, section))) * literal)
    for rule in problem.precedences:
        model.add(starts[rule.after] >= ends[rule.before])
    for skill in problem.skills:
        pairs = uses[skill.key]
        model.add_cumulative([one for one, _ in pairs], [days for _, days in pairs], int(skill.capacity[0]))
    for envelope in problem.envelopes:
        model.add(sum(money[envelope.section]) <= int(envelope.total))
    model.minimize(ends[problem.projects[-1].key])
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds, solver.parameters.num_workers = seconds, 2
    status = solver.solve(model)
    value = int(solver.objective_value) if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else None
    return solver.status_name(status), value


def exchanging(problem: Problem, seconds: float) -> float | None:
    """The gap that SCIP and CP-SAT (``max_lp``) leave side by side, one thread each, their best plans exchanged.

    No relaxation first, no neighbourhoods, no verifier. None when no plan was found.
    """
    matrix = matrix_of(build(problem))
    best: np.ndarray | None = None
    score = bound = None
    for number in range(ROUNDS):
        for answer in _side_by_side(matrix, seconds / ROUNDS, number, best):
            value = None if answer.values is None else float(matrix.objective @ np.round(answer.values))
            if value is not None and matrix.holds(answer.values) and (score is None or value > score):
                best, score = answer.values, value
            if answer.engine == scip.ENGINE and answer.bound is not None:
                bound = answer.bound if bound is None else min(bound, answer.bound)
    if score is None or bound is None:
        return None
    return float(gap_of(points_of(score), points_of(bound)))


def _side_by_side(matrix: Matrix, seconds: float, seed: int, hint: np.ndarray | None) -> list[Answer]:
    answers: list[Answer] = []

    def run(solve) -> None:
        answers.append(solve(matrix, seconds, seed=seed, stop=Stop(), hint=hint))

    jobs = [threading.Thread(target=run, args=(one.solve,)) for one in (scip, cpsat_columns)]
    for job in jobs:
        job.start()
    for job in jobs:
        job.join()
    return answers
