"""The agenda: made, moved, kept; the next meeting prepared from the last."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from gouvernail.governance import agenda
from gouvernail.governance.calendar import day_in_words, next_date
from gouvernail.governance.models import Decision, ItemKind, Meeting, MeetingState, Outcome
from gouvernail.governance.proposals import propose
from gouvernail.journal.models import Entry
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.registers.operations import RefusedError
from tests.governance.committee import TODAY


def titles(meeting) -> list[str]:
    return [item.title for item in meeting.agenda.all()]


@pytest.fixture
def three(sitting, owner):
    return [
        agenda.add_item(sitting.meeting, title=title, kind=ItemKind.INFORMATION, actor=owner)
        for title in ("A", "B", "C")
    ]


def test_points_move_up_and_down_and_stop_at_the_ends(sitting, owner, three):
    agenda.move_item(three[2], -1, actor=owner)
    assert titles(sitting.meeting) == ["A", "C", "B"]
    agenda.move_item(three[0], 1, actor=owner)
    assert titles(sitting.meeting) == ["C", "A", "B"]
    agenda.move_item(three[2], -1, actor=owner)
    assert titles(sitting.meeting) == ["C", "A", "B"]


def test_a_point_is_changed_then_removed_and_the_journal_tells_it(sitting, owner, three):
    agenda.change_item(three[0], title="A2", kind=ItemKind.ALERT, reason="Urgent", actor=owner)
    agenda.remove_item(three[1], actor=owner)
    assert titles(sitting.meeting) == ["A2", "C"]
    lines = Entry.objects.filter(verb="ordre_du_jour", object_id=str(sitting.meeting.pk))
    assert [list(line.details) for line in lines][:2] == [["retirés"], ["modifiés"]]


def test_the_agenda_of_a_frozen_meeting_does_not_change(sitting, owner, three):
    Meeting.objects.update(state=MeetingState.SHOWN)
    with pytest.raises(RefusedError, match="figé"):
        agenda.remove_item(three[0], actor=owner)
    Meeting.objects.update(state=MeetingState.HELD)
    with pytest.raises(RefusedError, match="tenue"):
        agenda.add_item(sitting.meeting, title="D", kind=ItemKind.ALERT, actor=owner)


def test_a_stranger_touches_nothing(sitting, stranger, three):
    with pytest.raises(PermissionDenied):
        agenda.remove_item(three[0], actor=stranger)
    with pytest.raises(PermissionDenied):
        agenda.prepare_next_meeting(sitting.committee, actor=stranger, on=TODAY)


class TestTakingIn:
    def test_a_postponed_decision_is_put_again_and_the_first_vote_stays_where_it_was(self, sitting, owner):
        old = sitting.decide("2.1", sitting.previous, outcome=Outcome.POSTPONED, votes_for=1, wording="Le libellé.")
        proposal = next(one for one in propose(sitting.meeting, actor=owner, today=TODAY) if one.object_id == old.pk)
        assert agenda.take_in(sitting.meeting, [proposal], actor=owner) == 1
        old.refresh_from_db()
        again = Decision.objects.get(resumes=old)
        assert (old.meeting, old.outcome, old.votes_for) == (sitting.previous, Outcome.POSTPONED, 1)
        assert (again.meeting, again.outcome, again.wording, again.number) == (
            sitting.meeting,
            Outcome.PROPOSED,
            "Le libellé.",
            "3.1",
        )
        assert sitting.meeting.agenda.get().object_id == again.pk

    def test_a_decision_put_again_is_proposed_no_more(self, sitting, owner):
        sitting.decide("2.1", sitting.previous, outcome=Outcome.POSTPONED)
        agenda.take_in(sitting.meeting, propose(sitting.meeting, actor=owner, today=TODAY), actor=owner)
        assert propose(sitting.meeting, actor=owner, today=TODAY) == []

    def test_a_decision_nobody_recorded_moves_to_this_meeting(self, sitting, owner):
        left = sitting.decide("2.4", sitting.previous)
        agenda.take_in(sitting.meeting, propose(sitting.meeting, actor=owner, today=TODAY), actor=owner)
        left.refresh_from_db()
        assert (left.meeting, left.number) == (sitting.meeting, "2.4")

    def test_what_stands_on_the_agenda_is_not_taken_twice(self, sitting, owner):
        sitting.decide("3.1")
        proposals = propose(sitting.meeting, actor=owner, today=TODAY)
        assert agenda.take_in(sitting.meeting, proposals, actor=owner) == 1
        assert agenda.take_in(sitting.meeting, proposals, actor=owner) == 0


class TestNextMeeting:
    def test_it_takes_the_next_number_the_seats_and_a_date_by_the_rhythm(self, sitting, owner):
        Meeting.objects.update(state=MeetingState.CLOSED)
        meeting = agenda.prepare_next_meeting(sitting.committee, actor=owner, on=date(2026, 1, 14))
        assert meeting.number == 4
        assert day_in_words(meeting.held_on) == "mardi 10 février 2026"
        assert [one.function for one in meeting.attendances.all()] == ["Élu référent", "DGS", "Référent SI"]
        assert Entry.objects.filter(verb="creer", kind="meeting", object_id=str(meeting.pk)).exists()

    def test_the_meeting_in_preparation_is_found_again_rather_than_doubled(self, sitting, owner):
        assert agenda.prepare_next_meeting(sitting.committee, actor=owner, on=TODAY) == sitting.meeting
        assert sitting.committee.meetings.count() == 2

    def test_an_announced_date_to_come_is_kept(self, sitting):
        sitting.meeting.next_on = PartialDate.parse("12/02/2026")
        assert next_date(sitting.committee, sitting.meeting, TODAY) == PartialDate.parse("12/02/2026")

    def test_without_a_rhythm_the_day_is_not_invented(self, sitting):
        sitting.committee.phase = ""
        assert str(next_date(sitting.committee, sitting.meeting, TODAY)) == "février 2026"

    @pytest.mark.parametrize("today", [date(2026, 1, 13), date(2026, 4, 2), date(2026, 7, 31), date(2027, 2, 28)])
    def test_the_date_is_a_working_day_to_come(self, sitting, today):
        found = next_date(sitting.committee, sitting.meeting, today).first_day
        assert found >= today
        assert found.weekday() < 5

    def test_a_steady_committee_meets_each_quarter(self, sitting):
        sitting.committee.phase = "croisiere"
        assert str(next_date(sitting.committee, sitting.meeting, TODAY)) == "14 avril 2026"
