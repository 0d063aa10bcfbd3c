"""Take requests in: compared chunk by chunk, at volume."""

from __future__ import annotations

from collections.abc import Sequence

from gouvernail.connectors.sources.enums import Outcome
from gouvernail.connectors.sources.intake import Intake
from gouvernail.connectors.sources.models import SourceRun
from gouvernail.connectors.sources.prepared import staged_counts
from gouvernail.connectors.sources.records import RequestRecord
from gouvernail.connectors.sources.registry import connector_of
from gouvernail.connectors.sources.staging import RequestStager
from gouvernail.connectors.sources.staging_any_order import AnyOrderStager
from gouvernail.organisations.actors import Actor


class RequestIntake(Intake):
    """Stages requests; what is unchanged is only counted."""

    def __init__(self, run: SourceRun, actor: Actor) -> None:
        super().__init__(run, actor)
        product = connector_of(run.connection.product)
        self.stager = RequestStager(run) if product is None or product.in_order else AnyOrderStager(run)

    def add(self, records: Sequence[RequestRecord]) -> None:
        """Compare a chunk."""
        self.stager.add(records)
        self.received, self.counts = self.stager.received, self.stager.counts

    def end(self) -> None:
        """Look at what vanished, keep the words met."""
        self.stager.end()

    def totals(self) -> dict[str, int]:
        """Return the outcomes, counted in what was staged; the unchanged were counted on the way."""
        return staged_counts(self.run) | {Outcome.UNCHANGED.value: self.stager.counts[Outcome.UNCHANGED]}
