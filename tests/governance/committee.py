"""A committee with three voting seats, its past meeting and the one it prepares."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gouvernail.governance.models import Attendance, Committee, Decision, Meeting, MeetingState, Outcome, Seat
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.organisations.actors import Actor, actor_of
from gouvernail.organisations.models import Organisation

TODAY = date(2026, 1, 13)


@dataclass
class Sitting:
    """A committee of the agglomeration, its last meeting (held) and the next (in preparation)."""

    place: Organisation
    committee: Committee
    previous: Meeting
    meeting: Meeting

    def decide(self, number: str, meeting: Meeting | None = None, **values) -> Decision:
        """Put a decision to the meeting in preparation, or to another."""
        given = {"title": f"Décision {number}", "wording": f"Le comité valide {number}.", **values}
        return Decision.objects.create(organisation=self.place, meeting=meeting or self.meeting, number=number, **given)

    def open(self) -> Meeting:
        """Open the meeting as if its deck had been frozen."""
        Meeting.objects.filter(pk=self.meeting.pk).update(state=MeetingState.HELD)
        self.meeting.refresh_from_db()
        return self.meeting

    def taken_before(self, number: str, **values) -> Decision:
        """A decision adopted by the previous meeting."""
        return self.decide(number, self.previous, outcome=Outcome.ADOPTED, **values)


def make_sitting(place: Organisation) -> Sitting:
    """Create the committee at ``place``."""
    place.lives_on = TODAY
    place.is_demo = True
    place.save()
    committee = Committee.objects.create(
        organisation=place, name="COPIL SI", kind="copil", phase="projet", months_in_project=1, months_when_steady=3
    )
    for rank, function in enumerate(("Élu référent", "DGS", "Référent SI"), 1):
        Seat.objects.create(committee=committee, function=function, order=rank)
    Seat.objects.create(committee=committee, function="Finances", votes=False, guest=True, order=4)
    previous = Meeting.objects.create(
        organisation=place,
        committee=committee,
        number=2,
        held_on=PartialDate.parse("16/12/2025"),
        state=MeetingState.HELD,
    )
    meeting = Meeting.objects.create(
        organisation=place,
        committee=committee,
        number=3,
        held_on=PartialDate.parse("13/01/2026"),
        subject="Organisation",
    )
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, function=seat.function, votes=seat.votes, order=seat.order)
        for seat in committee.seats.filter(guest=False)
    )
    return Sitting(place, committee, previous, meeting)


def actor_for(user) -> Actor:
    """The actor of somebody who signs in today."""
    return actor_of(user, date(2026, 11, 24))
