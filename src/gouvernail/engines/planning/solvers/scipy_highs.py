"""scipy's HiGHS: the linear relaxation (a bound), and a second opinion that shares no code with OR-Tools."""

from __future__ import annotations

import numpy as np

from gouvernail.engines.planning.solvers.answer import FEASIBLE, IMPOSSIBLE, OPTIMAL, UNKNOWN, Answer
from gouvernail.engines.planning.solvers.matrix import Matrix
from gouvernail.engines.planning.units import POINT

ENGINE = "HiGHS (scipy)"
RELAXATION = "PL"


def relax(matrix: Matrix, seconds: float) -> Answer:
    """The linear relaxation: its value is a bound on every plan; ``values`` are fractions."""
    from scipy.optimize import linprog
    from scipy.sparse import vstack

    if not matrix.size:
        return _nothing(matrix, RELAXATION)
    m = matrix.scaled()
    up, down = np.isfinite(m.high), np.isfinite(m.low)
    a = vstack([m.a[up], -m.a[down]]).tocsr()
    found = linprog(
        -m.objective / POINT,
        A_ub=a,
        b_ub=np.concatenate([m.high[up], -m.low[down]]),
        bounds=np.column_stack([np.zeros(m.size), m.upper]),
        method="highs",
        options={"time_limit": seconds},
    )
    if found.status == 2:
        return Answer(RELAXATION, IMPOSSIBLE)
    if found.status != 0:
        return Answer(RELAXATION, UNKNOWN)
    return Answer(RELAXATION, OPTIMAL, found.x, -found.fun * POINT)


def solve(matrix: Matrix, seconds: float, gap: float = 0.0) -> Answer:
    """The whole model by branch and bound; it cannot be interrupted, so give it few seconds."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    if not matrix.size:
        return _nothing(matrix, ENGINE)
    m = matrix.scaled()
    found = milp(
        -m.objective / POINT,
        constraints=LinearConstraint(m.a, m.low, m.high) if m.a.shape[0] else (),
        bounds=Bounds(0, m.upper),
        integrality=m.whole.astype(int),
        options={"time_limit": seconds, "mip_rel_gap": gap},
    )
    if found.status == 2:
        return Answer(ENGINE, IMPOSSIBLE)
    bound = None if found.mip_dual_bound is None else -found.mip_dual_bound * POINT
    if found.x is None:
        return Answer(ENGINE, UNKNOWN, None, bound)
    return Answer(ENGINE, OPTIMAL if found.status == 0 else FEASIBLE, found.x, bound)


def _nothing(matrix: Matrix, engine: str) -> Answer:
    """The answer when there is no variable at all: every row must accept zero."""
    feasible = bool((matrix.low <= 0).all() and (matrix.high >= 0).all())
    return Answer(engine, OPTIMAL, np.array([]), 0.0) if feasible else Answer(engine, IMPOSSIBLE)


def support(matrix: Matrix, always: np.ndarray) -> set[int]:
    """Rows with a share in a proof that the relaxation is impossible: those that an elastic relaxation prices.

    Rows of ``always`` may not be stretched.
    """
    from scipy.optimize import linprog
    from scipy.sparse import diags, hstack, vstack

    m = matrix.scaled()
    up, down = np.flatnonzero(np.isfinite(m.high)), np.flatnonzero(np.isfinite(m.low))
    rows = np.concatenate([up, down])
    a = vstack([m.a[up], -m.a[down]]).tocsr()
    stretch = diags(-(~np.isin(rows, always)).astype(float)).tocsr()
    found = linprog(
        np.concatenate([np.zeros(m.size), np.ones(len(rows))]),
        A_ub=hstack([a, stretch]).tocsr(),
        b_ub=np.concatenate([m.high[up], -m.low[down]]),
        bounds=[(0, most) for most in m.upper] + [(0, None)] * len(rows),
        method="highs",
    )
    if found.status != 0:
        return set(range(matrix.a.shape[0]))
    return set(rows[np.abs(found.ineqlin.marginals) > 1e-9].tolist())
