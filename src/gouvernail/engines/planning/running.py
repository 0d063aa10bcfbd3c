"""Time left, and solvers run side by side in threads."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from gouvernail.engines.planning.solvers.answer import Stop

POLL = 0.02


@dataclass
class Budget:
    """Seconds left, and whether somebody asked to stop."""

    seconds: float
    cancelled: Callable[[], bool] = lambda: False
    began: float = field(default_factory=time.monotonic)

    @property
    def left(self) -> float:
        """Seconds left, never below 0."""
        return max(0.0, self.seconds - (time.monotonic() - self.began))

    @property
    def over(self) -> bool:
        """Whether to stop now."""
        return self.left <= 0 or self.cancelled()


T = TypeVar("T")


def together(
    jobs: Sequence[Callable[[], T]], stop: Stop, budget: Budget, enough: Callable[[], bool] = lambda: False
) -> Iterator[T]:
    """Run jobs in threads; yield each answer as it comes; ask all to stop when enough is known or on demand.

    An error in a job is raised here, once the others were told to stop.
    """
    answers: list[T] = []
    errors: list[BaseException] = []

    def work(job: Callable[[], T]) -> None:
        try:
            answers.append(job())
        except BaseException as error:  # handed to the caller's thread
            errors.append(error)

    for job in jobs:
        threading.Thread(target=work, args=(job,), daemon=True).start()
    given = 0
    while given < len(jobs):
        if errors:
            stop.set()
            raise errors[0]
        if len(answers) > given:
            given += 1
            yield answers[given - 1]
        elif enough() or budget.cancelled():
            stop.set()
            time.sleep(POLL)
        else:
            time.sleep(POLL)
