"""Linear programs over weights, behind one door: SciPy's HiGHS is imported when it is first needed."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

Array = np.ndarray


class Solution(NamedTuple):
    """The optimum, its value, and the multipliers of the « at least » rows (non-negative)."""

    x: Array
    value: float
    multipliers: Array


def maximise(
    objective: Array,
    at_least: tuple[Array, Array],
    equal: tuple[Array, Array] | None = None,
    bounds: tuple[float | None, float | None] = (0, None),
    free: int = 0,
) -> Solution | None:
    """Maximise ``objective @ x`` under ``A x ≥ b`` and ``E x = f``; the last ``free`` variables may be negative.

    Returns None if nothing satisfies the rows.
    """
    from scipy.optimize import linprog

    rows, limits = at_least
    limits_of = [bounds] * (len(objective) - free) + [(None, None)] * free
    found = linprog(
        -objective,
        A_ub=-rows if len(rows) else None,
        b_ub=-limits if len(rows) else None,
        A_eq=equal[0] if equal else None,
        b_eq=equal[1] if equal else None,
        bounds=limits_of,
        method="highs",
    )
    if found.status == 2:
        return None
    if found.status != 0:
        raise ArithmeticError(f"the linear program was not solved: {found.message}")
    multipliers = -found.ineqlin.marginals if len(rows) else np.zeros(0)
    return Solution(found.x, -found.fun, multipliers)
