"""A document read beside the pages: how far it is, given up, refused, taken up after its server was killed."""

import os
import signal
import sqlite3
import subprocess
import sys
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from gouvernail.connectors.models import ImportRun
from gouvernail.connectors.reading import applying, keeping, receiving, working
from gouvernail.connectors.reading.enums import ReadingState
from gouvernail.connectors.reading.models import DocumentReading, WaitingDocument
from gouvernail.organisations.models import Membership
from gouvernail.registers.operations import RefusedError
from tests.connectors.reading.making import CALENDAR, pdf_plan, text

PLAN = "1 Recenser les équipements En cours\n2 Revoir les droits des comptes À planifier\n"


@pytest.fixture
def waiting(world, owner, monkeypatch):
    """A document that was brought, and that nobody reads yet."""
    monkeypatch.setattr(working, "start", lambda reading: None)
    return receiving.bring(world.commune, owner, "SECRETMARK.txt", text(PLAN))


def left_by_a_killed_server(reading, **values):
    values = {"state": ReadingState.READING, "attempt": 1, "beat_at": timezone.now() - timedelta(minutes=2)} | values
    DocumentReading.objects.filter(pk=reading.pk).update(**values)
    reading.refresh_from_db()


def test_brought_it_waits_then_is_read_and_its_file_forgotten(waiting):
    assert (waiting.state, WaitingDocument.objects.count()) == (ReadingState.QUEUED, 1)
    working.execute(waiting.pk)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.percent, WaitingDocument.objects.count()) == (ReadingState.READY, 100, 0)
    (run,) = applying.runs_of(waiting)
    assert run.counts == {"nouvelle": 2}
    working.execute(waiting.pk)  # read once
    assert ImportRun.objects.count() == 1


def test_it_says_how_far_it_is(world, owner, monkeypatch):
    steps = []
    monkeypatch.setattr(working._Teller, "tell", lambda self, percent, step: steps.append((percent, step)))
    receiving.bring(world.commune, owner, "plan.pdf", pdf_plan())
    percents = [percent for percent, _step in steps]
    assert percents == sorted(percents)
    assert {"Page 1 sur 2", "Page 2 sur 2"} < {step for _percent, step in steps}
    assert steps[-1][1] == "Comparaison avec ce qui est enregistré"


def test_given_up_while_it_is_read_it_stops_and_keeps_nothing(waiting, owner, monkeypatch):
    told = []

    def given_up(teller, percent, step):
        told.append(step)
        if len(told) == 3:
            applying.cancel(waiting, owner)
        if not teller.mine.update(percent=percent):
            raise working.Stopped

    monkeypatch.setattr(working._Teller, "tell", given_up)
    working.execute(waiting.pk)
    waiting.refresh_from_db()
    assert (waiting.state, len(told)) == (ReadingState.CANCELLED, 3)
    assert not WaitingDocument.objects.exists()
    assert not ImportRun.objects.exists()
    assert not waiting.faults.exists()


def test_a_reading_started_again_elsewhere_does_not_keep_its_own(waiting, owner):
    left_by_a_killed_server(waiting)
    found = keeping.read(text(PLAN), "plan.txt")
    working.take_up(waiting)
    working.execute(waiting.pk)
    with pytest.raises(working.Stopped):
        keeping.keep(waiting, found, owner)  # the first attempt was only slow
    assert ImportRun.objects.count() == 1


def test_taken_up_after_it_was_kept_only_the_comparison_is_done(waiting, owner):
    left_by_a_killed_server(waiting)
    keeping.keep(waiting, keeping.read(text(PLAN), "plan.txt"), owner)
    left_by_a_killed_server(waiting)
    assert working.read_interrupted() == 1
    waiting.refresh_from_db()
    assert (waiting.state, ImportRun.objects.get().counts) == (ReadingState.READY, {"nouvelle": 2})


def test_a_document_that_stops_its_reader_is_not_read_for_ever(waiting):
    left_by_a_killed_server(waiting, attempt=working.MOST_ATTEMPTS)
    assert working.read_interrupted() == 0
    waiting.refresh_from_db()
    assert (waiting.state, WaitingDocument.objects.count()) == (ReadingState.FAILED, 0)
    assert "trois fois" in waiting.refusal


def test_a_reading_under_way_is_not_taken_up(waiting):
    left_by_a_killed_server(waiting, beat_at=timezone.now())
    with pytest.raises(RefusedError, match="en cours"):
        working.take_up(waiting)
    assert working.read_interrupted() == 0


def test_a_file_that_nobody_read_for_a_day_is_erased(waiting):
    WaitingDocument.objects.update(received_at=timezone.now() - timedelta(days=2))
    assert working.forget_waiting() == 1
    waiting.refresh_from_db()
    assert (waiting.state, WaitingDocument.objects.count()) == (ReadingState.FAILED, 0)


def test_somebody_who_lost_the_right_reads_nothing_more(waiting, world):
    Membership.objects.filter(user=world.owner).delete()
    working.execute(waiting.pk)
    waiting.refresh_from_db()
    assert "n’a plus le droit" in waiting.refusal
    assert not ImportRun.objects.exists()


def test_three_documents_at_most_wait_for_one_person(waiting, world, owner):
    for name in ("deux.txt", "trois.txt"):
        receiving.bring(world.commune, owner, name, text(PLAN))
    with pytest.raises(RefusedError, match="Trois de vos documents"):
        receiving.bring(world.commune, owner, "quatre.txt", text(PLAN))


def test_one_that_proves_unreadable_leaves_its_sentence(world, owner):
    reading = receiving.bring(world.commune, owner, "faux.pdf", b"%PDF-1.4 rien")
    reading.refresh_from_db()
    assert (reading.state, WaitingDocument.objects.count()) == (ReadingState.FAILED, 0)
    assert "abîmé ou incomplet" in reading.refusal


# -- its pages -----------------------------------------------------------------------------------------------------


def test_its_page_shows_how_far_it_is_and_lets_it_be_given_up(waiting, signed_in):
    client, path = signed_in(), f"/c/commune/documents-lus/{waiting.pk}/"
    DocumentReading.objects.update(state=ReadingState.READING, percent=40, step="Page 4 sur 10")
    page = client.get(path).content.decode()
    assert "Page 4 sur 10" in page
    assert "Annuler la lecture" in page
    part = client.get(path, headers={"HX-Request": "true", "HX-Target": "reading-progress"}).content.decode()
    assert part.startswith("<section")
    answer = client.post(f"{path}abandonner/", follow=True).content.decode()
    assert "La lecture est annulée" in answer
    done = client.get(path, headers={"HX-Request": "true", "HX-Target": "reading-progress"})
    assert done.headers["HX-Refresh"] == "true"


def test_an_interrupted_one_is_taken_up_from_its_page(waiting, signed_in, monkeypatch):
    left_by_a_killed_server(waiting)
    monkeypatch.setattr(working, "start", lambda reading: working.execute(reading.pk))
    client, path = signed_in(), f"/c/commune/documents-lus/{waiting.pk}/"
    assert "Reprendre la lecture" in client.get(path).content.decode()
    assert "Appliquer 2 propositions" in client.post(f"{path}reprendre/", follow=True).content.decode()


def test_a_failure_found_late_is_said_on_the_page(waiting, signed_in):
    DocumentReading.objects.update(state=ReadingState.FAILED, refusal="Ce document est trop long.")
    client = signed_in()
    assert "Ce document est trop long." in client.get(f"/c/commune/documents-lus/{waiting.pk}/").content.decode()
    assert "Échec de la lecture" in client.get("/c/commune/documents-lus/").content.decode()


def test_too_many_waiting_is_said_on_the_form(waiting, world, owner, signed_in):
    for name in ("deux.txt", "trois.txt"):
        receiving.bring(world.commune, owner, name, text(PLAN))
    sent = {"fichier": SimpleUploadedFile("quatre.txt", text(PLAN))}
    answer = signed_in().post("/c/commune/documents-lus/nouveau/", sent)
    assert (answer.status_code, DocumentReading.objects.count()) == (422, 3)
    assert "Trois de vos documents" in answer.content.decode()


@pytest.mark.parametrize("who", ["neighbour", "stranger"])
def test_others_neither_see_nor_touch_one_that_is_read(world, waiting, signed_in, who):
    client = signed_in(getattr(world, who))
    for page in ("", "reprendre/", "abandonner/"):
        path = f"/c/commune/documents-lus/{waiting.pk}/{page}"
        answers = [client.get(path), client.post(path)]
        assert {one.status_code for one in answers} <= {403, 404}
        assert not any("SECRETMARK" in one.content.decode() for one in answers)
    waiting.refresh_from_db()
    assert waiting.state == ReadingState.QUEUED


# -- servers really killed -----------------------------------------------------------------------------------------

BEGIN = """
import os, signal, sys
from datetime import timedelta
import django
django.setup()
from django.core.management import call_command
from django.utils import timezone
from gouvernail.connectors import staging
from gouvernail.connectors.reading import applying, keeping, receiving, working
from gouvernail.connectors.reading.models import DocumentReading
from gouvernail.organisations.actors import actor_of, actor_of_key
def die(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)
"""
BRING = """
call_command("migrate", verbosity=0)
from tests.worlds import make_world
from tests.objects import DAY
world = make_world()
working.start = lambda reading: None
working.actor_of_key = lambda key, on: actor_of_key(key, DAY)
reading = receiving.bring(world.commune, actor_of(world.owner, DAY), "plan.txt", sys.argv[1].encode())
"""
TAKE_UP = """
from tests.objects import DAY
working.actor_of_key = lambda key, on: actor_of_key(key, DAY)
DocumentReading.objects.update(beat_at=timezone.now() - timedelta(minutes=2))
working.read_interrupted()
"""
APPLY = """
from gouvernail.organisations.actors import system_actor
applying.apply(DocumentReading.objects.get(), system_actor("essai"))
"""
STEPS = {
    "its rules": "keeping.read_proposals = die",
    "its proposals": "keeping._keep_faults = die",
    "its comparison": "staging._conclude = die",
}


def in_a_process(folder, script):
    environment = os.environ | {
        "GOUVERNAIL_DATA": str(folder),
        "GOUVERNAIL_DATABASE": f"sqlite:///{folder / 'essai.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "gouvernail.config.test_settings",
    }
    command = [sys.executable, "-c", BEGIN + script, f"{CALENDAR}\n{PLAN}"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def rows(folder, query):
    with sqlite3.connect(folder / "essai.sqlite3") as found:
        return found.execute(query).fetchall()


RUNS = "select kind, state, counts from connectors_importrun order by kind"
COUNTS = """select (select count(*) from action_plan_action), (select count(*) from projects_project),
(select count(*) from journal_entry where verb = 'importer'), (select count(*) from reading_waitingdocument)"""


@pytest.mark.long
def test_killed_at_each_step_it_is_read_once_and_applied_whole_or_not_at_all(tmp_path):
    killed = in_a_process(tmp_path, f"{BRING}{STEPS['its rules']}\nworking.execute(reading.pk)")
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    for step in ("its proposals", "its comparison"):
        killed = in_a_process(tmp_path, f"{STEPS[step]}{TAKE_UP}")
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        kept = rows(tmp_path, "select count(*) from connectors_importrun")[0][0]
        assert kept == (0 if step == "its proposals" else 2)
        with sqlite3.connect(tmp_path / "essai.sqlite3") as database:
            database.execute("update reading_documentreading set attempt = 1")
    assert in_a_process(tmp_path, TAKE_UP).returncode == 0
    assert [state for _kind, state, _counts in rows(tmp_path, RUNS)] == ["a_verifier", "a_verifier"]
    killed = in_a_process(tmp_path, f"applying.settle = die{APPLY}")  # every part is written, nothing committed
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert rows(tmp_path, COUNTS) == [(0, 0, 0, 0)]
    assert in_a_process(tmp_path, APPLY).returncode == 0
    assert rows(tmp_path, COUNTS) == [(2, 0, 1, 0)]
    assert rows(tmp_path, "pragma integrity_check") == [("ok",)]


# -- documents whose reading has no end --------------------------------------------------------------------------------

ENDLESS = """
from gouvernail.connectors.reading import limits
from gouvernail.connectors.reading.formats import plain
from gouvernail.registers import apart
from tests.objects import DAY
working.actor_of_key = lambda key, on: actor_of_key(key, DAY)
limits.STEP_SECONDS, limits.WHOLE_SECONDS, limits._MARGIN = {seconds}
def read(data, name, tell):
    tell(10, "Page 4 sur 9")
    {spins}
from gouvernail.connectors.reading import formats
formats._READERS["texte"] = read
apart.alone()
working.execute(reading.pk)
"""
SPINS = {
    "in Python": ("while True: pass", "(1.0, 600.0, 60)", 3),
    "in one expression": (
        "import re; re.match('(a+)+$', 'a' * 60 + 'b')",  # holds the interpreter: only the system can end it
        "(600.0, 1.0, 1)",
        -signal.SIGXCPU,
    ),
}
TOLD = "select state, refusal, (select count(*) from reading_waitingdocument) from reading_documentreading"


@pytest.mark.long
@pytest.mark.parametrize("how", SPINS)
def test_a_document_without_an_end_is_ended_with_a_sentence(tmp_path, how):
    spins, seconds, status = SPINS[how]
    ended = in_a_process(tmp_path, BRING + ENDLESS.format(spins=spins, seconds=seconds))
    assert ended.returncode == status, ended.stderr
    if status < 0:  # its server waits for it, and says it
        assert in_a_process(tmp_path, f"working._left(DocumentReading.objects.get().pk, code={status})").returncode == 0
    ((state, refusal, waiting),) = rows(tmp_path, TOLD)
    assert (state, waiting) == ("echec", 0)
    assert "demande trop de calcul" in refusal
    if status > 0:
        assert "page 4 sur 9" in refusal


def test_a_killed_process_is_followed_by_another_three_times_at_most(waiting, monkeypatch):
    begun = []
    monkeypatch.setattr(working, "start", begun.append)
    for attempt in (1, 2, 3):
        left_by_a_killed_server(waiting, attempt=attempt, beat_at=timezone.now())
        working._left(waiting.pk, code=-9)
    waiting.refresh_from_db()
    assert (len(begun), waiting.state) == (2, ReadingState.FAILED)
    assert "trois fois" in waiting.refusal
