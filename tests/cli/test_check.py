"""``gouvernail check`` finds what is wrong, names it, and exits 1."""

import sqlite3
from contextlib import closing


def alter(folder, statement):
    with closing(sqlite3.connect(folder / "gouvernail.sqlite3")) as database:
        database.execute(statement)
        database.commit()


def test_a_sound_installation(run):
    done = run("check")
    assert done.returncode == 0
    assert "DÉFAUT" not in done.stdout
    assert "chaîne intacte (2 lignes)" in done.stdout


def test_a_journal_cut_and_sealed_again_no_longer_has_the_fingerprint_that_was_noted(run, folder):
    noted = run("check").stdout.split("Empreinte à noter ailleurs : ")[1].split()[0]
    alter(folder, "DELETE FROM journal_entry WHERE number = 2")
    alter(folder, "UPDATE journal_head SET last_number = 1, last_hash = (SELECT hash FROM journal_entry)")
    done = run("check")
    assert done.returncode == 0
    assert noted not in done.stdout


def test_nothing_installed(run_on_nothing):
    done = run_on_nothing("check")
    assert done.returncode == 1
    assert "jamais préparée" in done.stdout


def test_an_altered_journal_entry_is_named(run, folder):
    alter(folder, "UPDATE journal_entry SET label = 'autre chose' WHERE number = 2")
    done = run("check")
    assert done.returncode == 1
    assert "L’entrée n° 2 a été modifiée" in done.stdout


def test_a_removed_journal_entry_is_named(run, folder):
    alter(folder, "DELETE FROM journal_entry WHERE number = 2")
    done = run("check")
    assert done.returncode == 1
    assert "Des entrées manquent à la fin du journal" in done.stdout


def test_a_missing_migration(run, folder):
    alter(folder, "DELETE FROM django_migrations WHERE app = 'sessions'")
    done = run("check")
    assert done.returncode == 1
    assert "sessions.0001_initial" in done.stdout


def test_an_orphan_row(run, folder):
    alter(folder, "UPDATE organisations_membership SET organisation_id = 999")
    done = run("check")
    assert done.returncode == 1
    assert "renvoient à un objet qui n’existe plus" in done.stdout


def test_a_key_that_others_may_read(run, folder):
    (folder / "secret.key").chmod(0o644)
    done = run("check")
    assert done.returncode == 1
    assert "lisible par d’autres" in done.stdout


def test_a_file_that_is_no_database(run, folder):
    (folder / "gouvernail.sqlite3").write_bytes(b"perdu" * 1000)
    done = run("check")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
