"""The log of a reading: instants, tones and French sentences; no secret ever gets there."""

from __future__ import annotations

from django.utils import timezone

from gouvernail.connectors.sources.models import SourceRun

INFO, GOOD, ALERT = "info", "good", "alert"
MAX_LINES = 200


def write(run: SourceRun, tone: str, sentence: str) -> None:
    """Add a line to the log of a reading, to be saved with it."""
    run.log = [*run.log, [timezone.now().isoformat(timespec="seconds"), tone, sentence]][-MAX_LINES:]
