"""The documents of a meeting on screen and as files, through the three standing people."""

import pytest
from django.test import Client

from gouvernail.documents.freezing import freeze_meeting
from gouvernail.governance.models import FrozenDocument, Meeting, MeetingState
from gouvernail.journal.models import Entry
from tests.governance.committee import TODAY

SECRET = "SECRETMARK"
READ = ("support/", "releve/", "support.pptx", "support.pdf", "releve.pdf", "releve.docx")
ACTS = ("figer/", "defiger/", "releve/etablir/", "releve/rouvrir/")


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def base(sitting, place=None) -> str:
    return f"/c/{(place or sitting.place).slug}/seances/{sitting.meeting.pk}/"


@pytest.fixture
def site(world):
    """The browser of the owner."""
    return client_of(world.owner)


def test_the_owner_reads_every_document_and_reading_writes_nothing(sitting, site):
    sitting.decide("3.1", title=SECRET)
    for page in READ:
        answer = site.get(base(sitting) + page)
        assert answer.status_code == 200, page
    assert SECRET in site.get(f"{base(sitting)}support/").content.decode()
    assert not Entry.objects.exists()
    assert not FrozenDocument.objects.exists()


@pytest.mark.parametrize("who", ["neighbour", "stranger"])
def test_nobody_else_reads_or_freezes(sitting, world, who):
    sitting.decide("3.1", title=SECRET)
    other = client_of(getattr(world, who))
    own = world.neighbour_commune if who == "neighbour" else world.stranger_agglomeration
    for place in (sitting.place, own):
        for page in READ:
            answer = other.get(base(sitting, place) + page)
            assert answer.status_code == 404, page
            assert SECRET.encode() not in answer.content
        for act in ACTS:
            assert other.post(base(sitting, place) + act, {"reason": "X"}).status_code == 404, act
    assert not FrozenDocument.objects.exists()


def test_files_have_good_names_and_types(sitting, site):
    answer = site.get(f"{base(sitting)}support.pptx")
    assert answer["Content-Disposition"] == 'attachment; filename="2026-01-13-copil-si-n-3-support.pptx"'
    assert answer["Content-Type"].endswith("presentation")
    assert answer.content.startswith(b"PK")
    answer = site.get(f"{base(sitting)}releve.docx")
    assert 'filename="2026-01-13-copil-si-n-3-releve.docx"' in answer["Content-Disposition"]
    assert site.get(f"{base(sitting)}releve.pptx").status_code == 404
    assert site.get(f"{base(sitting)}autre.pdf").status_code == 404


def test_an_elected_person_reads_the_deck_but_freezes_nothing(sitting, world):
    from gouvernail.organisations.enums import Role
    from tests.worlds import person

    elected = client_of(person("elu@agglo.example", Role.ELECTED, sitting.place))
    assert elected.get(f"{base(sitting)}support.pdf").status_code == 200
    assert elected.post(f"{base(sitting)}figer/").status_code == 403
    assert "Figer le support</button>" not in elected.get(base(sitting)).content.decode()


def test_the_path_from_the_deck_to_the_minutes(sitting, site):
    assert site.get(f"{base(sitting)}figer/").status_code == 405
    site.post(f"{base(sitting)}figer/")
    assert "Figé le" in site.get(base(sitting)).content.decode()
    assert site.post(f"{base(sitting)}defiger/", {"reason": ""}).status_code == 422
    site.post(f"{base(sitting)}defiger/", {"reason": "Un chiffre"})
    assert Meeting.objects.get(pk=sitting.meeting.pk).state == MeetingState.PREPARED
    site.post(f"{base(sitting)}figer/")
    site.post(f"{base(sitting)}tenir/ouvrir/")
    site.post(f"{base(sitting)}releve/etablir/")
    assert Meeting.objects.get(pk=sitting.meeting.pk).state == MeetingState.CLOSED
    assert site.get(f"{base(sitting)}releve/rouvrir/").status_code == 200
    site.post(f"{base(sitting)}releve/rouvrir/", {"reason": "Une faute"})
    assert Meeting.objects.get(pk=sitting.meeting.pk).state == MeetingState.HELD


def test_an_altered_document_is_said_and_not_shown(sitting, site, owner):
    sitting.decide("3.1", title=SECRET)
    freeze_meeting(sitting.meeting, actor=owner, on=TODAY)
    FrozenDocument.objects.update(digest="0" * 64)
    for page in ("support/", "support.pptx"):
        answer = site.get(base(sitting) + page)
        assert answer.status_code == 409
        assert "empreinte ne correspond plus" in answer.content.decode()
        assert SECRET not in answer.content.decode()
