"""What takes the records of a reading in, whatever their kind."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Sequence
from typing import Any

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

    def totals(self) -> dict[str, int]:
        """Return how many records there are by outcome."""
        return dict(self.counts)
