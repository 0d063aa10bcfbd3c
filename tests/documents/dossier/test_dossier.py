"""The dossier: everything about an object in one archive that proves itself."""

import hashlib
import io
import json
import zipfile

import pytest

from gouvernail.documents.dossier.composing import make_dossier
from gouvernail.documents.dossier.files import DossierFile, archive
from gouvernail.documents.dossier.journal_extract import as_csv
from gouvernail.documents.freezing import freeze_meeting
from gouvernail.documents.thread.reading import read_thread
from gouvernail.governance.models import FrozenDocument
from gouvernail.journal.models import Entry
from gouvernail.organisations.enums import Role
from gouvernail.registers.operations import save_object
from gouvernail.registers.registry import register_of
from tests.documents.chain import tie
from tests.governance.committee import TODAY, actor_for
from tests.worlds import person


@pytest.fixture
def dossier(sitting, chain, owner):
    """The dossier of the recommendation, as the DSI may have it, with a frozen deck in it."""
    decision = sitting.decide("3.1")
    tie(("recommendation", chain.recommendation), ("decision", decision))
    freeze_meeting(sitting.meeting, actor=owner, on=TODAY)
    chain.recommendation.title = "Tester un retour chaque année"
    save_object(register_of("recommendation"), chain.recommendation, actor=owner)
    return lambda actor=owner: opened(sitting, chain, actor)


def opened(sitting, chain, actor) -> dict[str, bytes]:
    register = register_of("recommendation")
    thread = read_thread(register, chain.recommendation, actor=actor, place=sitting.place, today=TODAY)
    packed = make_dossier(thread, actor=actor, place=sitting.place, on=TODAY)
    with zipfile.ZipFile(io.BytesIO(packed)) as found:
        return {name: found.read(name) for name in found.namelist()}


def test_it_holds_the_thread_the_sheets_the_frozen_documents_the_journal_and_an_index(dossier):
    files = dossier()
    assert next(iter(files)) == "00-index.pdf"
    assert {"fil.pdf", "index.json", "SHA256SUMS", "fiches/actions.pdf", "journal/journal.csv"} <= set(files)
    deck = [name for name in files if name.startswith("documents/") and name.endswith("support.pdf")]
    assert len(deck) == 1
    assert all(files[name].startswith(b"%PDF") for name in files if name.endswith(".pdf"))
    lines = json.loads(files["journal/journal.json"])["lignes"]
    assert {"figer", "modifier"} <= {one["verb"] for one in lines}
    frozen = json.loads(files[deck[0].replace(".pdf", ".json")])
    assert frozen["empreinte"] == FrozenDocument.objects.get().digest


def test_its_checksums_are_right_and_cover_every_file(dossier):
    files = dossier()
    listed = dict(line.split("  ")[::-1] for line in files["SHA256SUMS"].decode().splitlines())
    assert set(listed) == set(files) - {"SHA256SUMS"}
    assert all(hashlib.sha256(files[name]).hexdigest() == digest for name, digest in listed.items())
    index = json.loads(files["index.json"])
    assert {one["chemin"]: one["sha256"] for one in index["fichiers"]}.items() <= listed.items()


def test_handing_it_out_is_in_the_journal(dossier, owner):
    files = dossier()
    line = Entry.objects.get(verb="exporter")
    assert (line.actor, line.kind) == (owner.key, "recommendation")
    assert line.details["empreinte"] == hashlib.sha256(files["SHA256SUMS"]).hexdigest()


def test_who_may_not_read_the_journal_is_told_so_and_gets_none(dossier, sitting):
    auditor = person("amo@agglo.example", Role.AUDITOR, sitting.place)
    files = dossier(actor_for(auditor))
    assert not any(name.startswith("journal/") for name in files)
    assert any("journal" in remark for remark in json.loads(files["index.json"])["remarques"])


def test_an_altered_document_is_said_not_shown(dossier):
    FrozenDocument.objects.update(digest="0" * 64)
    files = dossier()
    assert not any(name.startswith("documents/") for name in files)
    assert any("empreinte" in remark for remark in json.loads(files["index.json"])["remarques"])


def test_the_same_content_gives_the_same_bytes():
    files = [DossierFile("a.txt", "A", b"un"), DossierFile("b/c.txt", "C", b"deux")]
    assert archive(files, TODAY) == archive(files, TODAY)


def test_a_spreadsheet_never_reads_a_formula():
    entry = Entry(number=1, at=Entry._meta.get_field("at").to_python("2026-01-13T10:00:00+00:00"), label="=1+1")
    assert ";'=1+1;" in as_csv([entry]).decode("utf-8-sig")


def test_the_page_asks_for_a_posted_form_and_for_the_right(client, world, chain):
    address = f"/c/agglo/fil/recommendation/{chain.recommendation.pk}/dossier/"
    client.force_login(world.owner)
    assert client.get(address).status_code == 405
    answer = client.post(address)
    assert answer["Content-Type"] == "application/zip"
    assert "dossier-recommandation-tester-un-retour.zip" in answer["Content-Disposition"]
    client.force_login(world.stranger)
    assert client.post(address).status_code == 404
