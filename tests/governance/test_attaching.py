"""Files of a point: added, read, taken away while preparing; kept in the backup; back with the point put off."""

import io

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gouvernail.cli.archives.portable import dump, load
from gouvernail.governance.agenda import prepare_next_meeting
from gouvernail.governance.attaching import attach_to, take_away
from gouvernail.governance.models import AgendaItem, ItemPaper, Meeting, MeetingState
from gouvernail.governance.noting import send_on
from gouvernail.journal.models import Entry
from gouvernail.registers.operations import RefusedError
from tests.governance.committee import TODAY


@pytest.fixture
def item(sitting):
    return AgendaItem.objects.create(meeting=sitting.meeting, title="Offre réseau", order=1)


def upload(name="offre.pdf", content=b"%PDF-1.7 offre"):
    return SimpleUploadedFile(name, content)


def test_a_file_is_attached_by_the_page_and_told_in_the_journal(world, sitting, item):
    client = Client()
    client.force_login(world.owner)
    page = f"/c/{sitting.place.slug}/seances/{sitting.meeting.pk}/preparer/point/{item.pk}/pieces/"
    assert client.post(page, {"file": upload()}).status_code == 302
    paper = ItemPaper.objects.get()
    assert client.get(f"{page}{paper.pk}/").content == b"%PDF-1.7 offre"
    assert Entry.objects.get(verb="joindre").details["empreinte"] == paper.digest
    assert "offre.pdf" in client.get(f"/c/{sitting.place.slug}/seances/{sitting.meeting.pk}/").content.decode()
    assert client.post(page, {"file": upload("x.exe", b"MZ")}).status_code == 422
    client.post(f"{page}{paper.pk}/retirer/")
    assert not ItemPaper.objects.exists()


def test_what_was_shown_stays_and_what_is_closed_is_closed(sitting, item, owner, stranger):
    paper = attach_to(item, upload(), actor=owner)
    with pytest.raises(PermissionDenied):
        attach_to(item, upload(), actor=stranger)
    Meeting.objects.update(state=MeetingState.SHOWN)
    with pytest.raises(RefusedError, match="ne se retire plus"):
        take_away(paper, actor=owner)
    attach_to(item, upload("note.txt", b"tard"), actor=owner)
    Meeting.objects.update(state=MeetingState.CLOSED)
    with pytest.raises(RefusedError, match="ne changent plus"):
        attach_to(item, upload(), actor=owner)


def test_ten_files_are_enough(item, owner):
    for rank in range(10):
        attach_to(item, upload(f"n{rank}.txt", b"x"), actor=owner)
    with pytest.raises(ValidationError, match="Dix fichiers"):
        attach_to(item, upload(), actor=owner)


def test_a_point_put_off_comes_back_with_its_files(sitting, item, owner):
    attach_to(item, upload(), actor=owner)
    sitting.open()
    send_on(item, "prochaine", actor=owner)
    following = prepare_next_meeting(sitting.committee, actor=owner, on=TODAY)
    again = following.agenda.get(resumes=item)
    assert [bytes(one.content) for one in again.papers.all()] == [b"%PDF-1.7 offre"]
    assert item.papers.count() == 1
    send_on(item, "", actor=owner)
    assert not following.agenda.filter(title="Offre réseau").exists(), "a sending taken back goes nowhere"


@pytest.mark.django_db(transaction=True)
def test_a_backup_brings_the_files_back(item, owner):
    attach_to(item, upload(), actor=owner)
    kept = io.StringIO()
    dump(kept)
    ItemPaper.objects.all().delete()
    kept.seek(0)
    load(kept)
    paper = ItemPaper.objects.get()
    assert bytes(paper.content) == b"%PDF-1.7 offre"
