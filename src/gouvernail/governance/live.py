"""Following a meeting live: one stamp for all that is written in it, so that a page knows when to redraw."""

from __future__ import annotations

import hashlib
import json

from gouvernail.governance.models import GivenAction, Meeting


def version_of(meeting: Meeting) -> str:
    """Return what changes whenever anything of the meeting does (five queries, whatever its size)."""
    state = [
        meeting.state,
        meeting.notes,
        list(meeting.decisions.order_by("pk").values_list("pk", "outcome", "updated_at")),
        list(meeting.agenda.order_by("pk").values_list("pk", "title", "minutes", "sent_on", "order")),
        list(GivenAction.objects.filter(item__meeting=meeting).order_by("pk").values_list("pk", "action__updated_at")),
        list(meeting.attendances.order_by("pk").values_list("pk", "function", "presence")),
    ]
    return hashlib.sha256(json.dumps(state, default=str).encode()).hexdigest()[:20]
