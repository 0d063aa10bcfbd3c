"""Long CSV of requests: read as they come, in any order, compared like any other source."""

from datetime import UTC, date, datetime

import pytest
from django.conf import settings as configured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gouvernail.connectors.shell import ImportRefused, import_file
from gouvernail.connectors.sources import applying, brought, launching, settling
from gouvernail.connectors.sources.connecting import save_connection
from gouvernail.connectors.sources.models import Connection, HeldRecord, SourceRun
from gouvernail.connectors.sources.reading import start, work
from gouvernail.connectors.sources.shell import find_for_file, read_source
from gouvernail.registers.operations import RefusedError
from gouvernail.support.models import Request
from tests.factories import make_department

pytestmark = pytest.mark.django_db
HEAD = "N° de ticket;Catégorie;Service;Demandeur;Ouverte le;Résolue le;Titre"


def csv(*lines, head=HEAD, encoding="utf-8", title=""):
    return "\r\n".join([*([title] if title else []), head, *lines, ""]).encode(encoding)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA_FOLDER = tmp_path


@pytest.fixture
def source(world, owner):
    made = Connection(
        organisation=world.commune, name="Guichet", product="requests_file", address="Guichet",
        options={"titles": True}, streams=["demandes"],
    )  # fmt: skip
    return save_connection(made, {}, owner)


@pytest.fixture
def read(owner):
    def to_the_end(source, content):
        source.refresh_from_db()
        run = start(source, "demandes", owner)
        brought.keep(run.pk, [content])
        return work(run.pk, owner, ("demandes.csv", b""))

    return to_the_end


@pytest.fixture
def load(read, owner):
    """Read, explain every word as support, and apply."""

    def to_the_end(source, content):
        run = read(source, content)
        answers = {one.pk: "support" for one in source.words.filter(field="nature", confirmed=False)}
        settling.confirm_words(source, answers, owner)
        run.refresh_from_db()
        return applying.apply(run, owner)

    return to_the_end


def kept():
    return list(Request.objects.order_by("reference").values_list("reference", "opened_on", "closed_on"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_encodings_and_separators(source, load, encoding, separator):
    lines = ["12;Téléphonie;Écoles;Mme X;02/03/2026;05/03/2026;Panne à l’école", "7;Accès;;;01/03/2026;;"]
    content = csv(*(one.replace(";", separator) for one in lines), head=HEAD.replace(";", separator), encoding=encoding)
    run = load(source, content)
    assert kept() == [("12", date(2026, 3, 2), date(2026, 3, 5)), ("7", date(2026, 3, 1), None)]
    assert set(Request.objects.values_list("category", flat=True)) == {"Téléphonie", "Accès"}
    assert ("Windows-1252" in str(run.log)) == (encoding == "cp1252")


def test_nobody_is_read_and_titles_are_reduced(source, load):
    load(source, csv("1;Poste;;Mme Durand;02/03/2026;;Imprimante de Mme Martin en panne"))
    one = Request.objects.get()
    assert one.requester == ""
    assert len(one.title_sketch) == 64
    said = str(one.raw) + str(list(source.words.values_list("word", flat=True)))
    assert "Durand" not in said
    assert "Martin" not in said


def test_titles_are_not_read_where_nobody_wants_it(source, load):
    source.options = {"titles": False}
    source.save()
    load(source, csv("1;Poste;;;02/03/2026;;Imprimante en panne"))
    assert bytes(Request.objects.get().title_sketch) == b""


def test_departments_are_matched_by_name(source, load, world):
    department = make_department(world.commune, name="Écoles")
    load(source, csv("1;Poste;ecoles;;02/03/2026;;"))
    assert Request.objects.get().department_id == department.pk


def test_hours_are_kept_where_there_are_some(source, load):
    load(source, csv("1;Poste;;;12/07/2026 08:45;12/07/2026 00:00;", "2;Poste;;;2026-01-12T23:30:05;;"))
    first, second = Request.objects.order_by("reference")
    assert first.opened_at == datetime(2026, 7, 12, 6, 45, tzinfo=UTC)
    assert (first.closed_on, first.closed_at) == (date(2026, 7, 12), None)
    assert (second.opened_on, second.opened_at) == (date(2026, 1, 12), datetime(2026, 1, 12, 22, 30, 5, tzinfo=UTC))


def test_what_is_refused_says_the_line_and_what_to_do(source, read, owner):
    run = read(
        source,
        csv("1;Poste;;;02/03/2026;;", "2;Poste;;;31/02/2026;;", ";Poste;;;02/03/2026;;", "4;Poste;;;;;",
            "5;Poste;;;02/03/2026;01/03/2026;", "1;Poste;;;03/03/2026;;", title="Export du guichet"),
    )  # fmt: skip
    reasons = list(run.requests.filter(outcome="refusee").order_by("pk").values_list("reason", flat=True))
    assert [one.split(" : ")[0] for one in reasons] == [
        "Ligne 4",
        "Ligne 5",
        "Ligne 6",
        "Ligne 7",
        "Demande 6 du fichier",
    ]
    assert "31 février 2026 n’existe pas" in reasons[0]
    assert "déjà plus haut" in reasons[4]
    assert run.counts["refusee"] == 5
    assert not run.partial


def test_the_same_file_twice_changes_nothing_whatever_its_order(source, load, read):
    lines = [f"{number};Poste;;;02/03/2026;;" for number in (5, 3, 900, 1)] + ["T-12;Poste;;;02/03/2026;;"]
    load(source, csv(*lines))
    before = list(Request.objects.order_by("pk").values())
    again = read(source, csv(*reversed(lines)))
    assert (again.counts.get("inchangee"), again.requests.count()) == (5, 0)
    assert list(Request.objects.order_by("pk").values()) == before


def test_chunks_in_disorder_see_what_comes_twice(source, read, monkeypatch):
    monkeypatch.setattr("gouvernail.connectors.sources.reading.CHUNK", 3)
    numbers = [9, 2, 5, 1, 9, 8, 2, 30, 31]
    run = read(source, csv(*(f"{one};Poste;;;02/03/2026;;" for one in numbers)))
    twice = run.requests.filter(outcome="refusee").order_by("pk").values_list("reference", flat=True)
    assert list(twice) == ["9", "2"]
    assert run.received == 9


def test_a_partial_file_deletes_nothing(source, load):
    load(source, csv(*(f"{one};Poste;;;02/03/2026;;" for one in (1, 2, 3))))
    run = load(source, csv("2;Poste;;;02/03/2026;04/03/2026;", "4;Poste;;;04/03/2026;;"))
    assert [one[0] for one in kept()] == ["1", "2", "3", "4"]
    assert run.counts["modifiee"] == 1
    assert not run.counts.get("disparue")


def test_a_whole_file_tells_what_vanished_whatever_its_order(source, load, owner, read):
    source.options = {"whole": True}
    source.save()
    load(source, csv(*(f"{one};Poste;;;02/03/2026;;" for one in ("3", "T-1", "2", "1"))))
    run = read(source, csv("3;Poste;;;02/03/2026;;", "1;Poste;;;02/03/2026;;", "T-1;Poste;;;02/03/2026;;"))
    assert run.counts["disparue"] == 1
    applying.apply(run, owner, remove_vanished=True)
    assert [one[0] for one in kept()] == ["1", "3", "T-1"]
    assert HeldRecord.objects.count() == 3


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "est vide"),
        (b"PK\x03\x04" + b"x" * 90, "abîmé"),
        (b"%PDF-1.4 \n", "n’est pas un fichier CSV"),
        (csv("1;Poste;;;02/03/2026;;", '2;"Poste;;;02/03/2026;;'), "guillemet ouvert après la ligne 2"),
        (csv("1;Poste", head="N° de ticket;Catégorie"), "Ouverte le"),
        (csv("a;b", head="Une;Autre"), "ligne d’en-têtes"),
        (b"N\xb0 de ticket;Ouverte le\r\n1;\x81\r\n", "UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_keeps_nothing(source, read, content, said):
    run = read(source, content)
    assert run.state == "echec"
    assert said in run.alerts[0]
    assert not run.requests.exists()
    assert not list((configured.DATA_FOLDER / "brought").iterdir())


def test_its_file_is_gone_once_it_is_read_or_dropped(source, owner, read):
    read(source, csv("1;Poste;;;02/03/2026;;"))
    assert not list((configured.DATA_FOLDER / "brought").iterdir())
    run = start(source, "demandes", owner)
    brought.keep(run.pk, [b"x"])
    assert (configured.DATA_FOLDER / "brought" / str(run.pk)).stat().st_mode & 0o777 == 0o600
    launching.settle(run)  # killed while it waited for its turn
    assert not list((configured.DATA_FOLDER / "brought").iterdir())


def test_a_kill_while_applying_leaves_what_was(source, read, owner, monkeypatch):
    run = read(source, csv("1;Poste;;;02/03/2026;;"))
    settling.confirm_words(source, {one.pk: "support" for one in source.words.all()}, owner)
    run.refresh_from_db()

    def killed(*_args, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr("gouvernail.connectors.sources.switching._hold", killed)
    with pytest.raises(KeyboardInterrupt):
        applying.apply(run, owner)
    assert not Request.objects.exists()
    monkeypatch.undo()


def test_a_page_takes_the_file_and_refuses_one_that_is_too_large(source, world, settings, monkeypatch):
    launched = []
    monkeypatch.setattr(launching, "launch", lambda run, file: launched.append((run, file)))
    client = Client()
    client.force_login(world.owner)
    address = f"/c/{world.commune.slug}/sources/{source.pk}/lire/"
    content = csv("1;Poste;;;02/03/2026;;")
    client.post(address, {"flux": "demandes", "fichier": SimpleUploadedFile("demandes.csv", content)})
    ((run, file),) = launched
    assert file == ("demandes.csv", b"")
    assert (settings.DATA_FOLDER / "brought" / str(run.pk)).read_bytes() == content
    settings.LARGEST_REQUESTS_FILE = 10
    answer = client.post(
        address, {"flux": "demandes", "fichier": SimpleUploadedFile("demandes.csv", content)}, follow=True
    )
    assert "dépasse 0 Mo" in answer.content.decode()
    assert SourceRun.objects.count() == 1


def test_the_shell_reads_a_file_by_the_name_of_its_source(source, owner, tmp_path):
    path = tmp_path / "long.csv"
    path.write_bytes(csv("1;Poste;;;02/03/2026;;"))
    assert find_for_file("demandes") is None
    (dry,) = read_source(find_for_file("guichet"), write=False, file=path)
    assert (dry.received, dry.sound, Request.objects.count()) == (1, True, 0)
    settling.confirm_words(source, {one.pk: "support" for one in source.words.all()}, owner)
    read_source(find_for_file("guichet"), write=True, file=path)
    assert [one[0] for one in kept()] == ["1"]
    assert path.exists()


def test_a_file_too_long_for_a_sheet_says_which_source_reads_it(world, tmp_path, monkeypatch):
    monkeypatch.setattr("gouvernail.connectors.shell.MAX_BYTES", 20)
    path = tmp_path / "long.csv"
    path.write_bytes(csv("1;Poste;;;02/03/2026;;"))
    with pytest.raises(ImportRefused, match="Demandes \\(fichier CSV\\)"):
        import_file(path, kind="demandes")


@pytest.mark.parametrize("signed_in", [True, False])
def test_a_heavy_request_is_taken_there_from_who_signed_in(source, world, settings, monkeypatch, signed_in):
    monkeypatch.setattr(launching, "launch", lambda run, file: None)
    settings.LARGEST_REQUEST = 1024
    client = Client()
    if signed_in:
        client.force_login(world.owner)
    sent = SimpleUploadedFile("demandes.csv", csv(*["1;Poste;;;02/03/2026;;"] * 100))
    answer = client.post(f"/c/{world.commune.slug}/sources/{source.pk}/lire/", {"flux": "demandes", "fichier": sent})
    assert answer.status_code == (302 if signed_in else 413)


def test_a_disk_without_room_is_said(source, owner, monkeypatch):
    run = start(source, "demandes", owner)

    def blocks():
        yield b"x"
        raise OSError(28, "No space left on device")

    with pytest.raises(RefusedError, match="place"):
        brought.keep(run.pk, blocks())
    assert not list((configured.DATA_FOLDER / "brought").iterdir())
