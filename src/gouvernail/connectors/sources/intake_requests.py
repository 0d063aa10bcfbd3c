"""Take requests in: compared chunk by chunk, at volume."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count

from gouvernail.connectors.sources.enums import Outcome
from gouvernail.connectors.sources.intake import Intake
from gouvernail.connectors.sources.models import SourceRun
from gouvernail.connectors.sources.records import RequestRecord
from gouvernail.connectors.sources.staging import RequestStager
from gouvernail.connectors.sources.words import note_words, words_of
from gouvernail.organisations.actors import Actor


class RequestIntake(Intake):
    """Stages requests; what is unchanged is only counted."""

    def __init__(self, run: SourceRun, actor: Actor) -> None:
        super().__init__(run, actor)
        self.words = words_of(run.connection)
        self.stager = RequestStager(run, self.words)

    def add(self, records: Sequence[RequestRecord]) -> None:
        """Compare a chunk."""
        self.stager.add(records)
        self.received, self.counts = self.stager.received, self.stager.counts

    def end(self) -> None:
        """Look at what vanished, keep the words met."""
        self.stager.end()
        note_words(self.run.connection, self.words)

    def totals(self) -> dict[str, int]:
        """Return the outcomes, counted in what was staged; the unchanged were counted on the way."""
        return staged_counts(self.run) | {Outcome.UNCHANGED.value: self.stager.counts[Outcome.UNCHANGED]}


def staged_counts(run: SourceRun) -> dict[str, int]:
    """Return how many requests a reading prepared, by outcome."""
    return dict(run.requests.order_by().values_list("outcome").annotate(Count("pk")))
