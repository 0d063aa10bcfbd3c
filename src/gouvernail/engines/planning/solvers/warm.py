"""A linear relaxation solved again and again with other bounds, each time from the last answer (GLOP, in OR-Tools)."""

from __future__ import annotations

from gouvernail.engines.planning.solvers.answer import IMPOSSIBLE, OPTIMAL, UNKNOWN
from gouvernail.engines.planning.solvers.matrix import Matrix
from gouvernail.engines.planning.solvers.scip import proto_of
from gouvernail.engines.planning.units import POINT


class WarmRelaxation:
    """The relaxation of a matrix; its rows can be dropped, restored or given another high bound."""

    def __init__(self, matrix: Matrix) -> None:
        from ortools.linear_solver import pywraplp

        self._scaled, self._scale = matrix.scaled(), matrix.largest
        self._solver = pywraplp.Solver.CreateSolver("GLOP")
        self._solver.LoadModelFromProto(proto_of(matrix, relaxed=True))
        self._rows = self._solver.constraints()
        self._statuses = {self._solver.OPTIMAL: OPTIMAL, self._solver.INFEASIBLE: IMPOSSIBLE}

    def drop(self, rows: list[int]) -> None:
        """Let rows take any value."""
        infinity = self._solver.infinity()
        for row in rows:
            self._rows[row].SetBounds(-infinity, infinity)

    def restore(self, rows: list[int]) -> None:
        """Give rows their bounds back."""
        for row in rows:
            self._rows[row].SetBounds(float(self._scaled.low[row]), float(self._scaled.high[row]))

    def raise_to(self, row: int, high: float) -> None:
        """Give a row another high bound, in the units of the matrix."""
        self._rows[row].SetBounds(float(self._scaled.low[row]), float(high / self._scale[row]))

    def solve(self) -> tuple[str, float | None]:
        """The status, and the value in units of points when there is one."""
        status = self._statuses.get(self._solver.Solve(), UNKNOWN)
        return status, self._solver.Objective().Value() * POINT if status == OPTIMAL else None
