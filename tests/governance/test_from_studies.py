"""From a study to the committee, and back: the scenario chosen becomes a decision tied to the study."""

import pytest
from django.test import Client

from gouvernail.governance.from_studies import studies_to_decide
from gouvernail.governance.frozen import freeze_deck, freeze_minutes, reopen_minutes, unfreeze_deck
from gouvernail.governance.models import Decision, Meeting
from gouvernail.journal.models import Entry
from gouvernail.organisations.enums import Role
from gouvernail.registers.models import Link
from gouvernail.studies.models import Study
from tests.governance.committee import make_sitting
from tests.studies.making import acting, address, make_study
from tests.worlds import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def study(world):
    study = make_study(world.agglomeration)
    Study.objects.filter(pk=study.pk).update(state="presentee", weights_open=False)
    return study


@pytest.fixture
def owner(world):
    client = Client()
    client.force_login(world.owner)
    return client


def choose(client, study, **more):
    scenario = study.scenarios.get(name="Mutualiser")
    return client.post(address(study, "retenir/"), {"scenario": scenario.pk, "wording": "", "meeting": "", **more})


def test_a_draft_offers_no_choice(study, owner):
    Study.objects.filter(pk=study.pk).update(state="brouillon")
    assert "Retenir un scénario" not in owner.get(address(study)).content.decode()
    assert owner.get(address(study, "retenir/")).status_code == 404


def test_the_scenario_chosen_becomes_a_decision_on_the_thread(study, owner):
    assert "Retenir un scénario" in owner.get(address(study)).content.decode()
    assert choose(owner, study).status_code == 302
    decision = Decision.objects.get()
    assert decision.wording == "Valider « Mutualiser » en réponse à la question : Comment faire ?"
    assert decision.options.splitlines() == ["Ne rien faire", "Mutualiser", "Recruter"]
    link = Link.objects.get()
    assert (link.from_kind, link.from_id, link.relation) == ("study", study.pk, "concerne")
    assert (link.to_kind, link.to_id) == ("decision", decision.pk)
    study.refresh_from_db()
    assert study.chosen.name == "Mutualiser"
    assert study.title in owner.get(f"/c/agglo/decisions/{decision.pk}/").content.decode()


def test_the_study_is_decided_once_its_decision_is_taken(study, owner):
    choose(owner, study)
    assert owner.post(address(study, "decidee/")).status_code == 403
    Decision.objects.update(outcome="adoptee")
    assert "Noter que le comité a décidé" in owner.get(address(study)).content.decode()
    assert owner.post(address(study, "decidee/")).status_code == 302
    study.refresh_from_db()
    assert study.state == "decidee"


def test_an_auditor_writes_studies_but_puts_nothing_to_a_committee(world, study):
    client = Client()
    client.force_login(person("amo@agglo.example", Role.AUDITOR, world.agglomeration))
    assert "Retenir un scénario" not in client.get(address(study)).content.decode()
    assert client.get(address(study, "retenir/")).status_code in (403, 404)
    assert choose(client, study).status_code in (403, 404)
    assert Decision.objects.count() == 0


def test_a_scenario_of_another_study_is_not_chosen(world, study, owner):
    other = make_study(world.agglomeration, "Autre")
    assert choose(owner, study, scenario=other.scenarios.first().pk).status_code == 422
    assert Decision.objects.count() == 0


def test_a_study_presented_proposes_itself_to_the_agenda(world, study):
    actor = acting(world.owner)
    assert [one.object_id for one in studies_to_decide(world.agglomeration, actor)] == [study.pk]
    assert studies_to_decide(world.agglomeration, acting(world.stranger)) == []
    Study.objects.filter(pk=study.pk).update(chosen=study.scenarios.first())
    assert studies_to_decide(world.agglomeration, actor) == []


@pytest.fixture
def on_agenda(study, world, owner):
    """Give a study whose scenario is put to a meeting being prepared, with the meeting."""
    sitting = make_sitting(world.agglomeration)
    choose(owner, study, meeting=sitting.meeting.pk)
    study.refresh_from_db()
    return study, sitting.meeting


def test_what_a_study_says_is_kept_with_the_deck_that_shows_it(on_agenda, world, owner):
    study, meeting = on_agenda
    actor = acting(world.owner)
    freeze_deck(meeting, {}, actor=actor)
    study.refresh_from_db()
    assert study.state == "presentee"
    assert study.frozen["result"]["leader"] == str(study.scenarios.get(name="Mutualiser").pk)
    assert Entry.objects.get(verb="garder_etude").details["empreinte"] == study.frozen["digest"]
    page = owner.get(address(study)).content.decode()
    assert "figés le 13 janvier 2026 avec le support" in page
    owner.post(address(study, "etat/reprendre/"))
    study.refresh_from_db()
    assert study.state == "presentee"
    unfreeze_deck(meeting, reason="Une erreur.", actor=actor)
    study.refresh_from_db()
    assert study.frozen is None
    owner.post(address(study, "etat/reprendre/"))
    study.refresh_from_db()
    assert study.is_open


@pytest.mark.parametrize(("outcome", "state"), [("adoptee", "figee"), ("rejetee", "presentee")])
def test_the_study_is_frozen_with_the_minutes_once_its_decision_is_taken(on_agenda, world, outcome, state):
    study, meeting = on_agenda
    actor = acting(world.owner)
    freeze_deck(meeting, {}, actor=actor)
    study.refresh_from_db()
    kept = study.frozen
    Decision.objects.filter(meeting=meeting).update(outcome=outcome)
    Meeting.objects.filter(pk=meeting.pk).update(state="tenue")
    meeting.refresh_from_db()
    freeze_minutes(meeting, {}, actor=actor)
    study.refresh_from_db()
    assert study.state == state
    assert study.frozen == (kept if outcome == "adoptee" else None)
    verbs = list(Entry.objects.filter(kind="study", object_id=study.pk).values_list("verb", flat=True))
    assert ("decider" in verbs) == (outcome == "adoptee")


def test_a_study_that_the_committee_did_not_follow_is_taken_up_again(on_agenda, world, owner):
    study, meeting = on_agenda
    actor = acting(world.owner)
    freeze_deck(meeting, {}, actor=actor)
    Decision.objects.filter(meeting=meeting).update(outcome="rejetee")
    Meeting.objects.filter(pk=meeting.pk).update(state="tenue")
    meeting.refresh_from_db()
    freeze_minutes(meeting, {}, actor=actor)
    owner.post(address(study, "etat/reprendre/"))
    study.refresh_from_db()
    assert study.is_open
    assert study.chosen is None


@pytest.mark.parametrize(("corrected", "state"), [("adoptee", "figee"), ("rejetee", "presentee")])
def test_minutes_opened_again_let_the_study_follow_what_they_correct(on_agenda, world, corrected, state):
    study, meeting = on_agenda
    actor = acting(world.owner)
    freeze_deck(meeting, {}, actor=actor)
    Decision.objects.filter(meeting=meeting).update(outcome="adoptee")
    Meeting.objects.filter(pk=meeting.pk).update(state="tenue")
    meeting.refresh_from_db()
    freeze_minutes(meeting, {}, actor=actor)
    study.refresh_from_db()
    kept, chosen = study.frozen, study.chosen_id
    reopen_minutes(meeting, reason="Le vote était mal noté.", actor=actor)
    study.refresh_from_db()
    assert (study.state, study.frozen, study.chosen_id) == ("presentee", kept, chosen)
    Decision.objects.filter(meeting=meeting).update(outcome=corrected)
    meeting.refresh_from_db()
    freeze_minutes(meeting, {}, actor=actor)
    study.refresh_from_db()
    assert (study.state, study.frozen) == (state, kept if corrected == "adoptee" else None)


def test_a_study_without_result_does_not_hold_the_deck_back(world, owner):
    sitting = make_sitting(world.agglomeration)
    empty = Study.objects.create(organisation=world.agglomeration, title="Vide", question="?", state="presentee")
    decision = sitting.decide("3.1")
    Link.objects.create(from_kind="study", from_id=empty.pk, relation="concerne", to_kind="decision", to_id=decision.pk)
    freeze_deck(sitting.meeting, {}, actor=acting(world.owner))
    empty.refresh_from_db()
    assert empty.frozen is None
