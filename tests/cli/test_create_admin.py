"""The first account, and the refusals that keep it sound."""

import sqlite3
from contextlib import closing

import pytest

EMAIL = ("--email", "chef@exemple.invalid")
PLACE = ("--organisation", "Commune d’Essai")


def rows(folder, query):
    with closing(sqlite3.connect(folder / "gouvernail.sqlite3")) as database:
        return database.execute(query).fetchall()


def test_the_organisation_is_created_once_then_found(run, folder):
    done = run("create-admin", *EMAIL, *PLACE, "--password-stdin", typed="encore une longue phrase\n")
    assert done.returncode == 0, done.stderr
    assert rows(folder, "SELECT slug FROM organisations_organisation") == [("commune-dessai",)]
    assert rows(folder, "SELECT role, COUNT(*) FROM organisations_membership GROUP BY role") == [("administrateur", 2)]


@pytest.mark.parametrize(
    ("arguments", "password", "reason"),
    [
        ((*EMAIL, *PLACE), "court", "12 caractères"),
        (("--email", "pas une adresse", *PLACE), "encore une longue phrase", "valide"),
        (("--email", "ADMIN@exemple.invalid", *PLACE), "encore une longue phrase", "déjà un compte"),
        ((*EMAIL, "--organisation", "Ailleurs", "--kind", "royaume"), "encore une longue phrase", "« royaume »"),
        ((*EMAIL, "--organisation", "!!!"), "encore une longue phrase", "lettres"),
    ],
)
def test_refusals(run, folder, arguments, password, reason):
    done = run("create-admin", *arguments, "--password-stdin", typed=password + "\n")
    assert done.returncode == 1
    assert reason in done.stderr
    assert rows(folder, "SELECT COUNT(*) FROM accounts_user") == [(1,)]


def test_nobody_to_answer(run):
    done = run("create-admin", *EMAIL, *PLACE)
    assert done.returncode == 1
    assert "--password-stdin" in done.stderr
