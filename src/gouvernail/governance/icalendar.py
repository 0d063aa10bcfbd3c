"""Meetings as an iCalendar file (RFC 5545), for the diaries of those who sit in the committee."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.utils import timezone

from gouvernail.governance.models import Meeting
from gouvernail.kernel.icalendar import escaped, folded
from gouvernail.organisations.models import Organisation

MEETING_HOURS = 2
"""How long a meeting is shown in a diary: nobody writes it, and a diary needs an end."""


def calendar_of(place: Organisation, meetings: Iterable[Meeting], *, host: str) -> str:
    """Return the calendar of the meetings whose day is known; ``host`` makes their identifiers unique."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Gouvernail//FR", f"X-WR-CALNAME:{escaped(str(place))}"]
    for meeting in meetings:
        if meeting.held_on.is_exact:
            lines += _event(meeting, host)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines)


def _event(meeting: Meeting, host: str) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:seance-{meeting.pk}@{host}",
        f"DTSTAMP:{_instant(meeting.updated_at)}",
        *_when(meeting),
        f"SUMMARY:{escaped(str(meeting))}",
    ]
    if meeting.location:
        lines.append(f"LOCATION:{escaped(meeting.location)}")
    if meeting.subject:
        lines.append(f"DESCRIPTION:{escaped(meeting.subject)}")
    return [*lines, "END:VEVENT"]


def _when(meeting: Meeting) -> list[str]:
    day = meeting.held_on.first_day
    if meeting.starts_at is None:
        return [f"DTSTART;VALUE=DATE:{day:%Y%m%d}", f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"]
    start = timezone.make_aware(datetime.combine(day, meeting.starts_at))
    return [f"DTSTART:{_instant(start)}", f"DTEND:{_instant(start + timedelta(hours=MEETING_HOURS))}"]


def _instant(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
