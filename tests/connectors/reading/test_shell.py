"""Documents from the command line: dry by default, in JSON when asked, status 0 only when nothing is refused."""

import json

import pytest

from gouvernail.action_plan.models import Action
from gouvernail.cli import main
from gouvernail.connectors.models import ImportRun
from gouvernail.connectors.reading.models import DocumentReading
from tests.connectors.reading.making import CALENDAR, docx_plan, text

PLAN = text("Plan", "1 Recenser les équipements En cours", "2 Revoir les droits des comptes À planifier")


@pytest.fixture
def run(tmp_path, world, capsys, monkeypatch):
    monkeypatch.setattr("gouvernail.cli.starting.start_django", lambda *args, **options: None)

    def call(name, data, *options):
        path = tmp_path / name
        path.write_bytes(data)
        status = main(["import", str(path), "--into", "commune", *options])
        return status, capsys.readouterr()

    return call


def test_nothing_is_written_without_being_told_to(run):
    status, said = run("plan.txt", PLAN)
    assert status == 0
    assert "Rien n’est écrit. Avec --apply, 2 lignes le seraient." in said.out
    assert not Action.objects.exists()
    assert not ImportRun.objects.exists()
    assert not DocumentReading.objects.exists()


def test_told_to_it_writes_what_is_ready(run):
    status, said = run("plan.txt", PLAN, "--apply")
    assert status == 0
    assert "2 lignes écrites." in said.out
    assert Action.objects.count() == 2
    status, said = run("plan.txt", PLAN, "--apply")
    assert (status, Action.objects.count()) == (0, 2)


def test_json_gives_every_fault_with_its_place_and_its_confidence(run):
    _status, said = run("plan.docx", docx_plan(), "--json")
    report = json.loads(said.out)
    (fault,) = [one for one in report["faults"] if one["code"] == "R-FFFD"]
    assert fault["place"] == "tableau 1, ligne 3"
    assert fault["confidence"] == 85
    assert report["masked"] == {"name": 1, "phone": 1}
    assert report["parts"][0]["ready"] == 1


def test_a_line_refused_gives_status_one(run):
    status, said = run("calendrier.txt", text(CALENDAR.replace("12/03/2026", "Fin mars")))
    assert status == 1
    assert "Il manque l’année" in said.out


def test_an_unreadable_document_is_said_in_one_sentence(run):
    status, said = run("faux.pdf", b"%PDF-1.4 rien")
    assert status != 0
    assert "abîmé ou incomplet" in said.err


def test_a_text_that_is_a_table_goes_to_the_spreadsheets(run):
    status, said = run("parc.txt", b"Nom;Type;Statut\nPC-1;Fixe;En service\n")
    assert status == 0
    assert "équipements" in said.out
