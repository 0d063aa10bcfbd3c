"""CP-SAT names the groups of rows that make a problem impossible; to be verified, it is sometimes wrong."""

from __future__ import annotations

import numpy as np

from gouvernail.engines.planning.solvers.matrix import Matrix

_WIDE = 2**62


def core(matrix: Matrix, groups: list[list[int]], seconds: float, *, seed: int) -> list[int] | None:
    """Numbers of the groups (lists of rows) impossible together; None when no proof came in time.

    Rows outside every group always hold.
    """
    from ortools.sat.python import cp_model

    written = cp_model.CpModel()
    variables = [written.new_int_var(0, int(most), "") for most in matrix.upper]
    asked = [written.new_bool_var("") for _ in groups]
    owner = {row: asked[at] for at, rows in enumerate(groups) for row in rows}
    for at in range(matrix.a.shape[0]):
        part = slice(matrix.a.indptr[at], matrix.a.indptr[at + 1])
        values = matrix.a.data[part].astype(np.int64)
        divisor = int(np.gcd.reduce(np.abs(values))) if len(values) else 1
        low = -_WIDE if np.isinf(matrix.low[at]) else -(-int(matrix.low[at]) // divisor)
        high = _WIDE if np.isinf(matrix.high[at]) else int(matrix.high[at]) // divisor
        terms = [variables[one] for one in matrix.a.indices[part].tolist()]
        row = written.add_linear_constraint(
            cp_model.LinearExpr.weighted_sum(terms, (values // divisor).tolist()), low, high
        )
        if at in owner:
            row.only_enforce_if(owner[at])
    written.add_assumptions(asked)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.random_seed = seed % 2**31
    solver.parameters.num_workers = 1
    if solver.solve(written) != cp_model.INFEASIBLE:
        return None
    named = set(solver.sufficient_assumptions_for_infeasibility())
    return [at for at, literal in enumerate(asked) if literal.index in named] or None
