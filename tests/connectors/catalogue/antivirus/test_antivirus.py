"""Exports of antivirus consoles: columns said once, words explained, one line a machine."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gouvernail.connectors.sources import launching
from gouvernail.connectors.sources.connector import Access, Report
from gouvernail.connectors.sources.faults import Fault, SourceError
from gouvernail.connectors.sources.models import Connection, SourceRun
from gouvernail.connectors.sources.registry import connector_of
from gouvernail.estate.models import Equipment
from tests.factories import make_equipment

OPTIONS = {
    "name_column": "Computer name", "state_column": "Status", "contact_column": "Last seen",
    "good": "Up to date, À jour", "bad": "Outdated; Expired",
}  # fmt: skip


def read(text, *, name="console.csv", encoding="utf-8", report=None, **options):
    access = Access("Console", OPTIONS | options, file=text.encode(encoding), file_name=name)
    return list(connector_of("antivirus").read(access, "equipements", None, report or Report()))


def pairs(found):
    return [(one.name, one.protected) for one in found]


def test_machines_lose_their_domain_and_keep_one_state():
    text = (
        "Computer name;Status;Last seen\nPC-01.mairie.local;Up to date;\nMAIRIE\\pc-02;OUTDATED;\n192.0.2.7;À jour;\n"
    )
    assert pairs(read(text)) == [("PC-01", True), ("PC-02", False), ("192.0.2.7", True)]


def test_headers_may_stand_under_a_title():
    text = "Rapport de protection;;\n;;\nComputer name;Status;Last seen\nPC-01;Expired;\n"
    assert pairs(read(text)) == [("PC-01", False)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_the_encodings_of_consoles_are_read(encoding):
    assert pairs(read("Computer name,Status,Last seen\nPC-É1,À jour,\n", encoding=encoding)) == [("PC-É1", True)]


def test_a_reinstalled_machine_counts_once_by_its_last_contact():
    text = (
        "Computer name;Status;Last seen\nPC-01;Outdated;02/03/2026 10:00\nPC-01;Up to date;11/03/2026 09:00\n"
        "PC-02;Up to date;02/03/2026 10:00\npc-02;Outdated;02/03/2026 10:00\n"
    )
    assert pairs(read(text)) == [("PC-01", True), ("PC-02", False)]


def test_a_word_nobody_explained_decides_nothing():
    report = Report()
    assert pairs(read("Computer name;Status;Last seen\nPC-01;Mystère;\nPC-02;Expired;\n", report=report)) == [
        ("PC-02", False)
    ]
    assert "Mystère" in report.warnings[0]


def test_a_column_that_is_gone_is_named():
    with pytest.raises(SourceError) as found:
        read("Computer name;Etat\nPC-01;Expired\n", contact_column="")
    assert found.value.fault == Fault.ANSWER
    assert "« Status »" in found.value.sentence


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", b"PK\x03\x04rien"])
def test_what_is_no_export_is_refused_in_a_sentence(data):
    access = Access("Console", OPTIONS, file=data or b" ", file_name="console.xlsx")
    with pytest.raises(SourceError):
        list(connector_of("antivirus").read(access, "equipements", None, Report()))


def test_words_that_say_two_things_are_refused():
    result = connector_of("antivirus").test(Access("Console", OPTIONS | {"bad": "À JOUR"}))
    assert result.fault == Fault.SETTING


def test_an_export_goes_all_the_way_and_creates_no_machine(world, monkeypatch):
    monkeypatch.setattr(launching._readings, "start", lambda pk, data: launching.execute(pk, data))
    known = make_equipment(world.commune)
    client = Client()
    client.force_login(world.owner)
    settings = {f"option-{name}": value for name, value in OPTIONS.items()}
    settings |= {"name": "Console", "address": "Console", "streams": ["equipements"], "organisation": world.commune.pk}
    saved = client.post("/c/commune/sources/nouvelle/antivirus/", settings, follow=True)
    path = saved.request["PATH_INFO"]
    assert 'type="file"' in saved.content.decode()
    assert "Déposez l’export" in client.post(f"{path}lire/", {"flux": "equipements"}, follow=True).content.decode()
    text = f"Computer name;Status;Last seen\n{known.name.lower()}.local;Outdated;\nINCONNU;Up to date;\n"
    sent = SimpleUploadedFile("console.csv", text.encode())
    shown = client.post(f"{path}lire/", {"flux": "equipements", "fichier": sent}, follow=True)
    run = SourceRun.objects.get()
    assert run.counts == {"modifiee": 1}, run.log
    assert any("1 machines que le parc ne connaît pas" in sentence for _at, _tone, sentence in run.log)
    client.post(f"{shown.request['PATH_INFO']}appliquer/")
    known.refresh_from_db()
    assert known.protected is False
    assert Equipment.objects.count() == 1
    assert Connection.objects.get().schedule == "aucune"
