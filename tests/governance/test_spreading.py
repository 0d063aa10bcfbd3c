"""Established minutes go to those who sit, each as their seat may read."""

import pytest
from django.core import mail
from django.test import Client

from gouvernail.documents.freezing import establish_minutes, freeze_meeting
from gouvernail.governance.models import Circle, Meeting, Seat
from gouvernail.governance.spreading import spread_minutes
from gouvernail.journal.models import Entry
from gouvernail.registers.operations import RefusedError
from tests.governance.committee import TODAY


def file_for(circle):
    return (f"releve{circle}.pdf", b"%PDF", "application/pdf")


@pytest.fixture
def established(sitting, owner):
    sitting.decide("3.1", circle=Circle.INNER)
    freeze_meeting(sitting.meeting, actor=owner, on=TODAY)
    sitting.open()
    establish_minutes(sitting.meeting, actor=owner)
    sitting.meeting.refresh_from_db()
    Seat.objects.filter(function="DGS").update(mailbox="dgs@agglo.example", circle="direction")
    Seat.objects.filter(function="Élu référent").update(mailbox="elu@agglo.example", circle="elus")
    return sitting


def test_each_receives_the_minutes_that_are_theirs(established, owner, settings):
    settings.EMAIL_HOST = "smtp.agglo.example"
    established.place.is_demo, established.place.lives_on = False, None
    established.place.save()
    assert spread_minutes(established.meeting, file_for, actor=owner) == 2
    got = {one.to[0]: one.attachments[0][0] for one in mail.outbox}
    assert got == {"dgs@agglo.example": "relevedirection.pdf", "elu@agglo.example": "releveelus.pdf"}
    assert Entry.objects.get(verb="diffuser").details == {"envoyé": True, "boîtes": 2}


def test_a_demonstration_notes_it_and_writes_to_nobody(world, established):
    client = Client()
    client.force_login(world.owner)
    sheet = f"/c/{established.place.slug}/seances/{established.meeting.pk}/"
    assert "Diffuser le relevé" in client.get(sheet).content.decode()
    answer = client.post(f"{sheet}releve/diffuser/", follow=True)
    assert "noté diffusé" in answer.content.decode()
    assert mail.outbox == []
    assert Meeting.objects.get(pk=established.meeting.pk).minutes_sent_at is not None


def test_a_draft_is_not_sent_and_nobody_is_not_written_to(sitting, established, owner):
    with pytest.raises(RefusedError, match="ne se diffuse pas"):
        spread_minutes(sitting.previous, file_for, actor=owner)
    Seat.objects.update(mailbox="")
    with pytest.raises(RefusedError, match="Aucun siège"):
        spread_minutes(established.meeting, file_for, actor=owner)
