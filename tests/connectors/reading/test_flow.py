"""A document goes all the way: read, arbitrated, applied at once or not at all; read again, it changes nothing."""

import pytest
from django.core.exceptions import PermissionDenied

from gouvernail.action_plan.models import Action
from gouvernail.connectors import applying as import_applying
from gouvernail.connectors import comparing, deciding
from gouvernail.connectors.enums import RunState
from gouvernail.connectors.models import ColumnMemory, ImportRun, ReceivedFile
from gouvernail.connectors.reading import applying, keeping, receiving
from gouvernail.connectors.reading.enums import ReadingState
from gouvernail.connectors.reading.models import DocumentReading
from gouvernail.connectors.spreadsheets import UnreadableFile
from gouvernail.journal.models import Entry
from gouvernail.organisations.actors import actor_of
from gouvernail.organisations.enums import Role
from gouvernail.projects.models import Milestone, Project
from gouvernail.registers.operations import RefusedError
from tests.connectors.reading.making import CALENDAR, CONTACT, MAKERS, text
from tests.objects import DAY
from tests.worlds import person

PLAN_TEXT = """Plan d’action
N° Action Statut Remarques
1 Recenser les équipements du siège En cours
2 Revoir les droits des comptes À planifier
"""


def receive(world, owner, data, name="plan.txt"):
    return receiving.receive(world.commune, owner, name, data)


def runs(reading):
    return {run.kind: run for run in applying.runs_of(reading)}


@pytest.mark.parametrize("name", MAKERS)
def test_a_plan_of_actions_is_proposed_from_every_format(world, owner, name):
    reading = receive(world, owner, MAKERS[name](), name)
    run = runs(reading)["action"]
    assert run.state == RunState.READY
    rows = {row.values["title"]: row for row in run.rows.all() if "title" in row.values}
    assert rows["Recenser les équipements"].outcome == "nouvelle"
    assert rows["Recenser les équipements"].values["status"] == "en_cours"
    assert rows["Revoir les mots de passe"].outcome == "douteuse"
    assert rows["Rédiger la charte"].notes[0]["code"] == "R-DATE-PLACEHOLDER"
    assert not Action.objects.exists()


def test_what_is_written_tells_the_page_and_the_text_it_comes_from(world, owner):
    reading = receive(world, owner, MAKERS["plan.pdf"](), "plan.pdf")
    assert applying.apply(reading, owner) == 1
    action = Action.objects.get()
    assert (action.source, action.source_place) == ("plan.pdf", "page 1, tableau 1, ligne 2")
    assert action.raw["Statut"] == "En cours"
    assert action.raw["Texte du document"] == "1 Recenser les équipements En cours Référent numérique 30/06/2026"


def test_a_doubt_answered_makes_the_line_ready(world, owner):
    reading = receive(world, owner, MAKERS["plan.docx"](), "plan.docx")
    run = runs(reading)["action"]
    row = run.rows.get(values__title="Revoir les mots de passe")
    (note,) = [one for one in row.notes if one["code"] == "R-FFFD"]
    deciding.decide(run, owner, {row.pk: {note["key"]: "accept"}}, {}, None)
    assert applying.apply(reading, owner) == 2
    assert Action.objects.get(title="Revoir les mots de passe").status == "a_valider"


def test_a_breach_of_the_order_of_a_purchase_is_told_with_its_step(world, owner):
    reading = receive(world, owner, text(CALENDAR), "calendrier.txt")
    row = runs(reading)["milestone"].rows.get(title__startswith="Notification")
    assert row.outcome == "douteuse"
    (note,) = [one for one in row.notes if one["code"] == "R-STANDSTILL"]
    assert "3 jours" in note["sentence"]
    assert [code for code, _label in note["options"]] == ["keep"]


def test_steps_are_written_under_the_project_that_bears_the_title_of_the_calendar(world, owner):
    reading = receive(world, owner, text(CALENDAR), "calendrier.txt")
    run = runs(reading)["milestone"]
    run.refresh_from_db()
    assert {one["name"] for one in run.creations.values()} == {"Marché de téléphonie"}
    deciding.decide(run, owner, {}, {}, set(run.creations))
    answers = {
        row.pk: {note["key"]: "keep" for note in row.notes if note["kind"] == "doubt" and note["options"]}
        for row in run.rows.all()
    }
    deciding.decide(run, owner, answers, {}, None)
    applying.apply(reading, owner)
    assert Project.objects.get().title == "Marché de téléphonie"
    dates = dict(Milestone.objects.values_list("title", "starts"))
    assert str(dates["Publication de la consultation"]) == "12 janvier 2026"
    assert Milestone.objects.get(title__startswith="Notification").written_start == "12/03/2026"


def test_applied_twice_it_changes_nothing(world, owner):
    reading = receive(world, owner, text(PLAN_TEXT))
    assert applying.apply(reading, owner) == 2
    assert reading.state == ReadingState.APPLIED
    entries = Entry.objects.count()
    assert applying.apply(reading, owner) == 0
    assert (Action.objects.count(), Entry.objects.count()) == (2, entries)


def test_read_again_the_same_document_finds_all_unchanged(world, owner):
    applying.apply(receive(world, owner, text(PLAN_TEXT)), owner)
    again = receive(world, owner, text(PLAN_TEXT))
    assert runs(again)["action"].counts == {"inchangee": 2}
    with pytest.raises(RefusedError, match="rien à écrire"):
        applying.apply(again, owner)


def test_a_hand_s_correction_is_not_overwritten(world, owner):
    applying.apply(receive(world, owner, text(PLAN_TEXT)), owner)
    action = Action.objects.get(number=1)
    action.status, action.corrected_fields = "termine", ["status"]
    action.save()
    again = receive(world, owner, text(PLAN_TEXT))
    assert runs(again)["action"].rows.get(object_id=action.pk).outcome == "conflit"


def test_a_failure_between_two_parts_writes_neither(world, owner, monkeypatch):
    reading = receive(world, owner, text(CALENDAR, "", PLAN_TEXT))
    milestones = runs(reading)["milestone"]
    deciding.decide(milestones, owner, {}, {}, set(milestones.creations))
    real, calls = import_applying.apply, []

    def fails_on_the_second(run, actor):
        calls.append(run.kind)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(run, actor)

    monkeypatch.setattr(applying.applying, "apply", fails_on_the_second)
    with pytest.raises(KeyboardInterrupt):
        applying.apply(reading, owner)
    assert calls == ["milestone", "action"]
    assert not Milestone.objects.exists()
    assert not Project.objects.exists()
    assert not Action.objects.exists()
    assert set(ImportRun.objects.values_list("state", flat=True)) == {RunState.READY}


def test_a_failure_as_it_is_received_keeps_nothing(world, owner, monkeypatch):
    def fails(kept, reading):
        raise KeyboardInterrupt

    monkeypatch.setattr(keeping, "_keep_faults", fails)
    with pytest.raises(KeyboardInterrupt):
        receive(world, owner, text(PLAN_TEXT))
    assert not DocumentReading.objects.exists()
    assert not ImportRun.objects.exists()


def test_stopped_before_the_comparison_it_can_be_taken_up_again(world, owner, monkeypatch):
    def dies(*args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(keeping.staging, "work", dies)
        with pytest.raises(KeyboardInterrupt):
            receive(world, owner, text(PLAN_TEXT))
    run = ImportRun.objects.get()
    assert run.state == RunState.READING
    comparing.compare(run, owner)
    assert run.counts == {"nouvelle": 2}


def test_an_unreadable_document_keeps_nothing(world, owner):
    with pytest.raises(UnreadableFile):
        receive(world, owner, b"%PDF-1.4 rien", "faux.pdf")
    assert not DocumentReading.objects.exists()


def test_the_document_is_not_kept_and_nothing_personal_either(world, owner):
    reading = receive(world, owner, text("Plan de la ville", CONTACT, PLAN_TEXT))
    kept = str([*DocumentReading.objects.values(), *reading.faults.values(), *ImportRun.objects.values()])
    kept += str([bytes(one.content) for one in ReceivedFile.objects.all()])
    assert "DURANTEL" not in kept
    assert "00 12 34" not in kept
    assert reading.masked == {"name": 1, "phone": 1}
    assert reading.faults.filter(code="R-PII").exists()


def test_the_columns_of_a_document_are_not_remembered_for_spreadsheets(world, owner):
    receive(world, owner, text(PLAN_TEXT))
    assert not ColumnMemory.objects.exists()


def test_answers_to_the_faults_are_kept_and_told_in_the_journal(world, owner):
    reading = receive(world, owner, text("Réunion le XX mars 2026", PLAN_TEXT))
    fault = reading.faults.get(code="R-DATE-PLACEHOLDER")
    assert applying.answer(reading, owner, {fault.pk: "ecarte"}) == 1
    assert applying.answer(reading, owner, {fault.pk: "ecarte"}) == 0
    assert applying.answer(reading, owner, {fault.pk: "nimporte"}) == 0
    fault.refresh_from_db()
    assert fault.answer == "ecarte"
    assert Entry.objects.filter(kind="document", object_id=str(reading.pk)).count() == 1


def test_a_document_dropped_leaves_its_faults_and_nothing_else(world, owner):
    reading = receive(world, owner, text("Réunion le XX mars 2026", PLAN_TEXT))
    applying.cancel(reading, owner)
    reading.refresh_from_db()
    assert reading.state == ReadingState.CANCELLED
    assert reading.faults.exists()
    assert not ReceivedFile.objects.exists()
    with pytest.raises(RefusedError):
        applying.apply(reading, owner)


@pytest.mark.parametrize("role", [Role.DIRECTION, Role.ELECTED, Role.AUDITOR, Role.PROVIDER, Role.AGENT])
def test_who_may_not_import_may_not_read_a_document(world, role):
    actor = actor_of(person(f"{role}@agglo.example", role, world.commune), DAY)
    with pytest.raises(PermissionDenied):
        receive(world, actor, text(PLAN_TEXT))
    assert not DocumentReading.objects.exists()


def test_a_document_without_proposals_gives_its_faults_all_the_same(world, owner):
    reading = receive(world, owner, text("Réunion le XX mars 2026", "Fin"))
    assert applying.runs_of(reading) == []
    assert reading.faults.get(code="R-DATE-PLACEHOLDER").place == "ligne 1"


def test_committees_and_decisions_are_told_with_their_place(world, owner):
    reading = receive(world, owner, text("COPIL mensuel", "☐ Retenir le scénario 1"))
    assert [(one["kind"], one["text"], one["place"]) for one in reading.mentions] == [
        ("committee", "COPIL mensuel", "ligne 1"),
        ("decision", "Retenir le scénario 1", "ligne 2"),
    ]
