"""Who read what is closed to some: one line a person, an object and a day, so that the log stays a log."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from gouvernail.journal.chain import record
from gouvernail.journal.models import Entry

SEEN = "consulter"


def note_sight(
    *, actor: str, kind: str, object_id: object, place: str, label: str, details: dict[str, Any] | None = None
) -> bool:
    """Write that somebody read a part closed to others; say whether it was written: once a day is enough."""
    today = timezone.localdate()
    known = Entry.objects.filter(
        verb=SEEN, actor=actor, kind=kind, object_id=str(object_id), label=label[:200], at__date=today
    )
    if known.exists():
        return False
    record(actor=actor, verb=SEEN, kind=kind, object_id=object_id, place=place, label=label, details=details)
    return True
