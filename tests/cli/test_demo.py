"""The demonstration is prepared once, starts over on request, and never touches real data."""

import json
import sqlite3
from contextlib import closing

import pytest

from .conftest import run_in


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    return folder, run_in(folder, "demo", "--no-serve")


def rows(folder, query):
    with closing(sqlite3.connect(folder / "gouvernail.sqlite3")) as database:
        return database.execute(query).fetchall()


def test_prints_the_accounts_and_leaves_a_sound_installation(demo):
    folder, done = demo
    assert done.returncode == 0, done.stderr
    (count,) = rows(folder, "SELECT COUNT(*) FROM accounts_user")[0]
    assert done.stdout.count("@") == count > 0
    assert run_in(folder, "check").returncode == 0


def test_a_second_time_loads_nothing_and_a_reset_forgets_what_was_added(demo):
    folder, _done = demo
    with closing(sqlite3.connect(folder / "gouvernail.sqlite3")) as database:
        database.execute("UPDATE organisations_organisation SET about = 'ajouté' WHERE id = 1")
        database.commit()
    again = run_in(folder, "demo", "--no-serve")
    assert again.returncode == 0
    assert "Chargement" not in again.stdout
    assert rows(folder, "SELECT about FROM organisations_organisation WHERE id = 1") == [("ajouté",)]
    assert run_in(folder, "demo", "--no-serve", "--reset").returncode == 0
    assert rows(folder, "SELECT about FROM organisations_organisation WHERE id = 1") != [("ajouté",)]


@pytest.mark.parametrize("options", [[], ["--reset"]])
def test_real_data_are_left_alone(run, folder, options):
    done = run("demo", "--no-serve", *options)
    assert done.returncode == 1
    assert "données qui ne sont pas celles de la démonstration" in done.stderr
    assert rows(folder, "SELECT COUNT(*) FROM organisations_organisation") == [(1,)]


def test_the_meetings_are_listed_for_people_and_for_programs(demo):
    folder, _done = demo
    listed = json.loads(run_in(folder, "meetings", "--json").stdout)
    assert {"id", "organisation", "committee", "number", "held_on", "state", "subject"} == set(listed[0])
    shown = run_in(folder, "meetings").stdout
    assert all(meeting["subject"] in shown for meeting in listed)


def test_a_portable_archive_of_the_demonstration_comes_back_whole(demo, tmp_path):
    folder, _done = demo
    tables = [name for (name,) in rows(folder, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    kept = [name for name in tables if name.split("_")[0] not in {"sqlite", "django", "auth", "gouvernail"}]

    def content(where):
        return {name: sorted(map(repr, rows(where, f"SELECT * FROM {name}"))) for name in kept}

    assert run_in(folder, "backup", "--portable", tmp_path / "p.zip").returncode == 0
    done = run_in(tmp_path / "copy", "restore", tmp_path / "p.zip", "--yes")
    assert done.returncode == 0, done.stderr
    assert content(tmp_path / "copy") == content(folder)


def test_the_indicators_are_listed_and_measured(demo):
    folder, _done = demo
    catalogue = json.loads(run_in(folder, "indicators", "--json").stdout)
    assert catalogue
    assert all(one["code"] and one["formula"] and one["source"] for one in catalogue)
    slug = rows(folder, "SELECT slug FROM organisations_organisation WHERE path LIKE '____/' ORDER BY path")[0][0]
    measured = json.loads(run_in(folder, "indicators", "--json", "--values", slug).stdout)
    assert [one["code"] for one in measured] == [one["code"] for one in catalogue]
    assert all("value" in one and "withheld" in one for one in measured)
    shown = run_in(folder, "indicators", "--values", slug).stdout
    assert all(one["label"] in shown for one in catalogue)


def test_an_unknown_collectivite_is_said(demo):
    folder, _done = demo
    done = run_in(folder, "indicators", "--values", "nulle-part")
    assert done.returncode == 1
    assert "il n’y a pas de collectivité « nulle-part »" in done.stderr
