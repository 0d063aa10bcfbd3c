"""CP-SAT on the columns, in whole numbers: good plans fast, exact arithmetic."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from gouvernail.engines.planning.solvers.answer import FEASIBLE, IMPOSSIBLE, OPTIMAL, UNKNOWN, Answer, Stop
from gouvernail.engines.planning.solvers.matrix import Matrix

ENGINE = "CP-SAT"
_WIDE = 2**62


def solve(
    matrix: Matrix,
    seconds: float,
    *,
    seed: int,
    stop: Stop,
    hint: np.ndarray | None = None,
    workers: int = 1,
    linear: int = 2,
    effort: float | None = None,
    on_plan: Callable[[np.ndarray, float], None] | None = None,
) -> Answer:
    """Maximise by CP-SAT; ``on_plan`` receives each better plan with the bound of that moment.

    ``linear`` is the level of linear relaxation (2 is ``max_lp``). ``effort`` bounds the work itself, whatever the
    machine (one unit is about a second of an idle one): the same run gives the same plan under any load.
    """
    from ortools.sat.python import cp_model

    written, variables, step = _write(cp_model, matrix)
    if hint is not None:
        for variable, value in zip(variables, hint.tolist(), strict=True):
            written.add_hint(variable, round(value))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    if effort is not None:
        solver.parameters.max_deterministic_time = effort
    solver.parameters.random_seed = seed % 2**31
    solver.parameters.num_workers = workers
    solver.parameters.linearization_level = linear
    stop.calls(solver.stop_search)
    status = solver.solve(written, _callback(cp_model, variables, on_plan, step, stop))
    if status == cp_model.INFEASIBLE:
        return Answer(ENGINE, IMPOSSIBLE)
    bound = solver.best_objective_bound * step
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Answer(ENGINE, UNKNOWN, None, bound)
    values = np.array([solver.value(variable) for variable in variables], dtype=float)
    return Answer(ENGINE, OPTIMAL if status == cp_model.OPTIMAL else FEASIBLE, values, bound)


def _write(cp_model, matrix: Matrix):
    written = cp_model.CpModel()
    variables = [written.new_int_var(0, int(most), "") for most in matrix.upper]
    for at in range(matrix.a.shape[0]):
        part = slice(matrix.a.indptr[at], matrix.a.indptr[at + 1])
        values = matrix.a.data[part].astype(np.int64)
        divisor = int(np.gcd.reduce(np.abs(values))) if len(values) else 1
        low = -_WIDE if np.isinf(matrix.low[at]) else -(-int(matrix.low[at]) // divisor)
        high = _WIDE if np.isinf(matrix.high[at]) else int(matrix.high[at]) // divisor
        terms = [variables[one] for one in matrix.a.indices[part].tolist()]
        written.add_linear_constraint(cp_model.LinearExpr.weighted_sum(terms, (values // divisor).tolist()), low, high)
    gains = matrix.objective.astype(np.int64)
    step = max(1, int(np.gcd.reduce(np.abs(gains)))) if len(gains) else 1
    written.maximize(cp_model.LinearExpr.weighted_sum(variables, (gains // step).tolist()))
    return written, variables, step


def _callback(cp_model, variables, on_plan, step: int, stop: Stop):
    class Watcher(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            if on_plan:
                on_plan(np.array([self.value(one) for one in variables], dtype=float), self.best_objective_bound * step)
            if stop.is_set():
                self.stop_search()

    return Watcher()
