"""What a solver answers, in the same words whichever it is."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

import numpy as np

from gouvernail.engines.planning.problem import Plan

OPTIMAL, FEASIBLE, IMPOSSIBLE, UNKNOWN = "optimal", "feasible", "impossible", "unknown"


@dataclass(frozen=True)
class Answer:
    """``values`` of the variables, or a ``plan`` when there are no columns; ``bound`` in units of points (or None).

    A status is only what the solver claims: the certificate decides what is said.
    """

    engine: str
    status: str
    values: np.ndarray | None = None
    bound: float | None = None
    plan: Plan | None = None


@dataclass
class Stop:
    """A flag seen by all the solvers of a search; setting it also interrupts those that registered how."""

    _event: threading.Event = field(default_factory=threading.Event)
    _hooks: list = field(default_factory=list)

    def set(self) -> None:
        """Ask every solver to stop."""
        self._event.set()
        for hook in list(self._hooks):
            hook()

    def is_set(self) -> bool:
        """Whether stopping was asked."""
        return self._event.is_set()

    def calls(self, hook) -> None:
        """Call ``hook`` when stopping is asked, at once if it was already."""
        self._hooks.append(hook)
        if self.is_set():
            hook()
