"""Meetings as an iCalendar file."""

from datetime import time

from gouvernail.governance.icalendar import calendar_of
from gouvernail.governance.models import Meeting
from gouvernail.kernel.partial_dates import PartialDate


def test_a_meeting_with_its_hour_is_an_event_and_one_without_a_day_is_left_out(sitting):
    Meeting.objects.filter(pk=sitting.meeting.pk).update(
        starts_at=time(14, 0), location="Salle du conseil ; 1er étage, à gauche", subject="é" * 60
    )
    Meeting.objects.create(
        organisation=sitting.place, committee=sitting.committee, number=4, held_on=PartialDate.parse("février 2026")
    )
    text = calendar_of(sitting.place, Meeting.objects.all(), host="gouvernail.example")
    assert text.count("BEGIN:VEVENT") == 2
    assert "DTSTART:20260113T130000Z\r\n" in text
    assert "DTEND:20260113T150000Z\r\n" in text
    assert "DTSTART;VALUE=DATE:20251216\r\n" in text
    assert "LOCATION:Salle du conseil \\; 1er étage\\, à gauche\r\n" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "DESCRIPTION:" + "é" * 60 in text.replace("\r\n ", "")
