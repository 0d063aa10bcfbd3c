"""Convening by function, with the diary entry; and the approval of minutes by the next meeting."""

from datetime import date

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied

from gouvernail.governance.approving import approve_minutes, to_approve_at
from gouvernail.governance.convening import convene, convocation_of
from gouvernail.governance.frozen import reopen_minutes
from gouvernail.governance.models import AgendaItem, Meeting, MeetingState
from gouvernail.governance.timing import duration_in_words, timing_of
from gouvernail.journal.models import Entry
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.organisations.models import Organisation
from gouvernail.registers.operations import RefusedError

HOST = "gouvernail.example"
BEFORE = date(2026, 1, 5)


@pytest.fixture
def ready(sitting):
    """The next meeting has an agenda, and two functions have a mailbox."""
    sitting.committee.seats.filter(function="DGS").update(mailbox="dgs@agglo.example")
    sitting.committee.seats.filter(function="Référent SI").update(mailbox="si@agglo.example")
    AgendaItem.objects.create(meeting=sitting.meeting, title="Budget", kind="decision", duration=30, expected="Voter")
    return sitting


def as_real(sitting) -> Meeting:
    Organisation.objects.filter(pk=sitting.place.pk).update(is_demo=False)
    return Meeting.objects.get(pk=sitting.meeting.pk)


def test_it_says_the_day_the_points_and_who_cannot_be_reached(ready):
    found = convocation_of(ready.meeting, on=BEFORE, host=HOST)
    assert "mardi 13 janvier 2026" in found.subject
    assert "1. Budget (Pour décision, 30 min)" in found.text
    assert "Décision attendue : Voter" in found.text
    assert found.mailboxes == ("dgs@agglo.example", "si@agglo.example")
    assert "Élu référent" in found.unreachable
    assert "BEGIN:VEVENT" in found.calendar
    assert found.warnings == ()


def test_a_notice_that_is_over_and_an_empty_agenda_are_warned_about(ready):
    ready.committee.notice_days = 5
    ready.committee.save()
    meeting = Meeting.objects.get(pk=ready.meeting.pk)
    assert convocation_of(meeting, on=date(2026, 1, 8), host=HOST).warnings == ()
    (warning,) = convocation_of(meeting, on=date(2026, 1, 9), host=HOST).warnings
    assert "dépassé depuis le 08/01/2026" in warning
    meeting.agenda.all().delete()
    assert "L’ordre du jour est vide." in convocation_of(meeting, on=BEFORE, host=HOST).warnings


def test_one_message_a_mailbox_with_the_diary_entry_and_the_deck(ready, owner):
    meeting = as_real(ready)
    files = [("support.pdf", b"%PDF", "application/pdf")]
    convene(meeting, actor=owner, on=BEFORE, host=HOST, attachments=lambda _circle: files)
    assert [one.to for one in mail.outbox] == [["dgs@agglo.example"], ["si@agglo.example"]]
    assert [one[0] for one in mail.outbox[0].attachments] == ["seance.ics", "support.pdf"]
    meeting.refresh_from_db()
    assert meeting.convened_at is not None
    assert Entry.objects.get(verb="convoquer").details == {"envoyée": True, "boîtes": 2}


def test_a_demonstration_writes_to_nobody(ready, owner):
    convene(ready.meeting, actor=owner, on=BEFORE, host=HOST)
    assert mail.outbox == []
    assert Entry.objects.get(verb="convoquer").details["envoyée"] is False


def test_what_cannot_be_convened_is_refused(ready, owner, stranger):
    with pytest.raises(PermissionDenied):
        convene(ready.meeting, actor=stranger, on=BEFORE, host=HOST)
    Meeting.objects.filter(pk=ready.meeting.pk).update(held_on=PartialDate.parse("février 2026"))
    with pytest.raises(RefusedError, match="Fixez d’abord le jour"):
        convene(ready.meeting, actor=owner, on=BEFORE, host=HOST)
    with pytest.raises(RefusedError, match="est tenue"):
        convene(ready.previous, actor=owner, on=BEFORE, host=HOST)


def test_the_pages_show_it_give_a_draft_and_note_it(ready, client, world):
    client.force_login(world.owner)
    address = f"/c/agglo/seances/{ready.meeting.pk}/convocation"
    assert "dgs@agglo.example" in client.get(f"{address}/").content.decode()
    draft = client.get(f"{address}.eml")
    assert (draft.status_code, draft["Content-Type"]) == (200, "message/rfc822")
    assert b"X-Unsent: 1" in draft.content
    assert client.post(f"{address}/envoyer/").status_code == 302
    ready.meeting.refresh_from_db()
    assert ready.meeting.convened_at is not None
    client.force_login(world.stranger)
    assert client.get(f"{address}/").status_code == 404


def test_an_agenda_says_how_long_it_takes_and_what_nobody_timed(ready):
    ready.meeting.starts_at = "14:00"
    ready.meeting.save()
    AgendaItem.objects.create(meeting=ready.meeting, title="Météo", duration=60, order=1)
    meeting = Meeting.objects.get(pk=ready.meeting.pk)
    assert "1\u202fh\u202f30, fin à 15h30" in timing_of(meeting).text
    AgendaItem.objects.create(meeting=meeting, title="Divers", order=2)
    assert "(1 point sans durée)" in timing_of(meeting).text
    assert [duration_in_words(one) for one in (45, 60, 95)] == ["45\u202fmin", "1\u202fh", "1\u202fh\u202f35"]


def test_the_next_meeting_approves_the_minutes_once_and_they_are_not_reopened(sitting, owner, stranger):
    Meeting.objects.filter(pk=sitting.previous.pk).update(state=MeetingState.CLOSED)
    assert to_approve_at(sitting.meeting) is None, "the meeting is not held yet"
    sitting.open()
    with pytest.raises(PermissionDenied):
        approve_minutes(sitting.meeting, actor=stranger)
    assert approve_minutes(sitting.meeting, actor=owner).approved_at == sitting.meeting
    with pytest.raises(RefusedError, match="Aucun relevé"):
        approve_minutes(sitting.meeting, actor=owner)
    with pytest.raises(RefusedError, match="ne se rouvre plus"):
        reopen_minutes(sitting.previous, reason="Une faute", actor=owner)


def test_the_page_of_the_meeting_offers_the_approval(sitting, client, world):
    Meeting.objects.filter(pk=sitting.previous.pk).update(state=MeetingState.CLOSED)
    sitting.open()
    client.force_login(world.owner)
    address = f"/c/agglo/seances/{sitting.meeting.pk}/tenir/"
    assert "Approuver le relevé" in client.get(address).content.decode()
    client.post(f"{address}approuver/")
    sitting.previous.refresh_from_db()
    assert sitting.previous.approved_at == sitting.meeting
