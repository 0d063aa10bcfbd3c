"""Applying writes all or nothing, once; and nothing when what was compared has moved."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gouvernail.connectors import applying, deciding, receiving, staging
from gouvernail.connectors.models import ImportRun, ReceivedFile, StagedRow
from gouvernail.estate.models import Equipment
from gouvernail.journal.chain import flaws
from gouvernail.journal.models import Entry
from gouvernail.organisations.actors import actor_of
from gouvernail.organisations.enums import Role
from gouvernail.organisations.models import Site
from gouvernail.registers.operations import RefusedError
from gouvernail.registers.registry import register_of
from tests.connectors.conftest import outcomes
from tests.objects import DAY
from tests.worlds import person

HEADERS = ["Nom", "Type", "Système", "Site"]


def _held(world, name, **values):
    return Equipment.objects.create(organisation=world.commune, name=name, type="pc_fixe", **values)


def _state():
    """Everything that applying may write, in a form that compares."""
    return (
        list(Equipment.objects.order_by("pk").values("pk", "name", "type", "os", "site__name", "source")),
        list(Site.objects.values_list("name", flat=True)),
        Entry.objects.count(),
        list(ImportRun.objects.values_list("state", "counts")),
        ReceivedFile.objects.count(),
        StagedRow.objects.count(),
    )


@pytest.fixture
def ready(world, compared, owner):
    """An import with a line to create, one to change and a name to create."""
    _held(world, "PC-1", os="windows_10")
    run = compared("equipment", [HEADERS, ["PC-1", "Fixe", "Windows 11", None], ["PC-2", "Portable", None, "Mairie"]])
    deciding.decide(run, owner, {}, {}, set(run.creations))
    return run


def test_it_writes_objects_journal_and_state_together(world, ready, owner):
    counts = applying.apply(ready, owner)
    assert counts == {"nouvelle": 1, "modifiee": 1, "ecrites": 2}
    assert Equipment.objects.get(name="PC-1").os == "windows_11"
    assert Equipment.objects.get(name="PC-2").site.name == "Mairie"
    entries = list(Entry.objects.order_by("number").values_list("verb", "kind", "actor"))
    assert [(verb, kind) for verb, kind, _actor in entries] == [
        ("creer", "site"),
        ("creer", "equipment"),
        ("modifier", "equipment"),
        ("importer", "import"),
    ]
    assert {actor for _verb, _kind, actor in entries} == {owner.key}
    assert Entry.objects.get(verb="modifier").details["os"] == ["windows_10", "windows_11"]
    assert list(flaws()) == []
    ready.refresh_from_db()
    assert (ready.state, ReceivedFile.objects.count(), StagedRow.objects.count()) == ("applique", 0, 0)


def test_applied_twice_it_changes_nothing(ready, owner):
    applying.apply(ready, owner)
    before = _state()
    applying.apply(ready, owner)
    assert _state() == before


def test_the_same_file_again_has_nothing_to_write(world, compared, owner):
    rows = [HEADERS, ["PC-1", "Fixe", "Windows 11", None]]
    applying.apply(compared("equipment", rows), owner)
    run = compared("equipment", rows)
    assert outcomes(run) == {2: "inchangee"}
    with pytest.raises(RefusedError, match="rien à écrire"):
        applying.apply(run, owner)


STEPS = ("check_nothing_moved", "create_names", "create", "update", "_journal")


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("after", [False, True])
def test_cut_short_anywhere_it_leaves_all_as_it_was(ready, owner, monkeypatch, step, after):
    before = _state()
    real = getattr(applying._Writer, step)

    def broken(self, *args):
        if after:
            real(self, *args)
        raise RuntimeError("cut")

    monkeypatch.setattr(applying._Writer, step, broken)
    with pytest.raises(RuntimeError):
        applying.apply(ready, owner)
    assert _state() == before
    monkeypatch.undo()
    assert applying.apply(ready, owner)["ecrites"] == 2


@pytest.mark.parametrize("target", ["gouvernail.connectors.applying._close", "gouvernail.connectors.applying.record"])
def test_cut_short_at_the_end_it_leaves_all_as_it_was(ready, owner, monkeypatch, target):
    before = _state()

    def broken(*args, **kwargs):
        raise RuntimeError("cut")

    monkeypatch.setattr(target, broken)
    with pytest.raises(RuntimeError):
        applying.apply(ready, owner)
    assert _state() == before


def test_an_object_changed_since_the_preview_stops_everything(world, ready, owner):
    Equipment.objects.filter(name="PC-1").update(note="écrit entre-temps")
    before = _state()
    with pytest.raises(applying.StaleError):
        applying.apply(ready, owner)
    assert _state() == before


def test_an_object_deleted_since_the_preview_stops_everything(ready, owner):
    Equipment.objects.all().delete()
    with pytest.raises(applying.StaleError):
        applying.apply(ready, owner)
    assert not Equipment.objects.exists()


def test_an_object_created_since_the_preview_is_not_doubled(world, ready, owner):
    _held(world, "pc-2")
    with pytest.raises(applying.StaleError):
        applying.apply(ready, owner)
    assert Equipment.objects.count() == 2


def test_a_name_deleted_since_the_preview_stops_everything(world, compared, owner):
    site = Site.objects.create(organisation=world.commune, name="Mairie")
    run = compared("equipment", [HEADERS, ["PC-1", "Fixe", None, "Mairie"]])
    site.delete()
    with pytest.raises(applying.StaleError):
        applying.apply(run, owner)


def test_a_name_created_since_the_preview_is_not_doubled(world, ready, owner):
    Site.objects.create(organisation=world.commune, name="mairie")
    applying.apply(ready, owner)
    assert list(Site.objects.values_list("name", flat=True)) == ["mairie"]


def test_compared_again_the_answers_still_hold(world, ready, owner, signed_in):
    Equipment.objects.filter(name="PC-1").update(note="écrit entre-temps")
    answer = signed_in().post(f"/c/commune/imports/{ready.pk}/appliquer/", follow=True)
    assert "Des fiches ont changé depuis l’aperçu" in answer.content.decode()
    ready.refresh_from_db()
    assert (ready.state, ready.counts) == ("a_verifier", {"nouvelle": 1, "modifiee": 1})
    applying.apply(ready, owner)
    assert Equipment.objects.get(name="PC-1").note == "écrit entre-temps"


def test_who_lost_the_right_since_cannot_apply(world, compared):
    user = person("referent@agglo.example", Role.REFERENT, world.commune)
    actor = actor_of(user, DAY)
    run = compared("equipment", [HEADERS, ["PC-1", "Fixe", None, None]], actor=actor)
    user.memberships.update(role=Role.DIRECTION)
    with pytest.raises(PermissionDenied):
        applying.apply(run, actor_of(user, DAY))
    assert not Equipment.objects.exists()


def test_an_object_taken_out_of_reach_is_not_changed(world, compared):
    referent = actor_of(person("referent@agglo.example", Role.REFERENT, world.commune), DAY)
    pc = _held(world, "PC-1")
    run = compared("equipment", [HEADERS, ["PC-1", "Portable", None, None]], actor=referent)
    Equipment.objects.filter(pk=pc.pk).update(organisation=world.neighbour_commune)
    with pytest.raises(applying.StaleError):
        applying.apply(run, referent)
    assert Equipment.objects.get().type == "pc_fixe"


def test_applying_never_asks_the_database_line_by_line(world, compared, owner):
    def cost(lines):
        for n in range(lines):
            _held(world, f"ancien-{lines}-{n}")
        rows = [HEADERS, *([f"ancien-{lines}-{n}", "Portable", None, None] for n in range(lines))]
        run = compared("equipment", [*rows, *([f"neuf-{lines}-{n}", "Fixe", None, None] for n in range(lines))])
        with CaptureQueriesContext(connection) as queries:
            applying.apply(run, owner)
        return len(queries)

    assert cost(60) <= cost(5) + 8  # the database takes several hundred values at a time, no more


PROGRAM = """
import sys, time
import django
django.setup()
from gouvernail.connectors import applying
from gouvernail.connectors.models import ImportRun
from gouvernail.organisations.actors import system_actor
real = applying._Writer.{step}
def slow(self, *args):
    real(self, *args)
    print("written", flush=True)
    time.sleep(60)
applying._Writer.{step} = slow
applying.apply(ImportRun.objects.get(state="a_verifier"), system_actor("essai"))
"""

PREPARE = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from gouvernail.connectors import comparing, receiving
from gouvernail.organisations.actors import system_actor
from gouvernail.organisations.models import Organisation
from gouvernail.registers.registry import register_of
place = Organisation.objects.create(name="Commune", slug="commune", kind="commune")
rows = "\\n".join(["Nom;Type", *(f"PC-{n};Fixe" for n in range(50))]).encode()
run = receiving.receive(register_of("equipment"), place, system_actor("essai"), "parc.csv", rows)
comparing.compare(run, system_actor("essai"))
"""


def _python(folder: Path, program: str, **options) -> subprocess.Popen:
    environment = os.environ | {
        "GOUVERNAIL_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "gouvernail.config.test_settings",
    }
    environment.pop("GOUVERNAIL_DATABASE", None)
    return subprocess.Popen([sys.executable, "-c", program], env=environment, text=True, **options)


@pytest.mark.parametrize("step", ["create", "_journal"])
def test_a_process_killed_while_it_writes_leaves_the_database_as_it_was(tmp_path, step):
    assert _python(tmp_path, PREPARE).wait(300) == 0
    process = _python(tmp_path, PROGRAM.format(step=step), stdout=subprocess.PIPE)
    assert process.stdout.readline() == "written\n"
    os.kill(process.pid, signal.SIGKILL)
    process.wait(10)
    with sqlite3.connect(tmp_path / "gouvernail.sqlite3") as database:
        counted = {
            table: database.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]
            for table in ("estate_equipment", "journal_entry", "connectors_stagedrow", "connectors_receivedfile")
        }
        state = database.execute("SELECT state FROM connectors_importrun").fetchone()[0]
        assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert (counted, state) == (
        {"estate_equipment": 0, "journal_entry": 0, "connectors_stagedrow": 50, "connectors_receivedfile": 1},
        "a_verifier",
    )
    again = _python(tmp_path, PROGRAM.format(step=step).replace("time.sleep(60)", "pass"))
    assert again.wait(300) == 0
    with sqlite3.connect(tmp_path / "gouvernail.sqlite3") as database:
        assert database.execute("SELECT COUNT(*) FROM estate_equipment").fetchone()[0] == 50


def test_dropped_it_leaves_nothing_behind(world, ready, owner):
    receiving.cancel(ready, owner, register_of("equipment"))
    ready.refresh_from_db()
    assert (ready.state, ReceivedFile.objects.count(), StagedRow.objects.count()) == ("abandonne", 0, 0)
    with pytest.raises(RefusedError):
        applying.apply(ready, owner)
    with pytest.raises(RefusedError):
        staging.begin(ready)


def test_applied_it_can_no_longer_be_dropped(ready, owner):
    applying.apply(ready, owner)
    with pytest.raises(RefusedError, match="déjà appliqué"):
        receiving.cancel(ready, owner, register_of("equipment"))
