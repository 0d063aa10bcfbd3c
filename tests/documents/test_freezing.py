"""Freezing: what was shown stays as it was shown, whatever changes afterwards."""

import io
import zipfile
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from gouvernail.documents.freezing import establish_minutes, freeze_meeting
from gouvernail.documents.house_style.operations import set_style, set_template
from gouvernail.documents.kit.style import HOUSE, Logo
from gouvernail.documents.models import FrozenLook
from gouvernail.documents.production import meeting_document, story
from gouvernail.governance.frozen import AlteredDocumentError, reopen_minutes, unfreeze_deck
from gouvernail.governance.models import Decision, FrozenDocument, Meeting, MeetingState, Outcome
from gouvernail.governance.operations import hold_meeting, record_decision
from gouvernail.journal.chain import flaws
from gouvernail.journal.models import Entry
from gouvernail.organisations.models import Organisation
from gouvernail.projects.models import Project
from gouvernail.registers.operations import RefusedError
from tests.documents.kit.templates import made
from tests.documents.kit.test_style import picture
from tests.governance.committee import TODAY, actor_for

LOGO = Logo(picture(), 120, 40, "Logo")


def parts_of(package: bytes) -> dict[str, bytes]:
    """What a PPTX holds, whatever the instant at which it was zipped."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def shown(sitting, owner):
    """A meeting whose deck is frozen, with a project in alert and a decision."""
    Project.objects.create(organisation=sitting.place, title="Windows 11", life_cycle="en_cours", health="en_alerte")
    sitting.decide("3.1")
    freeze_meeting(sitting.meeting, actor=owner, on=TODAY)
    sitting.meeting.refresh_from_db()
    return sitting


def change_everything(sitting) -> None:
    Project.objects.all().delete()
    Decision.objects.update(title="Autre", wording="Autre")
    Meeting.objects.update(subject="Autre", location="Autre")
    Organisation.objects.update(name="Autre")
    sitting.meeting.refresh_from_db()


def test_a_frozen_deck_says_what_it_said_whatever_changes(shown):
    before, file_before = story(shown.meeting, "deck"), meeting_document(shown.meeting.pk, "deck", "pdf")
    change_everything(shown)
    assert story(shown.meeting, "deck") == before
    assert "Windows 11" in repr(before)
    assert len(meeting_document(shown.meeting.pk, "deck", "pdf")) == len(file_before)


def test_a_frozen_deck_wears_what_it_wore_whatever_the_style_becomes(sitting, owner):
    place = sitting.place
    set_style(place, replace(HOUSE, ink="1f2d1f", logo=LOGO), actor=owner)
    sitting.decide("3.1")
    freeze_meeting(sitting.meeting, actor=owner, on=TODAY)
    before = {one: meeting_document(sitting.meeting.pk, "deck", one) for one in ("pdf", "pptx")}
    set_style(place, replace(HOUSE, ink="3a1010"), actor=owner)
    set_template(place, "modele.pptx", made(), actor=owner)
    assert meeting_document(sitting.meeting.pk, "deck", "pdf") == before["pdf"]
    assert parts_of(meeting_document(sitting.meeting.pk, "deck", "pptx")) == parts_of(before["pptx"])
    unfreeze_deck(sitting.meeting, reason="Nouvelle charte", actor=owner)
    assert meeting_document(sitting.meeting.pk, "deck", "pdf") != before["pdf"]
    freeze_meeting(Meeting.objects.get(pk=sitting.meeting.pk), actor=owner, on=TODAY)
    assert FrozenLook.objects.count() == 1, "a look that nothing wears any more is not kept"


def test_a_look_altered_since_is_not_worn(shown):
    kept = FrozenLook.objects.get()
    kept.content["style"]["ink"] = "ff0000"
    kept.save()
    with pytest.raises(AlteredDocumentError, match="charte"):
        meeting_document(shown.meeting.pk, "deck", "pdf")


def test_a_deck_that_is_not_frozen_follows_the_situation(sitting):
    before = story(sitting.meeting, "deck")
    Project.objects.create(organisation=sitting.place, title="Neuf", life_cycle="en_cours", health="en_alerte")
    assert story(sitting.meeting, "deck") != before


def test_freezing_changes_the_state_once_and_leaves_a_line(shown, owner):
    assert shown.meeting.state == MeetingState.SHOWN
    frozen = FrozenDocument.objects.get()
    line = Entry.objects.get(verb="figer")
    assert (line.object_id, line.details) == (str(shown.meeting.pk), {"empreinte": frozen.digest})
    with pytest.raises(RefusedError, match="déjà figé"):
        freeze_meeting(shown.meeting, actor=owner, on=TODAY)


@pytest.mark.parametrize("name", ["deck"])
def test_a_frozen_row_changed_by_hand_is_seen_and_not_shown(shown, name):
    frozen = FrozenDocument.objects.get()
    frozen.story["story"]["slides"][1]["title"] = "Tout va bien"
    frozen.save()
    with pytest.raises(AlteredDocumentError, match="empreinte"):
        story(shown.meeting, name)
    with pytest.raises(AlteredDocumentError):
        meeting_document(shown.meeting.pk, name, "pptx")


def test_unfreezing_is_deliberate_told_and_only_before_the_meeting(shown, owner):
    with pytest.raises(RefusedError, match="pourquoi"):
        unfreeze_deck(shown.meeting, reason="  ", actor=owner)
    digest = FrozenDocument.objects.get().digest
    unfreeze_deck(shown.meeting, reason="Un chiffre à corriger", actor=owner)
    assert not FrozenDocument.objects.exists()
    assert Entry.objects.get(verb="defiger").details == {"motif": "Un chiffre à corriger", "empreinte": digest}
    shown.meeting.refresh_from_db()
    assert shown.meeting.state == MeetingState.PREPARED
    freeze_meeting(shown.meeting, actor=owner, on=TODAY)
    hold_meeting(shown.meeting, actor=owner, on=TODAY)
    with pytest.raises(RefusedError, match="avant la tenue"):
        unfreeze_deck(shown.meeting, reason="Trop tard", actor=owner)


def test_a_meeting_opens_only_on_a_frozen_deck(sitting, owner):
    with pytest.raises(RefusedError, match="Figez d’abord"):
        hold_meeting(sitting.meeting, actor=owner, on=TODAY)


def test_established_minutes_stay_and_close_the_meeting(shown, owner):
    with pytest.raises(RefusedError, match="une fois la séance tenue"):
        establish_minutes(shown.meeting, actor=owner)
    hold_meeting(shown.meeting, actor=owner, on=TODAY)
    decision = Decision.objects.get()
    record_decision(decision, outcome=Outcome.ADOPTED, actor=owner, on=TODAY)
    establish_minutes(shown.meeting, actor=owner)
    shown.meeting.refresh_from_db()
    before = story(shown.meeting, "minutes")
    assert before.title.startswith("Relevé de décisions")
    with pytest.raises(RefusedError, match="est établi"):
        record_decision(decision, outcome=Outcome.REJECTED, actor=owner, on=TODAY)
    change_everything(shown)
    assert story(shown.meeting, "minutes") == before
    reopen_minutes(shown.meeting, reason="Une faute", actor=owner)
    assert story(shown.meeting, "minutes") != before
    assert [one.verb for one in Entry.objects.order_by("number")] == [
        "figer",
        "tenir",
        "enregistrer_decision",
        "clore",
        "rouvrir",
    ]
    assert list(flaws()) == []


def test_who_may_not_decide_freezes_nothing(sitting, world):
    for user in (world.stranger, world.neighbour):
        with pytest.raises(PermissionDenied):
            freeze_meeting(sitting.meeting, actor=actor_for(user), on=TODAY)
    assert not FrozenDocument.objects.exists()


def test_a_document_that_does_not_exist_is_refused(sitting):
    with pytest.raises(ValueError, match="n’existe pas"):
        meeting_document(sitting.meeting.pk, "minutes", "pptx")
    with pytest.raises(Meeting.DoesNotExist):
        meeting_document(999_999, "deck", "pptx")
