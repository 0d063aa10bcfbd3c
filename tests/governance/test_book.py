"""The register: numbered without gap, never rewritten; a decision is amended or repealed by another."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from gouvernail.governance import book
from gouvernail.governance.frozen import freeze_minutes, reopen_minutes
from gouvernail.governance.models import Committee, Decision, Meeting, MeetingState, Outcome, RegisterNumber
from gouvernail.governance.operations import record_decision
from gouvernail.governance.revising import amend_decision, repeal_decision
from gouvernail.registers.operations import RefusedError, delete_object
from gouvernail.registers.registry import register_of
from tests.governance.committee import TODAY


def numbers(committee, year=2026) -> list[tuple[str, str]]:
    return [(str(one.number), one.decision.number) for one in book.book_of(committee, year)]


@pytest.fixture
def closed(sitting, owner):
    """The meeting was held: four decisions, one postponed, minutes established."""
    decisions = {number: sitting.decide(number) for number in ("3.10", "3.2", "3.1", "3.3")}
    sitting.open()
    outcomes = {"3.1": Outcome.ADOPTED, "3.2": Outcome.REJECTED, "3.3": Outcome.POSTPONED, "3.10": Outcome.ADOPTED}
    for number, outcome in outcomes.items():
        record_decision(decisions[number], outcome=outcome, actor=owner, on=TODAY)
    freeze_minutes(sitting.meeting, {"schema": 1}, actor=owner)
    sitting.meeting.refresh_from_db()
    return sitting


def test_established_minutes_enter_what_was_settled_in_order_without_gap(closed):
    assert numbers(closed.committee) == [("2026-001", "3.1"), ("2026-002", "3.2"), ("2026-003", "3.10")]


def test_the_next_meeting_goes_on_and_another_committee_or_year_begins_again(closed, owner):
    later = Meeting.objects.create(
        organisation=closed.place, committee=closed.committee, number=4, held_on=closed.meeting.held_on, state="tenue"
    )
    record_decision(closed.decide("4.1", later), outcome=Outcome.ADOPTED, actor=owner, on=TODAY)
    freeze_minutes(later, {"schema": 1}, actor=owner)
    Meeting.objects.filter(pk=closed.previous.pk).update(state=MeetingState.CLOSED)
    closed.taken_before("2.1", decided_on=date(2025, 12, 16))
    assert book.enter_past_decisions(closed.committee, actor=owner) == 1
    assert book.enter_past_decisions(closed.committee, actor=owner) == 0
    assert numbers(closed.committee)[-1] == ("2026-004", "4.1")
    assert numbers(closed.committee, 2025) == [("2025-001", "2.1")]
    assert book.years_of(closed.committee) == [2026, 2025]


def test_a_number_is_never_given_twice(closed):
    other = closed.decide("3.4")
    with pytest.raises(IntegrityError), transaction.atomic():
        RegisterNumber.objects.create(committee=closed.committee, year=2026, rank=1, decision=other)


def test_reopened_minutes_keep_the_numbers_and_refuse_to_take_a_decision_back(closed, owner):
    before = numbers(closed.committee)
    reopen_minutes(closed.meeting, reason="Une faute", actor=owner)
    decision = Decision.objects.get(number="3.1")
    with pytest.raises(RefusedError, match="2026-001"):
        record_decision(decision, outcome=Outcome.PROPOSED, actor=owner, on=TODAY)
    record_decision(decision, outcome=Outcome.REJECTED, actor=owner, on=TODAY)
    closed.meeting.refresh_from_db()
    freeze_minutes(closed.meeting, {"schema": 1}, actor=owner)
    assert numbers(closed.committee) == before


def test_a_numbered_decision_is_not_deleted(closed, owner):
    with pytest.raises(RefusedError, match="Suppression impossible"):
        delete_object(register_of("decision"), Decision.objects.get(number="3.1"), actor=owner)


@pytest.mark.parametrize("field", ["owner_role", "due", "wording", "title"])
def test_the_form_rewrites_nothing_once_the_minutes_are_established(closed, client, world, field):
    decision = Decision.objects.get(number="3.1")
    given = {"organisation": closed.place.pk, "meeting": closed.meeting.pk, "number": "3.1", "title": decision.title}
    given |= {"wording": decision.wording, field: "T4 2026" if field == "due" else "Autre chose"}
    client.force_login(world.owner)
    answer = client.post(f"/c/agglo/decisions/{decision.pk}/modifier/", given)
    assert answer.status_code == 422
    assert "ne se réécrivent pas" in answer.content.decode()
    decision.refresh_from_db()
    assert (decision.owner_role, decision.due, decision.wording) == ("", None, "Le comité valide 3.1.")


def next_meeting(closed) -> Meeting:
    return Meeting.objects.create(
        organisation=closed.place, committee=closed.committee, number=4, held_on=closed.meeting.held_on
    )


def test_an_amendment_is_another_decision_that_points_back(closed, owner):
    decision, meeting = Decision.objects.get(number="3.1"), next_meeting(closed)
    fresh = amend_decision(
        decision, wording="Le comité valide 3.1 bis.", reason="Coût revu", actor=owner, meeting=meeting
    )
    assert (fresh.number, fresh.amends, fresh.outcome) == ("4.1", decision, Outcome.PROPOSED)
    assert meeting.agenda.get().object_id == fresh.pk
    assert book.force_in_words(decision) == "", "nothing changes before the committee says so"
    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.HELD)
    record_decision(fresh, outcome=Outcome.ADOPTED, actor=owner, on=TODAY)
    decision = Decision.objects.get(pk=decision.pk)
    assert book.force_in_words(decision) == "Modifiée par la décision 4.1"
    assert decision.wording == "Le comité valide 3.1."


def test_a_repealed_decision_no_longer_holds_and_is_repealed_once(closed, owner):
    decision, meeting = Decision.objects.get(number="3.1"), next_meeting(closed)
    fresh = repeal_decision(decision, reason="Devenue inutile", actor=owner, meeting=meeting)
    assert "« Le comité valide 3.1. », est abrogée" in fresh.wording
    with pytest.raises(RefusedError, match="attend déjà"):
        repeal_decision(decision, reason="Encore", actor=owner, meeting=meeting)
    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.HELD)
    record_decision(fresh, outcome=Outcome.ADOPTED, actor=owner, on=TODAY)
    assert book.is_repealed(Decision.objects.get(pk=decision.pk))
    with pytest.raises(RefusedError, match="déjà abrogée"):
        amend_decision(decision, wording="Autre", reason="x", actor=owner, meeting=next_meeting_after(closed))


def next_meeting_after(closed) -> Meeting:
    return Meeting.objects.create(
        organisation=closed.place, committee=closed.committee, number=5, held_on=closed.meeting.held_on
    )


@pytest.mark.parametrize(
    ("number", "wording", "reason", "sentence"),
    [
        ("3.1", "Le comité   valide 3.1.", "x", "est celui qui est en vigueur"),
        ("3.1", " ", "x", "Écrivez le nouveau libellé"),
        ("3.1", "Autre", "  ", "Écrivez pourquoi"),
        ("3.2", "Autre", "x", "Seule une décision adoptée"),
    ],
)
def test_a_revision_that_makes_no_sense_is_refused(closed, owner, number, wording, reason, sentence):
    decision = Decision.objects.get(number=number)
    with pytest.raises(RefusedError, match=sentence):
        amend_decision(decision, wording=wording, reason=reason, actor=owner, meeting=next_meeting(closed))


def test_who_may_not_write_revises_and_numbers_nothing(closed, stranger):
    decision, meeting = Decision.objects.get(number="3.1"), next_meeting(closed)
    with pytest.raises(PermissionDenied):
        repeal_decision(decision, reason="x", actor=stranger, meeting=meeting)
    with pytest.raises(PermissionDenied):
        book.enter_past_decisions(closed.committee, actor=stranger)


def test_the_pages_of_the_register(closed, client, world):
    client.force_login(world.owner)
    page = client.get(f"/c/agglo/comites/{closed.committee.pk}/registre/").content.decode()
    assert "2026-003" in page
    for extension in ("pdf", "docx"):
        assert client.get(f"/c/agglo/comites/{closed.committee.pk}/registre-2026.{extension}").status_code == 200
    assert client.get(f"/c/agglo/comites/{closed.committee.pk}/registre-1999.pdf").status_code == 404
    decision = Decision.objects.get(number="3.1")
    answer = client.post(f"/c/agglo/decisions/{decision.pk}/abroger/", {"reason": "Inutile"}, follow=True)
    assert "à l’ordre du jour" in answer.content.decode()
    assert Decision.objects.get(repeals=decision).meeting.number == 4
    client.force_login(world.stranger)
    assert client.get(f"/c/agglo/comites/{closed.committee.pk}/registre/").status_code == 404


def test_the_demonstration_has_its_past_decisions_numbered(demo):
    from gouvernail.governance.models import RegisterNumber

    numbers = [str(one) for one in RegisterNumber.objects.filter(year=2025).order_by("rank")]
    assert numbers[:2] == ["2025-001", "2025-002"]
    assert all(book.unnumbered(one) == [] for one in Committee.objects.all())
