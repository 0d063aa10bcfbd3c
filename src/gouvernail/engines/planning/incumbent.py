"""The best checked plan so far and the best bound that can be trusted, shared by the solvers of a search."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from gouvernail.engines.planning.problem import Plan, Problem
from gouvernail.engines.planning.units import POINT, points_of
from gouvernail.engines.planning.verify import Account, check

TOLERANCE = 1e-6
ROUNDING = 1e-7
TRUSTED = ("PL", "SCIP", "HiGHS (scipy)", "Fenêtres", "CP classique")
"""Whose bounds are printed: linear engines, arithmetic, the classic solver. CP-SAT's are not, they have been wrong."""


@dataclass(frozen=True)
class Progress:
    """Points of the best checked plan, bound on any plan (None: not known yet), seconds spent."""

    best: Decimal | None
    bound: Decimal | None
    seconds: float


class Incumbent:
    """Keeps only plans that the verifier accepts (and ``also``); says why the others were refused."""

    def __init__(
        self,
        problem: Problem,
        report: Callable[[Progress], None] | None = None,
        also: Callable[[Plan], bool] = lambda plan: True,
    ) -> None:
        self.problem, self.step, self._also = problem, 1, also
        self.plan: Plan | None = None
        self.score: int | None = None
        self.bound: int | None = None
        self.found_by = self.bounded_by = ""
        self.refused: list[str] = []
        self._report, self._began, self._lock = report, time.monotonic(), threading.Lock()

    def offer(self, plan: Plan, engine: str) -> bool:
        """Check a plan; keep it when it is right and better. Whether it is right."""
        broken = check(self.problem, plan)
        if broken:
            self.refused.append(f"{engine} : {broken[0].sentence}")
            return False
        if not self._also(plan):
            return False
        score = int(Account(self.problem, plan).score * POINT)
        with self._lock:
            if self.score is None or score > self.score:
                self.plan, self.score, self.found_by = plan, score, engine
                self._tell()
        return True

    def limit(self, bound: float | None, engine: str) -> None:
        """Lower the bound when the engine is trusted; a plan scores a multiple of ``step``."""
        if bound is None or engine not in TRUSTED or abs(bound) > 1e18:
            return
        whole = (
            math.ceil(bound) if self.step == 1 else int((bound + ROUNDING * abs(bound) + 1) // self.step) * self.step
        )
        with self._lock:
            if self.bound is None or whole < self.bound:
                self.bound, self.bounded_by = whole, engine
                self._tell()

    @property
    def met(self) -> bool:
        """Whether the bound meets the plan, within one in a million."""
        if self.score is None or self.bound is None:
            return False
        return self.bound - self.score <= TOLERANCE * max(1, abs(self.score))

    @property
    def seconds(self) -> float:
        """Seconds since the search began."""
        return time.monotonic() - self._began

    def _tell(self) -> None:
        if self._report:
            best = None if self.score is None else points_of(self.score)
            bound = None if self.bound is None else points_of(self.bound)
            self._report(Progress(best, bound, self.seconds))
