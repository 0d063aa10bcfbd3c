"""The command line: dry by default, exact exit statuses, the same comparison as the pages."""

import io
import json
from contextlib import redirect_stderr, redirect_stdout

import pytest

from gouvernail.cli import main
from gouvernail.connectors.models import ColumnMemory, ImportRun, ReceivedFile, StagedRow
from gouvernail.estate.models import Equipment
from gouvernail.journal.models import Entry
from gouvernail.organisations.models import Organisation

GOOD = "Nom;Type;Système\nPC-1;Fixe;Windows 11\nPC-2;Portable;Windows 11\n"
BAD = GOOD + "PC-3;Grille-pain;\nPC-4;Fixe ?;\n"


@pytest.fixture
def place(db):
    return Organisation.objects.create(name="Commune d’Essai", slug="commune", kind="commune")


@pytest.fixture
def file(tmp_path):
    def write(text, name="parc.csv"):
        path = tmp_path / name
        path.write_text(text)
        return str(path)

    return write


def _run(*arguments):
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = main(["import", *arguments])
    return status, out.getvalue(), err.getvalue()


def test_dry_it_says_what_it_would_do_and_keeps_nothing(place, file):
    status, out, _err = _run(file(GOOD))
    assert status == 0
    assert "équipements (commune)" in out
    assert "nouvelles : 2" in out
    assert "Rien n’est écrit. Avec --apply, 2 lignes le seraient." in out
    for model in (Equipment, ImportRun, ReceivedFile, StagedRow, ColumnMemory, Entry):
        assert not model.objects.exists()


def test_told_to_it_writes_once(place, file):
    path = file(GOOD)
    status, out, _err = _run(path, "--apply")
    assert (status, Equipment.objects.count()) == (0, 2)
    assert "2 lignes écrites" in out
    assert Entry.objects.filter(verb="importer", actor="import").count() == 1
    status, out, _err = _run(path, "--apply", "--json")
    report = json.loads(out)
    assert (status, report["written"], report["counts"]) == (0, 0, {"inchangee": 2})
    assert Equipment.objects.count() == 2
    assert not ReceivedFile.objects.exists()


def test_a_refused_line_is_told_and_exits_1(place, file):
    status, out, _err = _run(file(BAD), "--json")
    report = json.loads(out)
    assert (status, report["ready"], report["refused"]) == (1, 2, 1)
    assert [(one["line"], one["outcome"]) for one in report["left_aside"]] == [(4, "refusee"), (5, "douteuse")]
    assert "« Grille-pain » n’est pas un mot accepté" in report["left_aside"][0]["reasons"][0]


def test_doubtful_lines_are_never_written_without_a_person(place, file):
    status, _out, _err = _run(file(BAD), "--apply")
    assert status == 1
    assert sorted(Equipment.objects.values_list("name", flat=True)) == ["PC-1", "PC-2"]
    assert ImportRun.objects.get().state == "applique"


def test_what_the_file_holds_may_be_said_in_french(place, file):
    path = file("Nom\nAccueil\n")
    status, _out, err = _run(path)
    assert status == 1
    assert "Dites-le avec --as" in err
    for name in ("services", "department", "service"):
        status, out, _err = _run(path, "--as", name)
        assert (status, "services (commune)" in out) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--as", "licornes"], "« licornes » ne s’importe pas. Au choix : sites, services"),
        (["--into", "ailleurs"], "Aucune collectivité n’a l’adresse « ailleurs »"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(place, file, arguments, sentence):
    status, out, err = _run(file(GOOD), *arguments)
    assert (status, out) == (1, "")
    assert sentence in err


def test_with_several_roots_the_place_must_be_said(place, file):
    Organisation.objects.create(name="Autre", slug="autre", kind="commune")
    status, _out, err = _run(file(GOOD))
    assert status == 1
    assert "--into (commune, autre)" in err
    assert _run(file(GOOD), "--into", "autre", "--apply")[0] == 0
    assert Equipment.objects.filter(organisation__slug="autre").count() == 2


@pytest.mark.parametrize("name", ["parc.pdf", "vide.csv", "absent.csv"])
def test_a_bad_file_is_one_sentence(place, file, tmp_path, name):
    path = str(tmp_path / name) if name == "absent.csv" else file("%PDF-1.7" if name.endswith("pdf") else "", name)
    status, out, err = _run(path)
    assert (status, out) == (1, "")
    assert err.startswith("gouvernail : ")
    assert "Traceback" not in err


def test_a_column_that_is_gone_stops_the_file(place, file):
    assert _run(file(GOOD), "--apply")[0] == 0
    ColumnMemory.objects.update(columns={"name": "Nom", "type": "Type", "serial": "Plaque"})
    for more in ([], ["--apply"]):
        status, _out, err = _run(file("Nom;Type\nPC-9;Fixe\n"), "--as", "equipements", *more)
        assert status == 1
        assert "La colonne « Plaque »" in err
    assert not Equipment.objects.filter(name="PC-9").exists()


def test_sources_say_what_can_be_imported(db, capsys):
    assert main(["sources", "--json"]) == 0
    found = {one["kind"]: one for one in json.loads(capsys.readouterr().out)}
    fields = {one["field"]: one for one in found["equipment"]["fields"]}
    assert fields["type"]["required"]
    assert "PC portable" in fields["type"]["accepted_words"]
    assert main(["sources"]) == 0
    assert "équipements" in capsys.readouterr().out
