"""The meetings of steering committees, as marks above a roadmap."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gouvernail.governance.models import CommitteeKind
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.registers.registry import register_of
from gouvernail.ui.charts.model import GanttMark


def meeting_marks(place: Organisation, actor: Actor, first: date, last: date) -> Iterator[GanttMark]:
    """Yield the COPIL meetings whose day is known; weekly technical committees would hide the roadmap."""
    meetings = (
        register_of("meeting")
        .objects(place, actor)
        .filter(committee__kind=CommitteeKind.COPIL, held_on__gte=first.isoformat(), held_on__lte=last.isoformat())
    )
    for meeting in meetings:
        if meeting.held_on.is_exact:
            yield GanttMark(str(meeting), meeting.held_on.first_day)
