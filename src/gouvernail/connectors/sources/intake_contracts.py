"""Take contracts in: lines of an import, each in the organisation that its entity means."""

from __future__ import annotations

from gouvernail.connectors.sources.intake_files import FileIntake
from gouvernail.connectors.sources.placing import places_of


class ContractIntake(FileIntake):
    """Writes a line for each contract, with the organisation that holds it where the source tells several."""

    def columns(self) -> dict[str, list[str]]:
        """Return the organisations of the contracts, where a person said what an entity means."""
        places = places_of(self.run.connection, [one.entity for one in self.records])
        return {"organisation": places} if any(places) else {}
