"""Take measures in: one figure speaks for many accounts, so these are what a fall is looked for in."""

from __future__ import annotations

from gouvernail.collaboration.models import UsageMeasure
from gouvernail.connectors.sources.connector import DIRECTORY
from gouvernail.connectors.sources.intake_files import FileIntake
from gouvernail.estate.models import DirectoryMeasure


class MeasureIntake(FileIntake):
    """Writes a line for each measure; weighs a reading by the accounts it counted."""

    def seen(self) -> int:
        """Return how many accounts were counted."""
        return sum(one.accounts or 0 for one in self.records)

    def seen_before(self) -> int | None:
        """Return how many the last measures held here of the same tools counted; ``None`` when one has none."""
        last = [self._last(one) for one in self.records]
        known = [one for one in last if one is not None]
        return sum(known) if known and len(known) == len(last) else None

    def _last(self, record: object) -> int | None:
        directory = self.run.stream == DIRECTORY
        name = "directory" if directory else "tool"
        held = (DirectoryMeasure if directory else UsageMeasure)._base_manager.filter(
            organisation=self.run.connection.organisation, accounts__isnull=False, **{name: getattr(record, name)}
        )
        return held.order_by("-measured_on", "-pk").values_list("accounts", flat=True).first()
