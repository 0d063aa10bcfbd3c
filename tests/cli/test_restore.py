"""A restoration is verified before it changes anything, and keeps what it replaces."""

import json
import sqlite3
import zipfile
from contextlib import closing

import pytest


def rename(folder, name):
    with closing(sqlite3.connect(folder / "gouvernail.sqlite3")) as database:
        database.execute("UPDATE accounts_user SET name = ?", [name])
        database.commit()


def name_in(path):
    with closing(sqlite3.connect(path)) as database:
        return database.execute("SELECT name FROM accounts_user").fetchone()[0]


@pytest.fixture
def archive(run, folder, tmp_path):
    rename(folder, "avant")
    path = tmp_path / "avant.zip"
    assert run("backup", path).returncode == 0
    rename(folder, "après")
    return path


def rewritten(archive, path, changes):
    """Copy an archive, replacing the members named in ``changes`` (None: leaves it out)."""
    with zipfile.ZipFile(archive) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            content = changes.get(name, source.read(name))
            if content is not None:
                target.writestr(name, content)
    return path


def test_the_database_and_the_key_come_back_and_the_replaced_ones_are_kept(run, folder, archive):
    (folder / "secret.key").write_text("une autre clé")
    done = run("restore", archive, "--yes")
    assert done.returncode == 0, done.stderr
    assert name_in(folder / "gouvernail.sqlite3") == "avant"
    assert name_in(folder / "gouvernail.sqlite3.before-restore") == "après"
    assert zipfile.ZipFile(archive).read("secret.key") == (folder / "secret.key").read_bytes()
    assert (folder / "secret.key.before-restore").read_text() == "une autre clé"
    assert not list(folder.glob(".restauration*"))
    assert run("check").returncode == 0


def test_on_a_machine_where_nothing_was_installed(run_on_nothing, archive, tmp_path):
    done = run_on_nothing("restore", archive, "--yes")
    assert done.returncode == 0, done.stderr
    assert "gardées" not in done.stdout
    assert name_in(tmp_path / "nothing" / "gouvernail.sqlite3") == "avant"
    assert run_on_nothing("check").returncode == 0


def test_nothing_changes_without_consent(run, folder, archive):
    done = run("restore", archive)
    assert done.returncode == 1
    assert "--yes" in done.stderr
    assert name_in(folder / "gouvernail.sqlite3") == "après"


def truncated(archive, path):
    path.write_bytes(archive.read_bytes()[:-400])
    return path


def with_another_key(archive, path):
    return rewritten(archive, path, {"secret.key": b"une cle glissee"})


def without_the_database(archive, path):
    return rewritten(archive, path, {"database.sqlite3": None})


def of_another_product(archive, path):
    return rewritten(archive, path, {"manifest.json": json.dumps({"product": "autre"})})


def from_the_future(archive, path):
    manifest = json.loads(zipfile.ZipFile(archive).read("manifest.json"))
    manifest["migrations"].append("plans.9999_demain")
    return rewritten(archive, path, {"manifest.json": json.dumps(manifest)})


def of_a_later_format(archive, path):
    manifest = json.loads(zipfile.ZipFile(archive).read("manifest.json"))
    return rewritten(archive, path, {"manifest.json": json.dumps({**manifest, "format": 2})})


def not_an_archive(archive, path):
    path.write_text("bonjour")
    return path


def missing(archive, path):
    return path


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (truncated, "abîmée"),
        (with_another_key, "modifiée ou abîmée"),
        (without_the_database, "abîmée"),
        (of_another_product, "n’est pas une sauvegarde"),
        (from_the_future, "version plus récente"),
        (of_a_later_format, "version plus récente"),
        (not_an_archive, "n’est pas une sauvegarde"),
        (missing, "n’existe pas"),
    ],
)
def test_an_archive_that_is_not_what_it_says_changes_nothing(run, folder, archive, tmp_path, make, reason):
    done = run("restore", make(archive, tmp_path / "douteuse.zip"), "--yes")
    assert done.returncode == 1
    assert reason in done.stderr
    assert "Traceback" not in done.stderr
    assert name_in(folder / "gouvernail.sqlite3") == "après"
    assert not (folder / "gouvernail.sqlite3.before-restore").exists()


def test_a_database_that_another_program_holds_is_not_replaced(run, folder, archive):
    with closing(sqlite3.connect(folder / "gouvernail.sqlite3")) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("SELECT * FROM accounts_user").fetchall()
        done = run("restore", archive, "--yes")
    assert done.returncode == 1
    assert "ouverte par un autre programme" in done.stderr
    assert name_in(folder / "gouvernail.sqlite3") == "après"


def test_a_portable_archive_restores_too(run, folder, tmp_path):
    rename(folder, "portable")
    assert run("backup", tmp_path / "p.zip", "--portable").returncode == 0
    rename(folder, "après")
    done = run("restore", tmp_path / "p.zip", "--yes")
    assert done.returncode == 0, done.stderr
    assert name_in(folder / "gouvernail.sqlite3") == "portable"
    assert len(list((folder / "backups").glob("avant-restauration-*.zip"))) == 1
    assert run("check").returncode == 0
