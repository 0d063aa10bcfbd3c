"""Actions given on the spot: from a point of the meeting being held to the action plan, to the minutes."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from gouvernail.action_plan.models import Action, ActionStatus
from gouvernail.documents.catalogue.minutes.content import minutes
from gouvernail.governance.giving import give_action
from gouvernail.governance.live import version_of
from gouvernail.governance.models import AgendaItem, Circle, GivenAction
from gouvernail.journal.models import Entry
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.organisations.enums import Role
from gouvernail.registers.models import Link
from gouvernail.registers.operations import RefusedError
from tests.governance.committee import actor_for
from tests.worlds import person

DUE = PartialDate.of_day(date(2026, 2, 27))
WANTED = {"title": "Relancer l’éditeur", "owner_role": "Référent SI", "due": DUE}
GIVE = "/c/agglo/seances/{pk}/tenir/action/"


@pytest.fixture
def point(sitting):
    """A point of a meeting being held."""
    item = AgendaItem.objects.create(meeting=sitting.meeting, title="Météo des projets", order=1)
    sitting.open()
    return AgendaItem.objects.get(pk=item.pk)


def typed(point, **values):
    given = {
        "point": point.pk,
        "title": "Relancer l’éditeur",
        "owner_role": "Référent SI",
        "due": "27/02/2026",
        **values,
    }
    return {f"action-{name}": value for name, value in given.items()}


def test_an_action_goes_to_the_plan_tied_to_its_meeting_and_its_point(point, sitting, owner):
    Action.objects.create(organisation=sitting.place, number=17, title="Autre")
    before = version_of(sitting.meeting)
    action = give_action(point, actor=owner, **WANTED)
    assert (action.number, action.status, action.owner_role) == (18, ActionStatus.TO_PLAN, "Référent SI")
    assert (action.due, action.source) == (DUE, "Point 1 « Météo des projets », COPIL SI n° 3")
    assert point.given.get().action == action
    link = Link.objects.get()
    assert (link.from_kind, link.from_id, link.to_id) == ("meeting", sitting.meeting.pk, action.pk)
    assert Entry.objects.get(verb="donner_action").details == {"action": 18, "point": 1}
    assert version_of(sitting.meeting) != before, "the others who follow see it come"


def test_sent_twice_it_is_given_once(point, owner):
    assert give_action(point, actor=owner, **WANTED) == give_action(point, actor=owner, **WANTED)
    assert (
        Action.objects.count() == GivenAction.objects.count() == Entry.objects.filter(verb="donner_action").count() == 1
    )


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": " "}, "à faire"),
        ({"owner_role": ""}, "fonction qui porte"),
        ({"owner_role": "DGS 06 12 34 56 78"}, "sans téléphone"),
        ({"due": PartialDate.of_day(date(2026, 1, 12))}, "précède la séance"),
    ],
)
def test_what_is_missing_or_wrong_is_refused_and_nothing_is_written(point, owner, wrong, sentence):
    with pytest.raises(RefusedError, match=sentence):
        give_action(point, actor=owner, **{**WANTED, **wrong})
    assert not Action.objects.exists()


def test_no_action_is_given_outside_the_meeting(sitting, owner):
    item = AgendaItem.objects.create(meeting=sitting.meeting, title="Météo", order=1)
    with pytest.raises(RefusedError, match="Ouvrez d’abord la séance"):
        give_action(item, actor=owner, **WANTED)


def test_a_stranger_gives_none(point, stranger, client, world):
    with pytest.raises(PermissionDenied):
        give_action(point, actor=stranger, **WANTED)
    client.force_login(world.stranger)
    assert client.post(GIVE.format(pk=point.meeting_id), typed(point)).status_code == 404
    client.force_login(person("elu@agglo.example", Role.ELECTED, point.meeting.organisation))
    assert client.post(GIVE.format(pk=point.meeting_id), typed(point)).status_code == 403
    assert not Action.objects.exists()


def test_the_page_gives_it_without_script_and_keeps_what_is_refused(point, client, world):
    client.force_login(world.owner)
    address = GIVE.format(pk=point.meeting_id)
    refused = client.post(address, typed(point, due="un jour"))
    assert refused.status_code == 422
    assert "Relancer l’éditeur" in refused.content.decode()
    assert not Action.objects.exists()
    answer = client.post(address, typed(point))
    assert answer["Location"].endswith("/tenir/#given")
    page = client.get(answer["Location"]).content.decode()
    assert f"/c/agglo/actions/{Action.objects.get().pk}/" in page
    assert "27 février 2026" in page


def test_a_point_of_another_meeting_is_no_choice(point, sitting, client, world):
    other = AgendaItem.objects.create(meeting=sitting.previous, title="Ailleurs", order=1)
    client.force_login(world.owner)
    assert client.post(GIVE.format(pk=point.meeting_id), typed(other)).status_code == 422
    assert not Action.objects.exists()


def test_the_minutes_say_it_to_those_who_may_read_the_point(point, sitting, owner):
    secret = AgendaItem.objects.create(
        meeting=sitting.meeting, title="Renégociation", order=2, circle=Circle.INNER, closed_because="negociation"
    )
    give_action(point, actor=owner, **WANTED)
    closed = give_action(secret, actor=owner, title="Chiffrer la sortie", owner_role="DGS", due=DUE)
    assert "Renégociation" not in closed.source, "the action plan is read by all"
    assert "Chiffrer la sortie" in repr(minutes(sitting.meeting))
    for all_read in (repr(minutes(sitting.meeting, circle=Circle.OPEN)), repr(minutes(sitting.meeting, circle="elus"))):
        assert "Relancer l’éditeur" in all_read
        assert "Chiffrer la sortie" not in all_read


def test_an_elected_person_reads_the_action_of_an_open_point(point, owner, sitting):
    give_action(point, actor=owner, **WANTED)
    elected = actor_for(person("elu@agglo.example", Role.ELECTED, sitting.place))
    from gouvernail.registers.registry import register_of

    assert register_of("action").objects(sitting.place, elected).count() == 1
