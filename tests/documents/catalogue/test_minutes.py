"""The minutes: what was put, what was decided, what follows."""

import io

import pytest
from docx import Document

from gouvernail.documents.catalogue.minutes.content import minutes
from gouvernail.documents.kit import from_json, report_to_docx, report_to_pdf, to_json
from gouvernail.documents.kit.story import DecisionSheet, Table
from gouvernail.governance.models import ItemKind, MeetingState, Outcome, Presence
from gouvernail.governance.operations import act_on_decision
from gouvernail.kernel.partial_dates import PartialDate


@pytest.fixture
def held(sitting, owner):
    """A meeting held: one decision adopted with its action, one amended, one postponed, one moot."""
    first = sitting.decide(
        "3.1", title="Scénario 1", wording="Valider le scénario 1.", owner_role="DGS", due=PartialDate.parse("T1 2026"),
        outcome=Outcome.ADOPTED, votes_for=2, votes_against=1, votes_abstained=0,
    )  # fmt: skip
    sitting.decide(
        "3.2", wording="Engager le scénario 4.", outcome=Outcome.AMENDED, amended_wording="Engager en juin.",
        comment="Calendrier à revoir.",
    )  # fmt: skip
    sitting.decide("3.10", outcome=Outcome.POSTPONED, postponed_to=PartialDate.parse("février 2026"))
    fallback = sitting.decide("3.3", outcome=Outcome.MOOT, condition="À défaut du scénario 1")
    fallback.needs_refused.set([first])
    meeting = sitting.open()
    for one, presence in zip(
        meeting.attendances.all(), (Presence.PRESENT, Presence.EXCUSED, Presence.PRESENT), strict=True
    ):
        one.presence = presence
        one.save()
    meeting.agenda.create(order=1, kind=ItemKind.ALERT, title="Windows 11", minutes="Achat de 14 postes demandé.")
    meeting.notes = "Le calendrier\nest demandé.\n\nLes tablettes sont commandées."
    meeting.next_on = PartialDate.parse("10/02/2026")
    meeting.save()
    act_on_decision(first, actor=owner)
    return meeting


def section(report, heading):
    return next(one for one in report.sections if one.heading == heading)


def test_the_facts_of_the_meeting(held):
    facts = dict(minutes(held).facts)
    assert facts["Date"] == "mardi 13 janvier 2026"
    assert facts["Lieu"] == "non renseigné"
    assert facts["Présents"] == "Élu référent et Référent SI"
    assert facts["Excusés"] == "DGS"
    assert "Absents" not in facts
    assert facts["Prochaine séance"] == "mardi 10 février 2026"


def test_the_essential_counts_what_was_done(held):
    assert section(minutes(held), "L’essentiel").blocks[0].lines == (
        "Le comité a adopté deux décisions, dont une après amendement, et en a ajourné une. "
        "Une décision est devenue sans objet.",
    )


def test_each_decision_with_its_exact_wording_outcome_votes_and_conditions(held):
    sheets = [one for one in section(minutes(held), "Décisions").blocks if isinstance(one, DecisionSheet)]
    assert [one.number for one in sheets] == ["3.1", "3.2", "3.3", "3.10"]
    assert (sheets[0].outcome, sheets[0].votes) == ("Adoptée", "2 pour, 1 contre, 0 abstention")
    assert (sheets[0].owner, sheets[0].due) == ("DGS", "1er trimestre 2026")
    assert (sheets[1].outcome, sheets[1].wording) == ("Amendée", "Engager le scénario 4.")
    assert sheets[1].context == (
        "Libellé adopté après amendement : « Engager en juin. »",
        "Observations : Calendrier à revoir.",
    )
    assert (sheets[2].outcome, sheets[2].condition) == ("Sans objet", "À défaut du scénario 1 (décision 3.1)")
    assert (sheets[3].outcome, sheets[3].context) == ("Ajournée", ("Reprise : février 2026",))


def test_agenda_presence_actions_and_words(held):
    report = minutes(held)
    assert section(report, "Ordre du jour et relevé").blocks[0].rows[0][-1] == "Achat de 14 postes demandé."
    assert "2 sièges votants sur 3" in section(report, "Présences").blocks[1].lines[0]
    actions, rest = section(report, "Actions nées des décisions").blocks
    assert isinstance(actions, Table)
    assert actions.rows == (("1", "Scénario 1", "DGS", "T1 2026", "3.1"),)
    assert rest.lines == ("Une décision adoptée n’a pas encore d’action.",)
    assert [one.lines for one in section(report, "Échanges").blocks] == [
        ("Le calendrier est demandé.",),
        ("Les tablettes sont commandées.",),
    ]


def test_it_is_a_draft_until_it_is_established(held):
    assert minutes(held).title == "Projet de relevé de décisions, COPIL SI n° 3"
    held.state = MeetingState.CLOSED
    assert minutes(held).title == "Relevé de décisions, COPIL SI n° 3"


def test_a_meeting_without_anything_still_has_minutes(sitting):
    report = minutes(sitting.meeting)
    assert [one.heading for one in report.sections] == ["L’essentiel", "Présences", "Décisions"]
    assert "Aucune décision n’était soumise au comité." in section(report, "Décisions").blocks[0].lines


def test_it_freezes_and_becomes_two_files(held):
    report = minutes(held)
    assert from_json(to_json(report)) == report
    assert report_to_pdf(report).startswith(b"%PDF")
    text = "\n".join(one.text for one in Document(io.BytesIO(report_to_docx(report))).paragraphs)
    assert "Projet de relevé de décisions, COPIL SI n°\u00a03" in text
