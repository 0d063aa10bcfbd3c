"""What takes the records of a reading in, whatever their kind."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Sequence
from typing import Any

from gouvernail.connectors.sources.enums import ReadingState
from gouvernail.connectors.sources.models import SourceRun
from gouvernail.organisations.actors import Actor


class CancelledError(Exception):
    """Somebody dropped the reading while it ran."""


class Intake(ABC):
    """Takes chunks of records, then concludes."""

    def __init__(self, run: SourceRun, actor: Actor) -> None:
        self.run, self.actor = run, actor
        self.received = 0
        self.counts: Counter[str] = Counter()

    @abstractmethod
    def add(self, records: Sequence[Any]) -> None:
        """Take a chunk in."""

    @abstractmethod
    def end(self) -> None:
        """Conclude, once the last record is in."""

    def seen(self) -> int:
        """Return how much the source showed: what a source that hides something shows less of."""
        return self.received

    def seen_before(self) -> int | None:
        """Return the same for the last complete reading that was applied; ``None`` when there was none."""
        runs = self.run.connection.runs.filter(stream=self.run.stream, state=ReadingState.APPLIED)
        found = runs.filter(complete=True, partial=False).order_by("-pk").values_list("received", flat=True)
        return found.first()

    def totals(self) -> dict[str, int]:
        """Return how many records there are by outcome."""
        return dict(self.counts)
