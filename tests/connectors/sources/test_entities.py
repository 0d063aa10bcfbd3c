"""One tool for several organisations: its entities, or agencies, are tied to the organisations here."""

import pytest
from django.test import Client

from gouvernail.connectors.sources import applying
from gouvernail.connectors.sources.enums import WordField
from gouvernail.connectors.sources.settling import confirm_words
from gouvernail.estate.models import Equipment
from gouvernail.registers.operations import RefusedError
from gouvernail.support.models import Request, RequestMonth
from tests.connectors.sources.conftest import machine, request_record

SCHOOL, ELSEWHERE = "Entité racine › Écoles", "Entité racine › Commune"


@pytest.fixture
def shared(world, connect, played, read):
    """A tool of the agglomeration, read once, whose kinds of requests are known."""
    made = connect(organisation=world.agglomeration, streams=["demandes", "equipements"])
    played.records = [
        request_record(1, entity_word=ELSEWHERE), request_record(2, entity_word=SCHOOL), request_record(3),
    ]  # fmt: skip
    read(made)
    made.words.filter(field=WordField.KIND).update(confirmed=True)
    return made


def say(connection, owner, word, place):
    one = connection.words.get(field=WordField.ENTITY, word=word)
    return confirm_words(connection, {one.pk: str(place.pk) if place else ""}, owner)


def where():
    return {one.reference: one.organisation for one in Request.objects.select_related("organisation")}


def test_until_somebody_says_everything_goes_to_the_place_of_the_source(shared, read, owner, world):
    applying.apply(read(shared), owner)
    assert set(where().values()) == {world.agglomeration}
    assert shared.words.filter(field=WordField.ENTITY, confirmed=False).count() == 2


def test_requests_go_where_their_entity_is_and_their_months_too(shared, read, owner, world):
    run = read(shared)
    say(shared, owner, ELSEWHERE, world.commune)
    applying.apply(run, owner)
    assert where() == {"1": world.commune, "2": world.agglomeration, "3": world.agglomeration}
    months = RequestMonth.objects.filter(organisation=world.commune)
    assert months.exists()


def test_those_already_held_follow_at_the_next_whole_reading(shared, read, owner, world):
    applying.apply(read(shared), owner)
    say(shared, owner, ELSEWHERE, world.commune)
    run = read(shared)
    assert (run.counts["modifiee"], run.counts["inchangee"]) == (1, 2)
    applying.apply(run, owner)
    assert where()["1"] == world.commune
    assert read(shared).counts == {"inchangee": 3}
    say(shared, owner, ELSEWHERE, None)
    applying.apply(read(shared), owner)
    assert where()["1"] == world.agglomeration


def test_an_entity_named_as_an_organisation_is_proposed_never_decided(shared, read, owner, world):
    played_name = f"Racine › {world.commune.name}"
    from gouvernail.connectors.sources.words import note_words, words_of

    words = words_of(shared)
    words.organisation(played_name)
    note_words(shared, words)
    one = shared.words.get(word=played_name)
    assert (one.value, one.confirmed) == (str(world.commune.pk), False)


def test_an_organisation_out_of_the_tree_is_refused(shared, owner, world):
    with pytest.raises(RefusedError):
        say(shared, owner, SCHOOL, world.stranger_agglomeration)


def test_the_page_offers_the_organisations_of_the_tree(shared, world):
    client = Client()
    client.force_login(world.owner)
    text = client.get(f"/c/agglo/sources/{shared.pk}/mots/").content.decode()
    assert SCHOOL in text
    assert world.commune.name in text
    assert f'<option value="{world.stranger_agglomeration.pk}"' not in text


def test_machines_go_where_their_entity_is(shared, played, read, owner, world):
    played.records = [machine(key="1", entity=ELSEWHERE), machine(key="2", name="PC-002", entity=SCHOOL)]
    say(shared, owner, ELSEWHERE, world.commune)
    applying.apply(read(shared, "equipements"), owner)
    assert {one.name: one.organisation for one in Equipment.objects.select_related("organisation")} == {
        "PC-001": world.commune, "PC-002": world.agglomeration,
    }  # fmt: skip
