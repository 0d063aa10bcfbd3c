"""Recording decisions: what is kept, what is refused and why, what the journal says."""

import pytest
from django.core.exceptions import PermissionDenied

from gouvernail.governance.models import Outcome, Presence
from gouvernail.governance.noting import take_notes
from gouvernail.governance.operations import record_attendance, record_decision
from gouvernail.governance.rules import Votes, is_moot, voting_seats
from gouvernail.journal.models import Entry
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.registers.operations import RefusedError
from tests.governance.committee import TODAY


def record(decision, outcome, actor, **values):
    return record_decision(decision, outcome=outcome, actor=actor, on=TODAY, **values)


def refusal(decision, outcome, actor, **values) -> str:
    with pytest.raises(RefusedError) as caught:
        record(decision, outcome, actor, **values)
    decision.refresh_from_db()
    return " ".join(caught.value.messages)


def test_an_adopted_decision_keeps_its_votes_its_day_and_a_line_in_the_journal(sitting, owner):
    decision = sitting.decide("3.1")
    sitting.open()
    kept = record(decision, Outcome.ADOPTED, owner, votes=Votes(2, 0, 1), comment=" Sous réserve. ")
    assert (kept.outcome, kept.votes_for, kept.votes_abstained, kept.comment) == ("adoptee", 2, 1, "Sous réserve.")
    assert kept.decided_on == TODAY
    line = Entry.objects.get(verb="enregistrer_decision")
    assert (line.kind, line.object_id, line.details["outcome"]) == (
        "decision",
        str(decision.pk),
        ["proposee", "adoptee"],
    )


def test_recording_the_same_thing_twice_says_it_once(sitting, owner):
    decision = sitting.decide("3.1")
    sitting.open()
    record(decision, Outcome.ADOPTED, owner)
    record(decision, Outcome.ADOPTED, owner)
    assert Entry.objects.filter(verb="enregistrer_decision").count() == 1


def test_a_decision_is_not_recorded_before_the_meeting_opens(sitting, owner):
    assert "Ouvrez d’abord la séance" in refusal(sitting.decide("3.1"), Outcome.ADOPTED, owner)


def test_a_decision_without_meeting_is_not_recorded(sitting, owner):
    decision = sitting.decide("3.1")
    decision.meeting = None
    decision.save()
    assert "Rattachez" in refusal(decision, Outcome.ADOPTED, owner)


def test_an_amendment_needs_words_that_differ(sitting, owner):
    decision = sitting.decide("3.1", wording="Valider le scénario 1.")
    sitting.open()
    assert "libellé adopté" in refusal(decision, Outcome.AMENDED, owner)
    assert "celui qui était soumis" in refusal(
        decision, Outcome.AMENDED, owner, amended_wording="Valider  le scénario 1."
    )
    kept = record(decision, Outcome.AMENDED, owner, amended_wording="Valider le scénario 1, avec un bilan.")
    assert kept.final_wording == "Valider le scénario 1, avec un bilan."
    assert kept.wording == "Valider le scénario 1."


def test_a_postponed_decision_keeps_when_it_comes_back_and_taking_it_back_forgets_it(sitting, owner):
    decision = sitting.decide("3.1")
    sitting.open()
    kept = record(decision, Outcome.POSTPONED, owner, postponed_to=PartialDate.parse("février 2026"))
    assert str(kept.postponed_to) == "février 2026"
    kept = record(decision, Outcome.PROPOSED, owner)
    assert (kept.postponed_to, kept.decided_on) == (None, None)


@pytest.mark.parametrize(
    ("votes", "outcome", "words"),
    [
        (Votes(3, 1, 0), Outcome.ADOPTED, "4 voix comptées pour 3 sièges votants"),
        (Votes(1, 2, 0), Outcome.ADOPTED, "plus de voix contre"),
        (Votes(2, 1, 0), Outcome.REJECTED, "plus de voix pour"),
        (Votes(1, 0, 0), Outcome.PROPOSED, "Choisissez"),
    ],
)
def test_votes_that_do_not_add_up_are_refused_in_words(sitting, owner, votes, outcome, words):
    decision = sitting.decide("3.1")
    sitting.open()
    assert words in refusal(decision, outcome, owner, votes=votes)
    assert decision.outcome == Outcome.PROPOSED


def test_only_the_seats_represented_may_vote(sitting, owner):
    decision = sitting.decide("3.1")
    meeting = sitting.open()
    assert voting_seats(meeting) == 3
    seats = list(meeting.attendances.all())
    record_attendance(
        meeting,
        {seats[0].pk: Presence.PRESENT, seats[1].pk: Presence.EXCUSED, seats[2].pk: Presence.PRESENT},
        actor=owner,
        added="AMO",
    )
    assert voting_seats(meeting) == 2, "a guest added has no vote"
    assert "3 voix comptées pour 2 sièges" in refusal(decision, Outcome.ADOPTED, owner, votes=Votes(3, 0, 0))


class TestConditions:
    @pytest.fixture
    def four(self, sitting):
        """Two choices, and a fallback put for want of both."""
        first, second, fallback = (sitting.decide(number) for number in ("3.1", "3.2", "3.3"))
        fallback.needs_refused.set([first, second])
        sitting.open()
        return first, second, fallback

    def test_a_fallback_waits_until_the_others_were_put(self, four, owner):
        assert "prononcez-vous d’abord" in refusal(four[2], Outcome.ADOPTED, owner)

    def test_a_fallback_is_refused_once_one_of_the_others_is_taken_and_its_sentence_names_it(self, four, owner):
        first, second, fallback = four
        record(first, Outcome.ADOPTED, owner)
        record(second, Outcome.REJECTED, owner)
        words = refusal(fallback, Outcome.ADOPTED, owner)
        assert "la décision 3.1 (Décision 3.1)" in words
        assert "3.2" not in words

    def test_a_fallback_passes_when_the_others_fail(self, four, owner):
        first, second, fallback = four
        record(first, Outcome.REJECTED, owner)
        record(second, Outcome.POSTPONED, owner)
        assert record(fallback, Outcome.ADOPTED, owner).outcome == Outcome.ADOPTED

    def test_one_of_the_others_cannot_pass_after_the_fallback_did(self, four, owner):
        first, second, fallback = four
        record(first, Outcome.REJECTED, owner)
        record(second, Outcome.REJECTED, owner)
        record(fallback, Outcome.ADOPTED, owner)
        assert "3.3" in refusal(first, Outcome.ADOPTED, owner)

    def test_a_fallback_loses_its_object_but_nobody_writes_it_in_its_place(self, four, owner):
        first, _second, fallback = four
        record(first, Outcome.ADOPTED, owner)
        fallback.refresh_from_db()
        assert fallback.outcome == Outcome.PROPOSED
        assert is_moot(fallback)
        assert record(fallback, Outcome.MOOT, owner).outcome == Outcome.MOOT

    def test_a_decision_that_supposes_another_waits_for_it_and_then_holds_it(self, sitting, owner):
        base, above = sitting.decide("3.1"), sitting.decide("3.2")
        above.needs_taken.set([base])
        sitting.open()
        assert "suppose l’adoption de la décision 3.1" in refusal(above, Outcome.ADOPTED, owner)
        record(base, Outcome.ADOPTED, owner)
        record(above, Outcome.ADOPTED, owner)
        assert "La décision 3.2" in refusal(base, Outcome.REJECTED, owner)


def test_a_stranger_records_nothing(sitting, stranger):
    decision = sitting.decide("3.1")
    sitting.open()
    with pytest.raises(PermissionDenied):
        record(decision, Outcome.ADOPTED, stranger)
    with pytest.raises(PermissionDenied):
        take_notes(sitting.meeting, "Rien", {}, actor=stranger)


def test_notes_stay_under_their_point_and_leave_a_line(sitting, owner):
    meeting = sitting.open()
    item = meeting.agenda.create(order=1, title="Parc")
    take_notes(meeting, "Échanges.", {item.pk: "Inventaire à finir."}, actor=owner)
    item.refresh_from_db()
    meeting.refresh_from_db()
    assert (item.minutes, meeting.notes) == ("Inventaire à finir.", "Échanges.")
    assert Entry.objects.get(verb="releve").details["points"][0] == "Parc"
