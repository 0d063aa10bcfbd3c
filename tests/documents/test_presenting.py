"""The deck shown in the meeting from the page itself."""

import pytest

from gouvernail.documents.freezing import freeze_meeting
from gouvernail.documents.production import story
from gouvernail.governance.models import FrozenDocument
from gouvernail.organisations.enums import Role
from tests.governance.committee import TODAY
from tests.worlds import person

PRESENT = "/c/agglo/seances/{pk}/presenter/"


@pytest.fixture
def shown(sitting, owner):
    """A meeting whose deck is frozen."""
    sitting.decide("3.1")
    freeze_meeting(sitting.meeting, actor=owner, on=TODAY)
    return sitting


def page_of(client, sitting):
    return client.get(PRESENT.format(pk=sitting.meeting.pk))


def test_every_slide_is_there_without_scripts_and_says_what_was_frozen(shown, client, world):
    client.force_login(world.owner)
    text = page_of(client, shown).content.decode()
    slides = story(shown.meeting, "deck").slides
    assert text.count('id="diapo-') == len(slides)
    shown.meeting.decisions.update(title="Autre chose")
    assert page_of(client, shown).content.decode().count("Autre chose") == 0


def test_a_slide_leads_to_its_indicators_for_those_who_may_see_them(shown, client, world):
    frozen = FrozenDocument.objects.get()
    assert all("codes" in slide for slide in frozen.story["story"]["slides"])
    client.force_login(person("elu@agglo.example", Role.ELECTED, shown.place))
    answer = page_of(client, shown)
    assert answer.status_code == 200
    assert "/tenir/" not in answer.content.decode(), "an elected person does not record decisions"


def test_a_deck_frozen_before_slides_named_their_indicators_is_still_shown(shown, client, world):
    from gouvernail.governance.frozen import fingerprint

    frozen = FrozenDocument.objects.get()
    for slide in frozen.story["story"]["slides"]:
        slide.pop("codes")
    frozen.digest = fingerprint(frozen.story)
    frozen.save()
    client.force_login(world.owner)
    assert page_of(client, shown).status_code == 200


def test_an_altered_deck_and_a_stranger_are_refused(shown, client, world):
    FrozenDocument.objects.update(digest="0" * 64)
    client.force_login(world.owner)
    assert page_of(client, shown).status_code == 409
    client.force_login(world.stranger)
    assert page_of(client, shown).status_code == 404
