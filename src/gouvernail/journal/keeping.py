"""How long the journal keeps its details: those of routine acts for six to twelve months, those of decisions for ever.

The chain does not break: it holds a digest of the details, not the details. Who did what and when stays.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from gouvernail.journal.chain import record
from gouvernail.journal.models import Entry
from gouvernail.kernel.periods import add_months

SHORTEST, LONGEST = 6, 12
"""Six months to a year (CNIL, deliberation no. 2021-122 of 14 October 2021, on logs)."""
KEPT_FOR_EVER = (
    "enregistrer_decision", "figer", "defiger", "clore", "rouvrir", "tenir", "inscrire", "reviser", "suivre",
    "approuver", "valider", "exporter", "purger",
)  # fmt: skip
"""Acts of a committee, and what was handed out: they are what the journal is for."""


def months_kept() -> int:
    """Return how many months the details of a routine act are kept here, within what is recommended."""
    return min(max(settings.JOURNAL_MONTHS, SHORTEST), LONGEST)


def old_details(now: datetime | None = None, months: int | None = None):
    """Return the entries whose details are kept no longer."""
    limit = add_months(timezone.localdate(now), -(months or months_kept()))
    return Entry.objects.filter(at__date__lt=limit).exclude(details=None).exclude(verb__in=KEPT_FOR_EVER)


def empty_old_details(*, actor: str, now: datetime | None = None, months: int | None = None) -> int:
    """Empty the details that are kept no longer, and say so in the journal; return how many."""
    with transaction.atomic():
        count = old_details(now, months).update(details=None, salt="")
        if count:
            record(
                actor=actor, verb="purger", kind="journal", details={"entrées": count, "mois": months or months_kept()}
            )
    return count
