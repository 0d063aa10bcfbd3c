"""Committees, meetings and decisions from files: those of the past are taken over, none is rewritten or numbered."""

from datetime import date

import pytest

from gouvernail.connectors import applying, deciding
from gouvernail.governance.book import enter_past_decisions, unnumbered
from gouvernail.governance.models import Committee, Decision, Meeting, MeetingState, RegisterNumber
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.registers.operations import RefusedError
from tests.connectors.conftest import outcomes

HEAD = ["N°", "Intitulé", "Libellé exact soumis", "Décision", "Décidée le"]
PAST = ["2019-12", "Retenir l’hébergeur", "Le comité retient l’hébergeur public.", "adoptée", "12/06/2019"]


@pytest.fixture
def committee(world):
    return Committee.objects.create(organisation=world.commune, name="COPIL numérique", kind="copil")


def refusals(run, line):
    return [note["sentence"] for note in run.rows.get(line=line).notes if note["kind"] == "refusal"]


def test_a_decision_of_the_past_keeps_its_number_and_source_and_stays_out_of_the_register(compared, owner, committee):
    applying.apply(compared("decision", [HEAD, PAST], name="releves-2019.xlsx"), owner)
    kept = Decision.objects.get()
    assert (kept.number, kept.outcome, kept.decided_on) == ("2019-12", "adoptee", date(2019, 6, 12))
    assert (kept.taken_over, kept.source) == (True, "releves-2019.xlsx")
    kept.meeting = Meeting.objects.create(
        organisation=committee.organisation, committee=committee, number=1,
        held_on=PartialDate.parse("12/06/2019"), state=MeetingState.CLOSED,
    )  # fmt: skip
    kept.save()
    assert unnumbered(committee) == []
    assert enter_past_decisions(committee, actor=owner) == 0
    assert not RegisterNumber.objects.exists()


def test_brought_again_it_is_unchanged_and_a_changed_wording_is_refused(compared, owner):
    applying.apply(compared("decision", [HEAD, PAST]), owner)
    assert outcomes(compared("decision", [HEAD, PAST])) == {2: "inchangee"}
    run = compared("decision", [HEAD, [*PAST[:2], "Le comité retient un autre hébergeur.", *PAST[3:]]])
    assert outcomes(run) == {2: "refusee"}
    assert "ne se réécrit pas" in refusals(run, 2)[0]
    with pytest.raises(RefusedError):
        applying.apply(run, owner)


def test_a_file_does_not_take_a_decision_that_waits(compared, owner, world):
    Decision.objects.create(organisation=world.commune, number="3.1", title="Lancer l’étude", wording="Lancer.")
    run = compared("decision", [HEAD, ["3.1", "Lancer l’étude", "Lancer.", "adoptée", "12/01/2026"]])
    assert "se prend en séance" in refusals(run, 2)[0]


@pytest.mark.parametrize(("column", "words"), [(0, "numéro d’origine"), (4, "« Décidée le »")])
def test_a_decision_of_the_past_needs_its_number_and_its_day(compared, column, words):
    line = [*PAST[:column], "", *PAST[column + 1 :]]
    assert words in refusals(compared("decision", [HEAD, line]), 2)[0]


def test_a_decision_not_taken_yet_comes_in_as_proposed_without_a_number(compared, owner):
    applying.apply(compared("decision", [HEAD[1:3], ["Lancer l’étude", "Le comité lance l’étude."]]), owner)
    kept = Decision.objects.get()
    assert (kept.outcome, kept.number, kept.taken_over) == ("proposee", "", False)


def test_a_meeting_of_the_past_comes_in_closed_its_committee_created_with_agreement(compared, owner, signed_in):
    head = ["Comité", "N°", "Date", "Objet"]
    run = compared("meeting", [head, ["COPIL numérique", 4, "12/06/2019", "Bilan"], ["COPIL numérique", 5, "2041", ""]])
    deciding.decide(run, owner, {}, {}, set(run.creations))
    run.refresh_from_db()
    applying.apply(run, owner)
    states = dict(Meeting.objects.values_list("number", "state"))
    assert states == {4: MeetingState.CLOSED, 5: MeetingState.PREPARED}
    past = Meeting.objects.get(number=4)
    client = signed_in()
    assert client.get(f"/c/commune/seances/{past.pk}/").status_code == 200
    assert client.get("/c/commune/comites/").status_code == 200
    held = [head, ["COPIL numérique", 4, "13/06/2019", "Bilan"]]
    assert "ne se change plus" in refusals(compared("meeting", held), 2)[0]


def test_a_decision_taken_over_is_shown_so_and_its_form_does_not_change_it(compared, owner, signed_in):
    applying.apply(compared("decision", [HEAD, PAST]), owner)
    kept, client = Decision.objects.get(), signed_in()
    assert "Reprise" in client.get(f"/c/commune/decisions/{kept.pk}/").content.decode()
    sent = {"number": "1", "title": kept.title, "wording": kept.wording, "organisation": kept.organisation_id}
    client.post(f"/c/commune/decisions/{kept.pk}/modifier/", sent)
    kept.refresh_from_db()
    assert kept.number == "2019-12"
