"""The same commands on PostgreSQL: prepare, check, back up, change, restore."""

import os
import uuid

import psycopg
import pytest
from django.conf import settings
from psycopg import sql

from gouvernail.cli.archives.manifest import PORTABLE
from gouvernail.cli.archives.reading import verify_archive

from .conftest import ADMINISTRATOR, PASSWORD, run_in

pytestmark = pytest.mark.skipif(
    "postgresql" not in settings.DATABASES["default"]["ENGINE"], reason="ne concerne que PostgreSQL"
)


@pytest.fixture
def scratch_url():
    server = os.environ["GOUVERNAIL_DATABASE"].rsplit("/", 1)[0]
    name = f"gouvernail_cli_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield f"{server}/{name}"
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def run(tmp_path, scratch_url):
    return lambda *arguments, typed="": run_in(
        tmp_path / "data", *arguments, typed=typed, more={"GOUVERNAIL_DATABASE": scratch_url}
    )


def query(url, text):
    with psycopg.connect(url) as connection:
        return connection.execute(text).fetchall()


def test_prepare_back_up_change_and_restore(run, scratch_url, tmp_path):
    assert run("check").returncode == 1
    created = run("create-admin", *ADMINISTRATOR, typed=PASSWORD + "\n")
    assert created.returncode == 0, created.stderr
    assert run("check").returncode == 0
    archive = tmp_path / "a.zip"
    assert run("backup", archive).returncode == 0
    assert verify_archive(archive).is_portable
    assert PORTABLE in verify_archive(archive).digests
    with psycopg.connect(scratch_url) as connection:
        connection.execute("DELETE FROM organisations_membership")
        connection.execute("UPDATE journal_entry SET label = 'altéré'")
    assert run("check").returncode == 1
    done = run("restore", archive, "--yes")
    assert done.returncode == 0, done.stderr
    assert query(scratch_url, "SELECT role FROM organisations_membership") == [("administrateur",)]
    assert len(list((tmp_path / "data" / "backups").glob("avant-restauration-*.zip"))) == 1
    assert run("check").returncode == 0


def test_a_backup_is_made_of_the_tables_as_they_stand_before_they_are_updated(run, scratch_url, tmp_path):
    assert run("create-admin", *ADMINISTRATOR, typed=PASSWORD + "\n").returncode == 0
    with psycopg.connect(scratch_url) as connection:
        connection.execute("DROP TABLE mfa_authenticator")
        connection.execute("DELETE FROM django_migrations WHERE app = 'mfa'")
    done = run("backup", tmp_path / "a.zip")
    assert done.returncode == 0, done.stderr
    refused = run("restore", tmp_path / "a.zip", "--yes")
    assert refused.returncode == 1
    assert "Restaurez-la avec cette version" in refused.stderr


def test_a_sqlite_installation_moves_in(run, scratch_url, folder, tmp_path):
    archive = tmp_path / "p.zip"
    assert run_in(folder, "backup", archive, "--portable").returncode == 0
    done = run("restore", archive, "--yes")
    assert done.returncode == 0, done.stderr
    assert query(scratch_url, "SELECT email FROM accounts_user") == [("admin@exemple.invalid",)]
    assert run("check").returncode == 0


def test_a_sqlite_file_is_refused_with_the_way_out(run, folder, tmp_path):
    archive = tmp_path / "s.zip"
    assert run_in(folder, "backup", archive).returncode == 0
    done = run("restore", archive, "--yes")
    assert done.returncode == 1
    assert "--portable" in done.stderr


def test_a_server_that_does_not_answer(tmp_path):
    more = {"GOUVERNAIL_DATABASE": "postgres://personne@127.0.0.1:1/rien"}
    for command in (["check"], ["meetings"], ["backup", tmp_path / "a.zip"]):
        done = run_in(tmp_path / "data", *command, more=more)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
