"""An archive holds one instant, whole or not at all, and only its owner reads it."""

import hashlib
import json
import sqlite3
import zipfile
from contextlib import closing


def test_the_manifest_tells_what_the_archive_holds(run, folder, tmp_path):
    archive = tmp_path / "sauvegarde.zip"
    done = run("backup", archive)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(archive) as opened:
        manifest = json.loads(opened.read("manifest.json"))
        assert manifest["product"] == "gouvernail"
        assert {*opened.namelist()} == {"manifest.json", *manifest["digests"]}
        for name, digest in manifest["digests"].items():
            assert hashlib.sha256(opened.read(name)).hexdigest() == digest
        assert opened.read("secret.key") == (folder / "secret.key").read_bytes()
    assert archive.stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_what_is_written_but_not_yet_folded_is_in_the_backup(run, folder, tmp_path):
    with closing(sqlite3.connect(folder / "gouvernail.sqlite3")) as opened:
        opened.execute("PRAGMA journal_mode=WAL")
        opened.execute("UPDATE accounts_user SET name = 'encore dans le WAL'")
        opened.commit()
        assert run("backup", tmp_path / "a.zip").returncode == 0
    zipfile.ZipFile(tmp_path / "a.zip").extract("database.sqlite3", tmp_path)
    with closing(sqlite3.connect(tmp_path / "database.sqlite3")) as copy:
        assert copy.execute("SELECT name FROM accounts_user").fetchall() == [("encore dans le WAL",)]


def test_refusals(run, run_on_nothing, tmp_path):
    assert "rien à sauvegarder" in run_on_nothing("backup", tmp_path / "a.zip").stderr
    refused = run("backup", tmp_path)
    assert refused.returncode == 1
    assert "est un dossier" in refused.stderr


def test_a_backup_replaces_the_one_of_the_same_name(run, tmp_path):
    archive = tmp_path / "nuit.zip"
    archive.write_text("celle d’hier")
    assert run("backup", archive).returncode == 0
    assert zipfile.is_zipfile(archive)
