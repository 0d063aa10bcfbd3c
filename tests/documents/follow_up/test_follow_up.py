"""The account of what was done within a year of a report."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gouvernail.action_plan.models import Action, Recommendation
from gouvernail.documents.catalogue.follow_up.content import follow_up_report
from gouvernail.documents.catalogue.follow_up.sentences import essential
from gouvernail.documents.follow_up.reading import FollowUp, origins, read_follow_up
from tests.documents.chain import tie
from tests.governance.committee import TODAY


def account(sitting, actor, day=None):
    return read_follow_up(sitting.place, actor, "CRC 2025", day)


def test_each_recommendation_finds_what_answers_it_even_two_steps_away(sitting, chain, owner):
    (answer,) = account(sitting, owner).answers
    assert (answer.actions, answer.projects, answer.decisions) == ([chain.action], [chain.project], [chain.decision])
    assert not answer.is_silent


def test_a_refusal_answers_and_silence_is_said(sitting, chain, owner):
    place = sitting.place
    Recommendation.objects.create(
        organisation=place, number="2", title="Externaliser", origin="CRC 2025", state="refusee"
    )
    Recommendation.objects.create(organisation=place, number="10", title="Chiffrer", origin="CRC 2025")
    found = account(sitting, owner)
    assert [one.recommendation.number for one in found.answers] == ["1", "2", "10"]
    assert [one.is_silent for one in found.answers] == [False, False, True]
    text = " ".join(essential(found))
    assert "Trois recommandations : une refusée avec motif et deux encore ouvertes." in text
    assert "Une recommandation reste sans suite connue." in text


def test_an_action_reached_twice_counts_once(sitting, chain, owner):
    other = Recommendation.objects.create(organisation=sitting.place, number="2", title="Autre", origin="CRC 2025")
    tie(("recommendation", other), ("action", chain.action))
    Action.objects.update(status="termine")
    found = account(sitting, owner)
    assert (len(found.actions), found.done_actions) == (1, 1)


def test_the_account_is_due_a_year_after_the_presentation(sitting, chain, owner):
    assert account(sitting, owner, date(2025, 3, 31)).deadline == date(2026, 3, 31)
    assert account(sitting, owner).deadline is None


def test_an_empty_report_says_so():
    assert list(essential(FollowUp("CRC", None, []))) == ["Aucune recommandation de ce rapport n’est enregistrée."]


def test_reports_of_a_court_come_first(sitting, chain, owner):
    Recommendation.objects.create(organisation=sitting.place, title="A", origin="Audit")
    Recommendation.objects.create(organisation=sitting.place, title="B", origin="")
    assert origins(sitting.place, owner) == [("CRC 2025", 1), ("Audit", 1)]


def test_queries_do_not_grow_with_the_report(sitting, chain, owner):
    with CaptureQueriesContext(connection) as few:
        account(sitting, owner)
    for rank in range(15):
        one = Recommendation.objects.create(organisation=sitting.place, title=f"R{rank}", origin="CRC 2025")
        tie(("recommendation", one), ("action", Action.objects.create(organisation=sitting.place, title="A")))
    with CaptureQueriesContext(connection) as many:
        account(sitting, owner)
    assert len(many) == len(few)


def test_the_document_holds_proofs_and_states(sitting, chain, owner):
    text = repr(follow_up_report(account(sitting, owner, date(2025, 3, 31)), place=sitting.place, on=TODAY))
    for words in ("PV du 3 mars", "dû le 31/03/2026", "COPIL SI n° 2", "Plan de reprise"):
        assert words in text


@pytest.mark.parametrize("extension", ["pdf", "docx"])
def test_the_page_and_its_files(client, world, chain, extension):
    client.force_login(world.owner)
    assert "Tester un retour" in client.get("/c/agglo/suites/").content.decode()
    answer = client.get(f"/c/agglo/suites/suites.{extension}", {"origine": "CRC 2025"})
    assert (answer.status_code, len(answer.content) > 5000) == (200, True)
    assert client.get("/c/agglo/suites/suites.pdf", {"origine": "Inconnu"}).status_code == 404
    assert client.get("/c/agglo/suites/", {"origine": "CRC 2025", "presente": "hier"}).status_code == 200
    client.force_login(world.stranger)
    assert client.get("/c/agglo/suites/").status_code == 404


def test_without_any_report_the_page_says_what_to_do(client, world):
    client.force_login(world.owner)
    assert "renseignez son origine" in client.get("/c/agglo/suites/").content.decode()
