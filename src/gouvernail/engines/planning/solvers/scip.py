"""SCIP, from inside OR-Tools: the bound that is trusted at all sizes."""

from __future__ import annotations

import numpy as np

from gouvernail.engines.planning.solvers.answer import FEASIBLE, IMPOSSIBLE, OPTIMAL, UNKNOWN, Answer, Stop
from gouvernail.engines.planning.solvers.matrix import Matrix
from gouvernail.engines.planning.units import POINT

ENGINE = "SCIP"


def solve(
    matrix: Matrix, seconds: float, *, seed: int, stop: Stop, hint: np.ndarray | None = None, gap: float = 0.0
) -> Answer:
    """Branch and bound on one thread, from a hint (values of all variables), until told to stop."""
    from ortools.linear_solver import pywraplp

    solver = pywraplp.Solver.CreateSolver("SCIP")
    solver.LoadModelFromProto(proto_of(matrix))
    solver.SetTimeLimit(max(1, int(seconds * 1000)))
    solver.SetSolverSpecificParametersAsString(f"randomization/randomseedshift = {seed % 2**31}")
    if hint is not None:
        solver.SetHint(solver.variables(), hint.tolist())
    stop.calls(solver.InterruptSolve)
    if stop.is_set():
        return Answer(ENGINE, UNKNOWN)
    params = pywraplp.MPSolverParameters()
    params.SetDoubleParam(params.RELATIVE_MIP_GAP, gap)
    status = solver.Solve(params)
    if status == solver.INFEASIBLE:
        return Answer(ENGINE, IMPOSSIBLE)
    if status not in (solver.OPTIMAL, solver.FEASIBLE):
        return Answer(ENGINE, UNKNOWN)
    bound = solver.Objective().BestBound() * POINT
    values = np.array([variable.solution_value() for variable in solver.variables()])
    return Answer(ENGINE, OPTIMAL if status == solver.OPTIMAL else FEASIBLE, values, bound)


def proto_of(matrix: Matrix, *, relaxed: bool = False):
    """The matrix as one message: a hundred times faster than one call for each coefficient.

    ``relaxed`` lets every variable be a fraction.
    """
    from ortools.linear_solver import linear_solver_pb2

    m = matrix.scaled()
    proto = linear_solver_pb2.MPModelProto(maximize=True)
    for most, gain, whole in zip(m.upper.tolist(), (m.objective / POINT).tolist(), m.whole.tolist(), strict=True):
        proto.variable.add(
            lower_bound=0, upper_bound=most, objective_coefficient=gain, is_integer=whole and not relaxed
        )
    for at in range(m.a.shape[0]):
        part = slice(m.a.indptr[at], m.a.indptr[at + 1])
        proto.constraint.add(
            var_index=m.a.indices[part].tolist(),
            coefficient=m.a.data[part].tolist(),
            lower_bound=m.low[at],
            upper_bound=m.high[at],
        )
    return proto
