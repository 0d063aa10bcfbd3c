"""Several people record the same meeting: nothing lost, nothing doubled, nothing overwritten in silence."""

import os
import signal
import sqlite3
import subprocess
import sys

import pytest
from django.core.exceptions import PermissionDenied

from gouvernail.governance.agenda import bring_back, prepare_next_meeting
from gouvernail.governance.live import version_of
from gouvernail.governance.models import AgendaItem, Committee, Decision, Meeting, Outcome
from gouvernail.governance.noting import GENERAL, digest_of, send_on, take_notes
from gouvernail.governance.operations import ConflictError, record_decision, stamp_of
from gouvernail.governance.proposals import propose
from gouvernail.journal.models import Entry
from gouvernail.registers.operations import RefusedError
from tests.governance.committee import TODAY

HOLD = "/c/agglo/seances/{pk}/tenir/"


@pytest.fixture
def open_sitting(sitting):
    """A meeting being held, with one decision and one point."""
    sitting.decision = sitting.decide("3.1")
    sitting.item = AgendaItem.objects.create(meeting=sitting.meeting, title="Météo des projets", order=1)
    sitting.open()
    return sitting


def test_the_second_to_record_otherwise_is_told_and_overwrites_nothing(open_sitting, owner):
    decision = open_sitting.decision
    seen = stamp_of(decision)
    record_decision(decision, outcome=Outcome.ADOPTED, actor=owner, on=TODAY, seen=seen)
    with pytest.raises(ConflictError, match="« Adoptée »"):
        record_decision(decision, outcome=Outcome.REJECTED, actor=owner, on=TODAY, seen=seen)
    decision.refresh_from_db()
    assert decision.outcome == Outcome.ADOPTED
    record_decision(decision, outcome=Outcome.REJECTED, actor=owner, on=TODAY, seen=stamp_of(decision))
    decision.refresh_from_db()
    assert decision.outcome == Outcome.REJECTED


def test_the_same_recording_sent_twice_is_done_once(open_sitting, owner):
    seen = stamp_of(open_sitting.decision)
    for _time in range(2):
        record_decision(open_sitting.decision, outcome=Outcome.ADOPTED, actor=owner, on=TODAY, seen=seen)
    assert Entry.objects.filter(verb="enregistrer_decision").count() == 1


def test_the_page_keeps_what_was_typed_beside_what_the_other_recorded(open_sitting, client, world, owner):
    seen = stamp_of(open_sitting.decision)
    record_decision(open_sitting.decision, outcome=Outcome.ADOPTED, actor=owner, on=TODAY)
    client.force_login(world.owner)
    pk = open_sitting.decision.pk
    address = HOLD.format(pk=open_sitting.meeting.pk) + f"decision/{pk}/"
    typed = {"outcome": "rejetee", f"d{pk}-comment": "Trop cher", f"d{pk}-seen": seen}
    answer = client.post(address, typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Quelqu’un d’autre vient d’enregistrer" in page
    assert "Trop cher" in page
    again = client.post(address, typed | {f"d{pk}-seen": stamp_of(Decision.objects.get(pk=pk))})
    assert again.status_code == 302
    assert Decision.objects.get(pk=pk).outcome == Outcome.REJECTED


def test_two_notes_on_two_points_are_both_kept(open_sitting, owner):
    other = AgendaItem.objects.create(meeting=open_sitting.meeting, title="Budget", order=2)
    seen = {open_sitting.item.pk: digest_of(""), other.pk: digest_of(""), GENERAL: digest_of("")}
    first = {open_sitting.item.pk: "Tout va bien.", other.pk: ""}
    second = {open_sitting.item.pk: "", other.pk: "À l’équilibre."}
    assert take_notes(open_sitting.meeting, "", first, actor=owner, seen=seen) == []
    assert take_notes(open_sitting.meeting, "", second, actor=owner, seen=seen) == []
    assert list(open_sitting.meeting.agenda.values_list("minutes", flat=True)) == ["Tout va bien.", "À l’équilibre."]


def test_two_notes_on_one_point_conflict_and_the_others_are_kept(open_sitting, owner):
    item = open_sitting.item
    seen = {item.pk: digest_of(""), GENERAL: digest_of("")}
    take_notes(open_sitting.meeting, "", {item.pk: "Version A"}, actor=owner, seen=seen)
    (conflict,) = take_notes(open_sitting.meeting, "Ouvert à 14 h", {item.pk: "Version B"}, actor=owner, seen=seen)
    assert (conflict.key, conflict.stored, conflict.typed) == (item.pk, "Version A", "Version B")
    item.refresh_from_db()
    open_sitting.meeting.refresh_from_db()
    assert (item.minutes, open_sitting.meeting.notes) == ("Version A", "Ouvert à 14 h")


def test_the_page_shows_both_versions_of_a_note(open_sitting, client, world, owner):
    item = open_sitting.item
    take_notes(open_sitting.meeting, "", {item.pk: "Version A"}, actor=owner)
    client.force_login(world.owner)
    address = HOLD.format(pk=open_sitting.meeting.pk) + "notes/"
    given = {f"note-{item.pk}": "Version B", f"vu-{item.pk}": digest_of(""), "notes": ""}
    answer = client.post(address, given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Version A" in page
    assert ">Version B</textarea>" in page
    assert client.post(address, given | {f"vu-{item.pk}": digest_of("Version A")}).status_code == 302
    item.refresh_from_db()
    assert item.minutes == "Version B"


def test_browsers_line_ends_are_no_change(open_sitting, owner):
    take_notes(open_sitting.meeting, "Un\nDeux", {}, actor=owner)
    take_notes(open_sitting.meeting, "Un\r\nDeux ", {}, actor=owner)
    assert Entry.objects.filter(verb="releve").count() == 1


def test_the_live_address_answers_only_when_something_changed(open_sitting, client, world, owner):
    client.force_login(world.owner)
    address = HOLD.format(pk=open_sitting.meeting.pk) + "direct/"
    version = version_of(open_sitting.meeting)
    assert client.get(address, {"version": version}).status_code == 204
    record_decision(open_sitting.decision, outcome=Outcome.ADOPTED, actor=owner, on=TODAY)
    answer = client.get(address, {"version": version})
    assert answer.status_code == 200
    assert f'data-version="{version_of(open_sitting.meeting)}"' in answer.content.decode()
    client.force_login(world.stranger)
    assert client.get(address).status_code == 404


def test_a_point_put_off_comes_back_once_with_what_it_said(open_sitting, owner):
    item = open_sitting.item
    AgendaItem.objects.filter(pk=item.pk).update(duration=15, speaker="Référent SI", expected="Arbitrer")
    send_on(item, "prochaine", actor=owner)
    following = prepare_next_meeting(open_sitting.committee, actor=owner, on=TODAY)
    again = following.agenda.get(resumes=item)
    assert again.reason == "Reporté par le COPIL SI n° 3"
    assert bring_back(following, actor=owner) == 0
    assert (again.duration, again.speaker, again.expected) == (15, "Référent SI", "Arbitrer")
    assert not [one for one in propose(following, actor=owner, today=TODAY) if one.object_kind == "agenda_item"]


def test_what_a_technical_committee_sends_up_arrives_at_the_copil(open_sitting, owner):
    cotech = Committee.objects.create(organisation=open_sitting.place, name="COTECH SI", kind="cotech")
    week = Meeting.objects.create(
        organisation=open_sitting.place, committee=cotech, number=1, held_on=open_sitting.meeting.held_on, state="tenue"
    )
    item = AgendaItem.objects.create(meeting=week, title="Pare-feu en fin de support")
    send_on(item, "remonte", actor=owner)
    coming = prepare_next_meeting(open_sitting.committee, actor=owner, on=TODAY)
    assert "Remonté par le COTECH SI n° 1" in coming.agenda.values_list("reason", flat=True)
    with pytest.raises(RefusedError, match="au-dessus"):
        send_on(open_sitting.item, "remonte", actor=owner)
    with pytest.raises(RefusedError, match="Choisissez"):
        send_on(open_sitting.item, "ailleurs", actor=owner)


def test_who_may_not_decide_writes_nothing(open_sitting, stranger):
    with pytest.raises(PermissionDenied):
        take_notes(open_sitting.meeting, "x", {}, actor=stranger)
    with pytest.raises(PermissionDenied):
        send_on(open_sitting.item, "prochaine", actor=stranger)


BEGIN = """
import os, signal, threading
import django
django.setup()
from django.core.management import call_command
from gouvernail.governance import operations
from gouvernail.governance.models import Outcome
call_command("migrate", verbosity=0)
from tests.worlds import make_world
from tests.governance.committee import TODAY, actor_for, make_sitting
world = make_world()
sitting = make_sitting(world.agglomeration)
first, second = sitting.decide("3.1"), sitting.decide("3.2")
sitting.open()
owner = actor_for(world.owner)
"""
KILLED = """
operations.record_decision(first, outcome=Outcome.ADOPTED, actor=owner, on=TODAY)
def die(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)
operations.journal = die  # the decision is written, its line is not yet, the server dies
operations.record_decision(second, outcome=Outcome.ADOPTED, actor=owner, on=TODAY)
"""


TOGETHER = """
seen, start, said = operations.stamp_of(first), threading.Barrier(2), []
def record(outcome):
    start.wait()
    try:
        operations.record_decision(first, outcome=outcome, actor=owner, on=TODAY, seen=seen)
        said.append(outcome.value)
    except operations.ConflictError:
        said.append("conflit")
    connection.close()
threads = [threading.Thread(target=record, args=(one,)) for one in (Outcome.ADOPTED, Outcome.REJECTED)]
[one.start() for one in threads]
[one.join() for one in threads]
print(*said)
"""


def in_a_process_of_its_own(script: str, folder) -> subprocess.CompletedProcess:
    """Run a script on a database file of its own, as two servers or a killed one would."""
    environment = os.environ | {
        "GOUVERNAIL_DATA": str(folder),
        "GOUVERNAIL_DATABASE": f"sqlite:///{folder / 'essai.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "gouvernail.config.test_settings",
    }
    command = [sys.executable, "-c", BEGIN + script]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def rows(folder, query: str) -> list[tuple]:
    with sqlite3.connect(folder / "essai.sqlite3") as found:
        return found.execute(query).fetchall()


RECORDED = "select count(*) from journal_entry where verb = 'enregistrer_decision'"
OUTCOMES = "select number, outcome from governance_decision"


def test_two_people_recording_at_once_leave_one_decision_and_one_line(tmp_path):
    done = in_a_process_of_its_own(TOGETHER, tmp_path)
    assert done.returncode == 0, done.stderr
    outcome = dict(rows(tmp_path, OUTCOMES))["3.1"]
    assert sorted(done.stdout.split()) == sorted([outcome, "conflit"])
    assert rows(tmp_path, RECORDED) == [(1,)]


def test_a_server_killed_in_the_middle_keeps_all_or_nothing_of_a_decision(tmp_path):
    done = in_a_process_of_its_own(KILLED, tmp_path)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert dict(rows(tmp_path, OUTCOMES)) == {"3.1": "adoptee", "3.2": "proposee"}
    assert rows(tmp_path, RECORDED) == [(1,)]
    assert rows(tmp_path, "select last_number from journal_head") == rows(
        tmp_path, "select max(number) from journal_entry"
    )
